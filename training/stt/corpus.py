"""Speech for training as Lhotse cuts with written text and phonemes: of folders with manifest.tsv, and of corpora."""

import csv
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from lhotse import CutSet, MonoCut, Recording, SupervisionSegment
from lhotse.audio.backend import audio_backend

from stt.features import SAMPLE_RATE_HZ
from stt.label_rows import LabelRow
from stt.phonemes import PHONEMES, phonemise
from stt.text import written

PHONEME_ID = {phoneme: index + 1 for index, phoneme in enumerate(PHONEMES)}
PHONEME_BLANK_ID = 0


def read_manifest(folder: Path) -> list[tuple[Path, str]]:
    """(audio file, text as given) of each row of folder/manifest.tsv; raises FileNotFoundError where it is missing."""
    with (folder / "manifest.tsv").open(encoding="utf-8", newline="") as file:
        return [(folder / row[0], row[2]) for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


def labelled(rows: list[tuple[Path, str]], labels: Iterable[LabelRow]) -> list[tuple[Path, str]]:
    """The rows with the teachers' labels for texts; one that no teacher has heard yet keeps its own.

    The label of a clip that the teachers dropped is empty, and no cut is made of a clip without words.
    """
    by_file = {label.file: label.label for label in labels}
    return [(path, by_file.get(path.name, text)) for path, text in rows]


def cuts_of(rows: list[tuple[Path, str]], origin: str, longest_s: float) -> CutSet:
    """Cuts of one set's files, without clips above longest_s and those with no words."""
    cuts = []
    for path, text in rows:
        recording = Recording.from_file(path, recording_id=f"{origin}/{path.stem}")
        cut = recording.to_cut()
        cut.supervisions = [SupervisionSegment(recording.id, recording.id, 0, recording.duration, text=text)]
        cuts.append(cut)
    return targets_of(cuts, origin, longest_s)


def targets_of(cuts: Iterable[MonoCut], origin: str, longest_s: float) -> CutSet:
    """The cuts, one utterance each, with their text as it is to be written and its phonemes."""
    short = [cut for cut in cuts if cut.duration <= longest_s]
    phonemes = phonemise([cut.supervisions[0].text for cut in short])
    kept = []
    for cut, units in zip(short, phonemes, strict=True):
        supervision = cut.supervisions[0]
        supervision.text = written(supervision.text)
        supervision.custom = {"phonemes": " ".join(units), "origin": origin}
        if units and supervision.text:
            kept.append(cut)
    return CutSet.from_cuts(kept)


@dataclass(frozen=True)
class Clip:
    """One utterance in memory."""

    samples: np.ndarray
    """int16 [n] at 16 kHz"""
    phonemes: tuple[int, ...]
    tokens: tuple[int, ...]
    origin: str
    spoken_s: tuple[tuple[float, float], ...] = ()
    """First and last second of each phoneme; empty where nobody knows."""

    @property
    def seconds(self) -> float:
        return len(self.samples) / SAMPLE_RATE_HZ


def load_clip(cut, pieces) -> Clip:
    """Decode one cut; `pieces` is the SentencePiece processor that encodes its text."""
    with reader_of(cut):
        audio = cut.load_audio()[0]
    supervision = cut.supervisions[0]
    return Clip(
        (np.clip(audio, -1, 1) * 32767).astype(np.int16),
        tuple(PHONEME_ID[unit] for unit in supervision.custom["phonemes"].split()),
        tuple(pieces.encode(supervision.text)),
        supervision.custom["origin"],
    )


def reader_of(cut) -> AbstractContextManager:
    """What the cut's audio is to be read within: SPHERE by libsndfile, for which Lhotse would want another program."""
    source = cut.recording.sources[0]
    sphere = source.type == "file" and str(source.source).endswith(".sph")
    return audio_backend("LibsndfileBackend") if sphere else nullcontext()
