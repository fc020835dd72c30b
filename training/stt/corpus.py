"""Speech for training as Lhotse cuts: a folder with manifest.tsv becomes cuts with written text and phonemes."""

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from lhotse import CutSet, Recording, SupervisionSegment

from stt.features import SAMPLE_RATE_HZ
from stt.phonemes import PHONEMES, phonemise
from stt.text import written

PHONEME_ID = {phoneme: index + 1 for index, phoneme in enumerate(PHONEMES)}
PHONEME_BLANK_ID = 0


def read_manifest(folder: Path) -> list[tuple[Path, str]]:
    """(audio file, text as given) of each row of folder/manifest.tsv; raises FileNotFoundError where it is missing."""
    with (folder / "manifest.tsv").open(encoding="utf-8", newline="") as file:
        return [(folder / row[0], row[2]) for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


def cuts_of(folder: Path, longest_s: float) -> CutSet:
    """Cuts of one set, without clips above longest_s and those with no words. The set's name is the origin."""
    rows = read_manifest(folder)
    phonemes = phonemise([text for _, text in rows])
    cuts = []
    for (path, text), units in zip(rows, phonemes, strict=True):
        target = written(text)
        if not units or not target:
            continue
        recording = Recording.from_file(path, recording_id=f"{folder.name}/{path.stem}")
        if recording.duration > longest_s:
            continue
        cut = recording.to_cut()
        cut.supervisions = [
            SupervisionSegment(
                recording.id,
                recording.id,
                0,
                recording.duration,
                text=target,
                custom={"phonemes": " ".join(units), "origin": folder.name},
            )
        ]
        cuts.append(cut)
    return CutSet.from_cuts(cuts)


@dataclass(frozen=True)
class Clip:
    """One utterance in memory."""

    samples: np.ndarray
    """int16 [n] at 16 kHz"""
    phonemes: tuple[int, ...]
    tokens: tuple[int, ...]
    origin: str

    @property
    def seconds(self) -> float:
        return len(self.samples) / SAMPLE_RATE_HZ


def load_clip(cut, pieces) -> Clip:
    """Decode one cut; `pieces` is the SentencePiece processor that encodes its text."""
    audio = cut.load_audio()[0]
    supervision = cut.supervisions[0]
    return Clip(
        (np.clip(audio, -1, 1) * 32767).astype(np.int16),
        tuple(PHONEME_ID[unit] for unit in supervision.custom["phonemes"].split()),
        tuple(pieces.encode(supervision.text)),
        supervision.custom["origin"],
    )
