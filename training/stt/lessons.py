"""What one training step teaches: the losses of a batch of audio and of a batch of plain text.

A module of its own, so that many processes can share its gradients (`world.py`).
"""

import copy

import numpy as np
import torch
from torch import Tensor, nn

from stt.batches import AudioBatches, TextBatches
from stt.chunks import Chunks, draw_chunks
from stt.corpus import Clip
from stt.frame_targets import Target, Targets, slot_loss
from stt.losses import ctc, divergence
from stt.posterior_bank import PosteriorBank, align
from stt.schedule import ELDER, FRAMES, Recipe, Stage
from stt.student import SUBSAMPLING, Heard, Student, evidence_of
from stt.tutors import Tutors

HAS_BFLOAT16 = torch.cuda.is_available() or torch.cpu._is_avx512_bf16_supported()
"""Elsewhere a CPU computes in it slower than in float32."""


class Lessons(nn.Module):
    """The student with all that it learns from; what else has weights, the tutors' projections, does not ship."""

    def __init__(self, recipe: Recipe, student: Student, pieces) -> None:
        super().__init__()
        self.recipe, self.student = recipe, student
        self.tutors = Tutors(recipe, student.config.width, HAS_BFLOAT16)
        self.audio = AudioBatches(recipe, pieces)
        self.targets = Targets(pieces)
        self.text = TextBatches(self.targets)
        self.bank = PosteriorBank()
        # In a list, so that it is no part of what is trained and saved.
        self._elder = [copy.deepcopy(student).eval().requires_grad_(False)]
        self.audio_s = 0.0
        """Seconds of audio heard in training, of this process."""

    @property
    def elder(self) -> Student:
        """The student as it was when the run began."""
        return self._elder[0]

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
            log_mel, frames, clips = self.draw(rng)
            with self.tutors.watching(self.student) as layers:
                heard = self.listen(self.student, log_mel, frames, stage.frozen_layers, chunks)
        short = frames // SUBSAMPLING
        self.audio_s += sum(clip.seconds for clip in clips)
        evidence = evidence_of(heard.phonemes)
        losses = {}
        if not stage.frozen_hearing:
            sure = [row for row, clip in enumerate(clips) if clip.origin not in self.recipe.unlabelled]
            if sure:
                losses["phoneme"] = ctc(heard.phonemes[sure], short[sure], [clips[row].phonemes for row in sure])
            if stage.elder_weight > 0:
                with torch.no_grad():
                    elder = self.listen(self.elder.to(self.device), log_mel, frames)
                losses[ELDER] = divergence(heard.phonemes, elder.phonemes, short)
            losses |= self.tutors(stage, clips, frames, heard, layers, chunks)
        if stage.spell:
            targets = self.remember(heard.phonemes.detach(), evidence.detach(), short, clips)
            losses |= self.spell(stage, "token", evidence, short, targets, heard.features)
        return losses

    def draw(self, rng: np.random.Generator, augment: bool = True) -> tuple[Tensor, Tensor, list[Clip]]:
        """A batch of audio on the student's device: log-mel, valid frames at 100 Hz, and the clips."""
        log_mel, frames, clips = self.audio.batch(rng, augment)
        return log_mel.to(self.device), frames.to(self.device), clips

    def listen(
        self, student: Student, log_mel: Tensor, frames: Tensor, frozen_layers: int = 0, chunks: Chunks | None = None
    ) -> Heard:
        """What a student hears in a batch, computed in bfloat16 where the machine has it in hardware, as float32."""
        with torch.autocast(self.device.type, torch.bfloat16, enabled=HAS_BFLOAT16):
            heard = student.hear(log_mel, frames, frozen_layers, chunks)
        return Heard(heard.phonemes.float(), heard.features.float())

    def refill(self, batches: int, seed: tuple[int, ...]) -> None:
        """Replace the bank's pieces, from when the student heard worse.

        Only every second batch is augmented. The student hears the clips that it learnt from better than those of
        strangers, and augmented ones worse: together the bank is about as uncertain as what the speller will meet.
        """
        self.bank = PosteriorBank()
        rng = np.random.default_rng((*seed, batches))
        with torch.no_grad():
            for number in range(batches):
                log_mel, frames, clips = self.draw(rng, augment=number % 2 == 1)
                heard = self.listen(self.student, log_mel, frames)
                self.remember(heard.phonemes, evidence_of(heard.phonemes), frames // SUBSAMPLING, clips)

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
