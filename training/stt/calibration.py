"""Speech to quantise by: what each graph of a student is fed when it hears a few clips of the training set."""

from pathlib import Path

import numpy as np
import soundfile
import torch

from stt.corpus import read_manifest
from stt.features import log_mel, normalise_running
from stt.native import NativeStudent
from stt.paths import SPEECH
from stt.student import SUBSAMPLING

CLIPS = SPEECH / "train" / "libri251"
EVERY = 12
"""Twenty-one speakers, four minutes; more of them change nothing that could be measured."""


def speech_for(graphs: dict[str, Path]) -> dict[str, list[dict[str, np.ndarray]]]:
    """Inputs of each graph by its role, one for each clip; graphs: the float files by role."""
    student = NativeStudent(graphs["hearing"], graphs["speller"])
    hearing, speller = [], []
    for path, _ in read_manifest(CLIPS)[::EVERY]:
        samples, _ = soundfile.read(path, dtype="float32")
        frames = normalise_running(log_mel(torch.from_numpy(samples)))
        clip = frames[: len(frames) // SUBSAMPLING * SUBSAMPLING][None].numpy()
        phonemes, features = student.hear(clip)
        hearing.append(student.whole(clip))
        speller.append({"phonemes": phonemes, "features": features})
    return {"hearing": hearing, "speller": speller}
