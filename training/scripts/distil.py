"""Distil: train the student from Whisper tiny.en's encoder; hearing first, then spelling, then both (stt/schedule.py).

Every step takes a batch of audio (CTC on phonemes and on subwords) and, once the bank holds enough, a batch of plain
text spoken from it (CTC on subwords). Killed at any time, it goes on from the last checkpoint of the same run.
"""

import argparse
import json
import os
import time
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from stt.batches import AudioBatches, TextBatches
from stt.corpus import PHONEME_ID, Clip
from stt.frame_targets import Target, Targets, slot_loss
from stt.paths import CHECKPOINTS, PIECES, TEACHERS
from stt.posterior_bank import PosteriorBank, align
from stt.schedule import FRAMES, RECIPES, Recipe, Stage
from stt.student import SUBSAMPLING, Heard, Student, StudentConfig, evidence_of, warm_start
from stt.text import load_pieces
from stt.weight_mean import WeightMean

CHECKPOINT_S = 120.0
LOG_STEPS = 20


def ctc(scores: torch.Tensor, frames: torch.Tensor, targets: list[tuple[int, ...]]) -> torch.Tensor:
    """CTC loss for each target unit. scores: [batch, frames, classes]; frames: [batch]."""
    lengths = torch.tensor([len(target) for target in targets])
    joined = torch.tensor([unit for target in targets for unit in target], device=scores.device)
    losses = torch.nn.functional.ctc_loss(
        scores.log_softmax(-1).transpose(0, 1), joined, frames.cpu(), lengths, reduction="sum", zero_infinity=True
    )
    return losses / lengths.sum()


def rate_at(stage: Stage, step: int, recipe: Recipe) -> float:
    """Share of the full learning rate at a step of the stage: a warm-up, then the stage's straight line."""
    start, end = stage.rates
    return min(1.0, (step + 1) / recipe.warmup_steps) * (start + (end - start) * step / stage.steps)


class Trainer:
    def __init__(self, recipe: Recipe, folder: Path) -> None:
        self.recipe, self.folder = recipe, folder
        torch.manual_seed(recipe.seed)
        pieces = load_pieces(PIECES)
        self.student = Student(StudentConfig(len(PHONEME_ID) + 1, pieces.get_piece_size()))
        warm_start(self.student, torch.load(TEACHERS / "tiny.en.pt")["state_dict"])
        self.teacher = {name: weight.clone() for name, weight in self.student.encoder.named_parameters()}
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.student.to(self.device)
        encoder = list(self.student.encoder.parameters())
        inside = {id(p) for p in encoder}
        fresh = [p for p in self.student.parameters() if id(p) not in inside]
        groups = [{"params": encoder, "full": recipe.encoder_rate}, {"params": fresh, "full": recipe.fresh_rate}]
        self.optimiser = torch.optim.AdamW(groups, lr=0.0, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
        self.audio = AudioBatches(recipe, pieces)
        self.targets = Targets(pieces)
        self.text = TextBatches(self.targets)
        self.bank, self.step, self.audio_s = PosteriorBank(), 0, 0.0
        self.mean = WeightMean()
        self.resume()

    def resume(self) -> None:
        """Load the newest checkpoint, if any."""
        path = self.folder / "last.pt"
        if path.exists():
            saved = torch.load(path, map_location="cpu", weights_only=False)
            self.student.load_state_dict(saved["student"])
            self.optimiser.load_state_dict(saved["optimiser"])
            self.step, self.audio_s, self.bank = saved["step"], saved["audio_s"], saved["bank"]
            self.mean = saved["mean"]
            print(f"resumed at step {self.step}")

    def save(self) -> None:
        """Write the checkpoint beside the old one, then put it in its place: a kill leaves one whole."""
        self.folder.mkdir(parents=True, exist_ok=True)
        config = {"recipe": asdict(self.recipe), "student": self.student.config.to_json()}
        (self.folder / "config.json").write_text(json.dumps(config, indent=2))
        torch.save(
            {
                "student": self.student.state_dict(),
                "optimiser": self.optimiser.state_dict(),
                "step": self.step,
                "audio_s": self.audio_s,
                "bank": self.bank,
                "mean": self.mean,
            },
            self.folder / "new.pt",
        )
        (self.folder / "new.pt").replace(self.folder / "last.pt")

    def train_step(self, stage: Stage, step: int) -> dict[str, float]:
        rng = np.random.default_rng((self.recipe.seed, self.step))
        for group in self.optimiser.param_groups:
            group["lr"] = group["full"] * rate_at(stage, step, self.recipe)
        losses = self.hear(stage, rng) if stage.hear else {}
        if stage.spell and len(self.bank) > self.recipe.bank_units:
            evidence, frames, targets = self.text.batch(self.bank, rng, stage.text_sentences)
            losses |= self.spell(stage, "text", evidence.to(self.device), frames.to(self.device), targets)
        if not losses:
            raise RuntimeError(f"stage {stage.name}: the bank is too small to speak any text; train on audio first")
        total = sum(stage.weight_of(name) * loss for name, loss in losses.items())
        self.optimiser.zero_grad(set_to_none=True)
        total.backward()
        torch.nn.utils.clip_grad_norm_(self.student.parameters(), 1.0)
        self.optimiser.step()
        return {name: float(loss.detach()) for name, loss in losses.items()}

    def hear(self, stage: Stage, rng: np.random.Generator) -> dict[str, Tensor]:
        """Losses of a batch of audio; what was heard goes into the bank."""
        with torch.set_grad_enabled(not stage.frozen_hearing):
            heard, short, clips = self.listen(rng, stage.frozen_layers)
        self.audio_s += sum(clip.seconds for clip in clips)
        evidence = evidence_of(heard.phonemes)
        losses = {}
        if not stage.frozen_hearing:
            losses["phoneme"] = ctc(heard.phonemes, short, [clip.phonemes for clip in clips])
        targets = self.remember(heard.phonemes.detach(), evidence.detach(), short, clips)
        if stage.spell:
            losses |= self.spell(stage, "token", evidence, short, targets, heard.features)
        return losses

    def listen(
        self, rng: np.random.Generator, frozen_layers: int = 0, augment: bool = True
    ) -> tuple[Heard, Tensor, list[Clip]]:
        """What the student hears in a batch of audio, its valid frames at 25 Hz, and the clips."""
        log_mel, frames, clips = self.audio.batch(rng, augment)
        frames = frames.to(self.device)
        return self.student.hear(log_mel.to(self.device), frames, frozen_layers), frames // SUBSAMPLING, clips

    def begin(self, stage: Stage) -> None:
        """What a stage does before its first step."""
        self.mean = WeightMean()
        with torch.no_grad():
            for name, weight in self.student.encoder.named_parameters():
                weight.lerp_(self.teacher[name].to(weight), stage.toward_teacher)
        if stage.refill_batches:
            self.refill(stage)

    def refill(self, stage: Stage) -> None:
        """Replace the bank's pieces, from when the student heard worse.

        Only every second batch is augmented. The student hears the clips that it learnt from better than those of
        strangers, and augmented ones worse: together the bank is about as uncertain as what the speller will meet.
        """
        self.bank = PosteriorBank()
        rng = np.random.default_rng((self.recipe.seed, self.step, stage.refill_batches))
        with torch.no_grad():
            for number in range(stage.refill_batches):
                heard, frames, clips = self.listen(rng, augment=number % 2 == 1)
                self.remember(heard.phonemes, evidence_of(heard.phonemes), frames, clips)

    def remember(self, phonemes: Tensor, evidence: Tensor, frames: Tensor, clips: list[Clip]) -> list[Target | None]:
        """Align each clip, put its evidence into the bank, and make its targets; None where it does not fit."""
        log_probs, evidence = phonemes.log_softmax(-1).cpu().numpy(), evidence.cpu()
        targets: list[Target | None] = []
        for row, clip in enumerate(clips):
            count = int(frames[row])
            first = align(log_probs[row, :count], clip.phonemes)
            targets.append(None if first is None else self.targets.of(clip.tokens, first))
            if first is not None:
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

    def run(self) -> None:
        started, seen = time.monotonic(), self.audio_s
        saved = started
        for stage in self.recipe.stages:
            first = self.recipe.first_step(stage)
            if self.step == first:
                self.begin(stage)
            while self.step < first + stage.steps:
                losses = self.train_step(stage, self.step - first)
                self.step += 1
                if stage.averaged and self.step - first > stage.steps // 2:
                    self.mean.add(self.student)
                if self.step % LOG_STEPS == 0:
                    speed = (self.audio_s - seen) / (time.monotonic() - started)
                    row = " ".join(f"{name} {loss:.3f}" for name, loss in losses.items())
                    print(
                        f"{stage.name} {self.step} {row} | {self.audio_s / 3600:.2f} h, {speed:.1f} x real time",
                        flush=True,
                    )
                if time.monotonic() - saved > CHECKPOINT_S:
                    self.save()
                    saved = time.monotonic()
                if stage.averaged and self.step == first + stage.steps:
                    self.mean.apply(self.student)
        self.save()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--recipe", choices=sorted(RECIPES), default="student-v0")
    args = parser.parse_args()
    torch.set_num_threads(os.cpu_count() or 1)
    Trainer(RECIPES[args.recipe], CHECKPOINTS / args.recipe).run()


if __name__ == "__main__":
    main()
