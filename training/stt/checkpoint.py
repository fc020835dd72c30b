"""Reading what `scripts/distil.py` wrote."""

import json
from pathlib import Path

import torch

from stt.student import Student, StudentConfig


def load_student(folder: Path) -> Student:
    """The student of the newest checkpoint in `folder`, ready to run; raises FileNotFoundError where there is none."""
    config = json.loads((folder / "config.json").read_text())["student"]
    student = Student(StudentConfig(**config))
    student.load_state_dict(torch.load(folder / "last.pt", map_location="cpu", weights_only=False)["student"])
    return student.eval()
