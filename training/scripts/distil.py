"""Distil: train the student from Whisper tiny.en's encoder, or on from a released student, in the stages of a recipe
(stt/schedule.py).

Every step takes a batch of audio (CTC on phonemes and on subwords) and, once the bank holds enough, a batch of plain
text spoken from it (CTC on subwords). Killed at any time, it goes on from the last checkpoint of the same run. Under
torchrun every process takes batches of its own and the gradients are averaged.
"""

import argparse
import json
import os
import time
from dataclasses import asdict
from pathlib import Path

import torch

from stt.corpus import PHONEME_ID
from stt.lessons import Lessons
from stt.paths import CHECKPOINTS, PIECES, TEACHERS
from stt.released import check_pieces, released_weights
from stt.schedule import RECIPES, Recipe, Stage
from stt.student import Student, StudentConfig, warm_start
from stt.text import load_pieces
from stt.weight_mean import WeightMean
from stt.world import World, join_world, leave_world, say

LOG_STEPS = 20


def rate_at(stage: Stage, step: int, recipe: Recipe) -> float:
    """Share of the full learning rate at a step of the stage: a warm-up, then the stage's straight line."""
    start, end = stage.rates
    return min(1.0, (step + 1) / recipe.warmup_steps) * (start + (end - start) * step / stage.steps)


class Trainer:
    """One process's part of a run: the optimiser, the stages and the checkpoints."""

    def __init__(self, recipe: Recipe, folder: Path, world: World, released: Path | None = None) -> None:
        self.recipe, self.folder, self.world = recipe, folder, world
        torch.manual_seed(recipe.seed)
        pieces = load_pieces(PIECES)
        sizes = StudentConfig(len(PHONEME_ID) + 1, pieces.get_piece_size(), recurrent_cells=recipe.recurrent_cells)
        self.student = Student(sizes)
        warm_start(self.student, torch.load(TEACHERS / "tiny.en.pt")["state_dict"])
        self.teacher = {name: weight.clone() for name, weight in self.student.encoder.named_parameters()}
        if released is not None:
            check_pieces(released / "tokens.json", pieces)
            self.student.load_state_dict(released_weights(released, self.student))
        self.student.to(world.device)
        encoder = list(self.student.encoder.parameters())
        inside = {id(p) for p in encoder}
        self.lessons = Lessons(recipe, self.student, pieces).to(world.device)
        fresh = [p for p in self.lessons.parameters() if id(p) not in inside]
        groups = [{"params": encoder, "full": recipe.encoder_rate}, {"params": fresh, "full": recipe.fresh_rate}]
        self.optimiser = torch.optim.AdamW(groups, lr=0.0, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
        self.shared = world.shared(self.lessons)
        self.mean, self.step = WeightMean(), 0
        self.resume()

    def resume(self) -> None:
        """Load the newest checkpoint, if any. All processes load the one that the first wrote."""
        path = self.folder / "last.pt"
        if path.exists():
            saved = torch.load(path, map_location="cpu", weights_only=False)
            self.student.load_state_dict(saved["student"])
            self.optimiser.load_state_dict(saved["optimiser"])
            self.step, self.mean = saved["step"], saved["mean"]
            self.lessons.audio_s, self.lessons.bank = saved["audio_s"], saved["bank"]
            self.lessons.tutors.load_state_dict(saved.get("tutors", {}))
            say(f"process {self.world.rank} resumed at step {self.step}")

    def save(self) -> None:
        """Write the checkpoint beside the old one, then put it in its place: a kill leaves one whole."""
        if not self.world.first:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        config = {"recipe": asdict(self.recipe), "student": self.student.config.to_json()}
        (self.folder / "config.json").write_text(json.dumps(config, indent=2))
        torch.save(
            {
                "student": self.student.state_dict(),
                "optimiser": self.optimiser.state_dict(),
                "step": self.step,
                "audio_s": self.lessons.audio_s,
                "bank": self.lessons.bank,
                "mean": self.mean,
                "tutors": self.lessons.tutors.state_dict(),
            },
            self.folder / "new.pt",
        )
        (self.folder / "new.pt").replace(self.folder / "last.pt")

    def seed(self) -> tuple[int, ...]:
        """Of this step and process: a resumed run draws the batches that it would have drawn."""
        return self.recipe.seed, self.step, self.world.rank

    def begin(self, stage: Stage) -> None:
        """What a stage does before its first step."""
        self.mean = WeightMean()
        elder = self.lessons.elder.state_dict()
        with torch.no_grad():
            for name, weight in self.student.named_parameters():
                weight.lerp_(elder[name].to(weight), stage.toward_elder)
            for name, weight in self.student.encoder.named_parameters():
                weight.lerp_(self.teacher[name].to(weight), stage.toward_teacher)
        if stage.refill_batches:
            self.lessons.refill(stage.refill_batches, self.seed())

    def train_step(self, stage: Stage, step: int) -> dict[str, float]:
        for group in self.optimiser.param_groups:
            group["lr"] = group["full"] * rate_at(stage, step, self.recipe)
        losses = self.shared(stage, self.seed())
        total = sum(stage.weight_of(name) * loss for name, loss in losses.items())
        self.optimiser.zero_grad(set_to_none=True)
        total.backward()
        torch.nn.utils.clip_grad_norm_(self.lessons.parameters(), 1.0)
        self.optimiser.step()
        return {name: float(loss.detach()) for name, loss in losses.items()}

    def run(self) -> None:
        started = saved = time.monotonic()
        seen = self.lessons.audio_s
        for stage in self.recipe.stages:
            first = self.recipe.first_step(stage)
            if self.step == first:
                self.begin(stage)
            while self.step < first + stage.steps:
                losses = self.train_step(stage, self.step - first)
                self.step += 1
                if stage.averaged and self.step - first > stage.steps // 2:
                    self.mean.add(self.student)
                if self.world.first and self.step % LOG_STEPS == 0:
                    self.log(stage, losses, self.lessons.audio_s - seen, time.monotonic() - started)
                if time.monotonic() - saved > self.recipe.checkpoint_s:
                    self.save()
                    saved = time.monotonic()
                if stage.averaged and self.step == first + stage.steps:
                    self.mean.apply(self.student)
        self.save()

    def log(self, stage: Stage, losses: dict[str, float], audio_s: float, wall_s: float) -> None:
        """One line: losses of the last step, audio passed, and its speed in all processes together."""
        row = " ".join(f"{name} {loss:.3f}" for name, loss in losses.items())
        passed_h = self.world.size * self.lessons.audio_s / 3600
        speed = self.world.size * audio_s / wall_s
        say(f"{stage.name} {self.step} {row} | {passed_h:.2f} h, {speed:.1f} x real time")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--recipe", choices=sorted(RECIPES), default="student-v0")
    parser.add_argument("--released", type=Path, help="model folder of a student to go on from, without a checkpoint")
    args = parser.parse_args()
    world = join_world()
    torch.set_num_threads(max(1, len(os.sched_getaffinity(0)) // int(os.environ.get("LOCAL_WORLD_SIZE", 1))))
    trainer = Trainer(RECIPES[args.recipe], CHECKPOINTS / args.recipe, world, args.released)
    trainer.run()
    weights = sum(float(weight.double().abs().sum()) for weight in trainer.student.parameters())
    say(f"process {world.rank} ended at step {trainer.step}, sum of all weights {weights:.6f}")
    leave_world(world)


if __name__ == "__main__":
    main()
