"""Joint decoder: fine-tunes tiny.en's decoder on the student's encoder; goes on where it was. Not shipped:
scripts/compare_joint.py measures it, docs/second-look.md says why."""

import argparse
import json
import time
from pathlib import Path

import numpy as np
import torch

from stt.augment import Augmentation
from stt.batches import AudioBatches
from stt.byte_pairs import BytePairs
from stt.joint_decoder import JointModel, as_released, lines_of
from stt.lessons import HAS_BFLOAT16
from stt.paths import CHECKPOINTS, MODELS, RELEASED_PIECES, TEACHERS
from stt.schedule import SETS, Recipe
from stt.teacher import Teacher, load_teacher
from stt.text import load_pieces

RECIPE = Recipe(stages=(), sets=SETS, augmentation=Augmentation(nothing=0.02), batch_s=24.0, seed=11)
RATE = 3e-4
WARMUP_STEPS = 100
LOG_STEPS = 50
FOLDER = CHECKPOINTS / "joint"


def joint_teacher(trained: bool) -> Teacher:
    """tiny.en with the student's encoder in place of its own; `trained` with the newest checkpoint."""
    teacher = load_teacher(TEACHERS / "tiny.en.pt")
    pieces = json.loads((MODELS / "student-v0" / "tokens.json").read_text("utf-8"))
    student = as_released(MODELS / "student-v0", len(pieces))
    model = JointModel(student, teacher.model).eval()
    if trained:
        model.load_state_dict(torch.load(FOLDER / "last.pt", weights_only=False)["learnt"], strict=False)
    return Teacher(**{**vars(teacher), "model": model})


class Training:
    """The decoder's lessons, resumable at any step."""

    def __init__(self, teacher: Teacher, words: BytePairs, batches: AudioBatches, folder: Path, steps: int) -> None:
        self.teacher, self.words, self.batches, self.folder, self.steps = teacher, words, batches, folder, steps
        self.model: JointModel = teacher.model.train()
        self.pieces = load_pieces(RELEASED_PIECES)
        self.learning = self.model.learning()
        self.model.requires_grad_(False)
        for weight in self.learning.values():
            weight.requires_grad_(True)
        self.optimiser = torch.optim.AdamW(self.learning.values(), lr=RATE, weight_decay=0.01)
        self.step, self.audio_s = 0, 0.0

    def resume(self) -> None:
        if (self.folder / "last.pt").exists():
            saved = torch.load(self.folder / "last.pt", weights_only=False)
            self.model.load_state_dict(saved["learnt"], strict=False)
            self.optimiser.load_state_dict(saved["optimiser"])
            self.step, self.audio_s = saved["step"], saved["audio_s"]
            print(f"resumed at step {self.step}", flush=True)

    def save(self) -> None:
        """Writes the checkpoint beside the old one, then puts it in its place: a kill leaves one whole."""
        self.folder.mkdir(parents=True, exist_ok=True)
        learnt = {name: weight.detach() for name, weight in self.learning.items()}
        state = {"learnt": learnt, "optimiser": self.optimiser.state_dict()}
        torch.save({**state, "step": self.step, "audio_s": self.audio_s}, self.folder / "new.pt")
        (self.folder / "new.pt").replace(self.folder / "last.pt")

    def train_step(self) -> float:
        """Mean loss of a token."""
        for group in self.optimiser.param_groups:
            group["lr"] = RATE * min(1.0, (self.step + 1) / WARMUP_STEPS) * (1 - self.step / self.steps)
        log_mel, frames, clips = self.batches.batch(np.random.default_rng((RECIPE.seed, self.step)))
        self.audio_s += sum(clip.seconds for clip in clips)
        texts = [self.words.encode(self.pieces.decode(list(clip.tokens))) for clip in clips]
        tokens, labels = lines_of(texts, self.teacher)
        with torch.autocast("cpu", torch.bfloat16, enabled=HAS_BFLOAT16):
            audio = self.model.encoder(log_mel, frames)
            loss = -self.model.log_probabilities(audio, tokens, labels, frames).sum() / (labels >= 0).sum()
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.learning.values(), 1.0)
        self.optimiser.step()
        self.step += 1
        return float(loss.detach())

    def run(self) -> None:
        saved, losses = time.monotonic(), []
        while self.step < self.steps:
            losses.append(self.train_step())
            if self.step % LOG_STEPS == 0:
                cpu_s = time.process_time()
                print(
                    f"{self.step} loss {np.mean(losses):.3f} | {self.audio_s / 3600:.2f} h, {cpu_s:.0f} s of CPU",
                    flush=True,
                )
                losses = []
            if time.monotonic() - saved > RECIPE.checkpoint_s:
                self.save()
                saved = time.monotonic()
        self.save()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=2800)
    args = parser.parse_args()
    torch.set_num_threads(1)
    words = BytePairs(TEACHERS / "tiny.en.tokenizer.json")
    batches = AudioBatches(RECIPE, load_pieces(RELEASED_PIECES))
    training = Training(joint_teacher(trained=False), words, batches, FOLDER, args.steps)
    training.resume()
    training.run()


if __name__ == "__main__":
    main()
