"""Recipes of a training run."""

from dataclasses import dataclass

from stt.augment import Augmentation
from stt.tutoring import Tutoring

FRAMES = "frames"
"""Marks a frame-wise loss beside the CTC loss of the same name."""
ELDER = "elder"
"""The loss that keeps the student near what it heard when the run began."""


@dataclass(frozen=True)
class Stage:
    name: str
    steps: int
    frozen_layers: int
    """0 trains the whole encoder; n >= 1 leaves the convolutions and the first n - 1 layers as they are, so one more
    than the number of layers leaves it whole."""
    hear: bool = True
    """Take batches of audio; False for plain text alone, spoken from the bank that earlier stages filled."""
    frozen_hearing: bool = False
    """Train the speller alone, on what the rest hears."""
    spell: bool = True
    """Train the speller too: on what is heard and on plain text."""
    text_sentences: int = 4
    """Sentences of plain text at each step."""
    refill_batches: int = 0
    """Batches of audio to hear anew at the start of the stage, for a bank of what is heard now."""
    frame_weight: float = 0.0
    """Weight of the frame-wise targets beside CTC on tokens."""
    token_weight: float = 1.0
    """Weight of CTC on tokens: less while the speller starts from frame-wise targets."""
    toward_teacher: float = 0.0
    """How far the encoder goes back to the teacher's weights when the stage starts, 0 to 1: fine-tuning on little audio
    loses some of what Whisper knows of other speakers (Wortsman et al. 2022, "Robust fine-tuning of zero-shot
    models")."""
    toward_elder: float = 0.0
    """How far all weights go back to those that the run began with when the stage starts, before `toward_teacher`."""
    averaged: bool = False
    """End with the mean of the weights over the second half of the stage (Izmailov et al. 2018)."""
    phoneme_weight: float = 1.0
    """Weight of CTC on phonemes."""
    elder_weight: float = 0.0
    """Weight of what the student that the run began with hears in the whole clip, beside CTC on phonemes: a student
    that hears in chunks learns from one that hears all."""
    chunked: float = 0.0
    """Share of the batches of audio that are heard in chunks, as live speech is."""
    tutoring: Tutoring = Tutoring()
    """What teachers say besides."""
    rates: tuple[float, float] = (1.0, 1.0)
    """Share of the full learning rate at the stage's start and at its end, with a straight line between them."""

    def weight_of(self, loss: str) -> float:
        """Weight of a loss by its name: "phoneme", ELDER, a tutor's, "token", "text", or the last two with FRAMES."""
        if loss == "phoneme":
            return self.phoneme_weight
        tutored = self.tutoring.weight_of(loss)
        if tutored is not None:
            return tutored
        if loss == ELDER:
            return self.elder_weight
        return self.frame_weight if loss.endswith(FRAMES) else self.token_weight


@dataclass(frozen=True)
class Recipe:
    stages: tuple[Stage, ...]
    sets: tuple[tuple[str, float], ...]
    """Training sets and the share of utterances drawn from each."""
    unlabelled: tuple[str, ...] = ()
    """Sets whose sound is used and whose text is not: readers that misread their prompts, say."""
    augmentation: Augmentation = Augmentation()
    """What is done to each clip."""
    batch_s: float = 12.0
    encoder_rate: float = 2e-4
    fresh_rate: float = 2e-3
    warmup_steps: int = 40
    checkpoint_s: float = 120.0
    """Wall-clock time between checkpoints."""
    bank_units: int = 2000
    """Phonemes that the bank must hold before text is spoken from it."""
    seed: int = 7
    teachers_text: tuple[str, ...] = ()
    """Sets of which to learn what a teacher heard, not the reference."""
    recurrent_cells: int = 0
    """Cells of an LSTM below the phoneme scores; 0 for none."""

    @property
    def wants_times(self) -> bool:
        """Whether a stage learns the phoneme of each frame."""
        return any(stage.tutoring.times > 0 for stage in self.stages)

    def first_step(self, stage: Stage) -> int:
        """Steps of the stages before this one."""
        return sum(other.steps for other in self.stages[: self.stages.index(stage)])


SETS = (
    ("libri4", 0.28),
    ("libri251", 0.26),
    ("lj", 0.06),
    ("kokoro_lj", 0.2),
    ("kokoro", 0.13),
    ("coffee", 0.07),
)

RECIPES = {
    "student-v0": Recipe(
        stages=(
            Stage("head", 150, 5, spell=False),
            Stage("hear", 700, 3, spell=False, rates=(1.0, 0.3)),
            Stage("spell", 300, 5, hear=False, refill_batches=400, frame_weight=0.5, token_weight=0.5),
            Stage("write", 25_000, 5, hear=False, refill_batches=400, rates=(0.5, 0.05)),
            Stage("upper", 2400, 3, text_sentences=10, rates=(0.25, 0.0)),
            Stage(
                "settle",
                6000,
                5,
                frozen_hearing=True,
                text_sentences=8,
                refill_batches=300,
                toward_teacher=0.3,
                averaged=True,
                rates=(0.15, 0.01),
            ),
        ),
        sets=SETS,
    ),
    # From a released student (`--released`): hearing learns to do without what comes later and to be silent where
    # nobody speaks; then the speller learns to write what is heard now.
    "unified": Recipe(
        stages=(
            Stage("unify", 3200, 0, spell=False, elder_weight=1.0, chunked=0.5, averaged=True, rates=(1.0, 0.0)),
            Stage(
                "settle",
                1400,
                5,
                frozen_hearing=True,
                text_sentences=8,
                refill_batches=300,
                toward_elder=0.5,
                toward_teacher=0.2,
                averaged=True,
                chunked=0.2,
                rates=(0.15, 0.0),
            ),
        ),
        sets=SETS,
        augmentation=Augmentation(nothing=0.06, room=0.2, line=0.1, snr_db=(5.0, 35.0)),
        batch_s=24.0,
        encoder_rate=1.5e-4,
        fresh_rate=6e-4,
        seed=41,
    ),
    # From a released student: hears live speech in chunks with a look-ahead about as it hears whole clips. Mostly from
    # what it heard before: labels of so few hours are soon known by heart, and whole clips are then heard worse.
    "streaming": Recipe(
        stages=(
            Stage(
                "stream",
                1300,
                0,
                spell=False,
                phoneme_weight=0.2,
                elder_weight=2.0,
                chunked=0.75,
                averaged=True,
                rates=(1.0, 0.0),
            ),
        ),
        sets=(*SETS, ("speechocean762", 0.35)),
        unlabelled=("speechocean762",),
        augmentation=Augmentation(nothing=0.06, room=0.2, line=0.1, snr_db=(5.0, 35.0)),
        batch_s=24.0,
        encoder_rate=4e-5,
        fresh_rate=1e-4,
        seed=53,
    ),
    # Minutes on any machine: proves that the stages run, not that they teach.
    "smoke": Recipe(
        augmentation=Augmentation(joined=0.5, room=0.5, line=0.5, overdrive=0.5, nothing=0.2),
        stages=(
            Stage("head", 2, 5, spell=False),
            Stage("spell", 2, 5, hear=False, refill_batches=2, frame_weight=0.5, token_weight=0.5),
            Stage("upper", 2, 3, refill_batches=2, frame_weight=0.2),
            Stage(
                "all",
                2,
                0,
                frame_weight=0.2,
                elder_weight=0.5,
                chunked=0.5,
                tutoring=Tutoring(layers=0.5, layer_teacher="tiny.en"),
            ),
            Stage("settle", 2, 5, frozen_hearing=True, toward_teacher=0.3, averaged=True, rates=(1.0, 0.0)),
        ),
        sets=(("clips", 1.0),),
        batch_s=12.0,
        warmup_steps=2,
        checkpoint_s=0.0,
        bank_units=30,
    ),
}
