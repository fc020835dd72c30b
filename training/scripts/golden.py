"""Golden: one second of speech and the float32 student's scores for it, by which the app checks a provider."""

import argparse
from pathlib import Path

import soundfile
import torch

from stt.checkpoint import load_student
from stt.features import HOP_SAMPLES, SAMPLE_RATE_HZ, log_mel, normalise_running
from stt.graphs import write_whole
from stt.paths import CHECKPOINTS, MODELS, TRAINING
from stt.shipped import golden_json
from stt.student import Student

CLIP = TRAINING / "tests" / "fixtures" / "clip.flac"
GOLDEN_FRAMES = 120
START_S = 0.5


def write_golden(student: Student, folder: Path) -> None:
    """Write folder/golden.json from the bundled clip."""
    samples, rate_hz = soundfile.read(CLIP, dtype="float32")
    if rate_hz != SAMPLE_RATE_HZ:
        raise ValueError(f"{CLIP.name} has {rate_hz} Hz, not {SAMPLE_RATE_HZ}")
    start = int(START_S * SAMPLE_RATE_HZ)
    frames = log_mel(torch.from_numpy(samples[start : start + GOLDEN_FRAMES * HOP_SAMPLES]))
    with torch.no_grad():
        logits = write_whole(student, normalise_running(frames)[None])[0][0]
    (folder / "golden.json").write_text(golden_json(frames.numpy(), logits.numpy()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", default="student-v0")
    parser.add_argument("--out", type=Path, default=MODELS / "student-v0")
    args = parser.parse_args()
    write_golden(load_student(CHECKPOINTS / args.run), args.out)


if __name__ == "__main__":
    main()
