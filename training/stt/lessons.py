"""What one training step teaches: the losses of a batch of audio and of a batch of plain text.

A module of its own, so that many processes can share its gradients (`world.py`).
"""

import numpy as np
import torch
from torch import Tensor, nn

from stt.batches import AudioBatches, TextBatches
from stt.chunks import Chunks, draw_chunks
from stt.corpus import Clip
from stt.frame_targets import Target, Targets, slot_loss
from stt.losses import ctc
from stt.posterior_bank import PosteriorBank, align
from stt.schedule import FRAMES, Recipe, Stage
from stt.student import SUBSAMPLING, Heard, Student, evidence_of


class Lessons(nn.Module):
    """The student with all that it learns from; only the student has weights."""

    def __init__(self, recipe: Recipe, student: Student, pieces) -> None:
        super().__init__()
        self.recipe, self.student = recipe, student
        self.audio = AudioBatches(recipe, pieces)
        self.targets = Targets(pieces)
        self.text = TextBatches(self.targets)
        self.bank = PosteriorBank()
        self.audio_s = 0.0
        """Seconds of audio heard in training, of this process."""

    @property
    def device(self) -> torch.device:
        return next(self.student.parameters()).device

    def forward(self, stage: Stage, seed: tuple[int, ...]) -> dict[str, Tensor]:
        """Losses of one step by name; the same seed gives the same batches."""
        rng = np.random.default_rng(seed)
        losses = self.hear(stage, rng) if stage.hear else {}
        if stage.spell and len(self.bank) > self.recipe.bank_units:
            evidence, frames, targets = self.text.batch(self.bank, rng, stage.text_sentences)
            losses |= self.spell(stage, "text", evidence.to(self.device), frames.to(self.device), targets)
        if not losses:
            raise RuntimeError(f"stage {stage.name}: the bank is too small to speak any text; train on audio first")
        return losses

    def hear(self, stage: Stage, rng: np.random.Generator) -> dict[str, Tensor]:
        """Losses of a batch of audio; what was heard goes into the bank."""
        with torch.set_grad_enabled(not stage.frozen_hearing):
            chunks = draw_chunks(rng) if rng.random() < stage.chunked else None
            heard, short, clips = self.listen(rng, stage.frozen_layers, chunks=chunks)
        self.audio_s += sum(clip.seconds for clip in clips)
        evidence = evidence_of(heard.phonemes)
        losses = {}
        if not stage.frozen_hearing:
            losses["phoneme"] = ctc(heard.phonemes, short, [clip.phonemes for clip in clips])
        if stage.spell:
            targets = self.remember(heard.phonemes.detach(), evidence.detach(), short, clips)
            losses |= self.spell(stage, "token", evidence, short, targets, heard.features)
        return losses

    def listen(
        self, rng: np.random.Generator, frozen_layers: int = 0, augment: bool = True, chunks: Chunks | None = None
    ) -> tuple[Heard, Tensor, list[Clip]]:
        """What the student hears in a batch of audio, its valid frames at 25 Hz, and the clips."""
        log_mel, frames, clips = self.audio.batch(rng, augment)
        frames = frames.to(self.device)
        heard = self.student.hear(log_mel.to(self.device), frames, frozen_layers, chunks)
        return heard, frames // SUBSAMPLING, clips

    def refill(self, batches: int, seed: tuple[int, ...]) -> None:
        """Replace the bank's pieces, from when the student heard worse.

        Only every second batch is augmented. The student hears the clips that it learnt from better than those of
        strangers, and augmented ones worse: together the bank is about as uncertain as what the speller will meet.
        """
        self.bank = PosteriorBank()
        rng = np.random.default_rng((*seed, batches))
        with torch.no_grad():
            for number in range(batches):
                heard, frames, clips = self.listen(rng, augment=number % 2 == 1)
                self.remember(heard.phonemes, evidence_of(heard.phonemes), frames, clips)

    def remember(self, phonemes: Tensor, evidence: Tensor, frames: Tensor, clips: list[Clip]) -> list[Target | None]:
        """Align each clip, put its evidence into the bank, and make its targets; None where it does not fit."""
        log_probs, evidence = phonemes.log_softmax(-1).cpu().numpy(), evidence.cpu()
        targets: list[Target | None] = []
        for row, clip in enumerate(clips):
            count = int(frames[row])
            first = align(log_probs[row, :count], clip.phonemes) if clip.phonemes else []
            targets.append(None if first is None else self.targets.of(clip.tokens, first))
            if first:
                self.bank.add(evidence[row, :count].numpy(), first, clip.phonemes)
        return targets

    def spell(
        self,
        stage: Stage,
        name: str,
        evidence: Tensor,
        frames: Tensor,
        targets: list[Target | None],
        features: Tensor | None = None,
    ) -> dict[str, Tensor]:
        """Losses of the speller on a batch of evidence, without the clips that have no target."""
        rows = [row for row, target in enumerate(targets) if target is not None]
        if not rows:
            return {}
        kept = [target for target in targets if target is not None]
        features = None if features is None else features[rows]
        spelled = self.student.spell(evidence[rows], frames[rows], features)
        losses = {name: ctc(spelled.scores, spelled.rows, [target.tokens for target in kept])}
        if stage.frame_weight > 0:
            losses[f"{name} {FRAMES}"] = slot_loss(spelled.scores, spelled.spans, kept)
        return losses
