"""Batches for training, drawn at random by a generator of the step's own: a resumed run sees the same ones."""

import pickle
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np
import soundfile
import torch
from lhotse import CutSet
from lhotse.cut import Cut
from sentencepiece import SentencePieceProcessor
from torch import Tensor

from stt.augment import Surroundings, as_floats, as_int16, disturb, pad_frames, speak, spec_augment
from stt.corpus import PHONEME_ID, Clip, load_clip
from stt.features import log_mel, normalise_running
from stt.frame_targets import Target, Targets
from stt.joined import join_with_pauses
from stt.nothing import draw_nothing
from stt.paths import CUTS, PIECES, ROOMS, SHARDS, SPEECH, TEXT_PHONEMES
from stt.posterior_bank import PosteriorBank
from stt.rooms import simulated_rooms
from stt.schedule import Recipe
from stt.shards import read_shards
from stt.student import SUBSAMPLING
from stt.teacher_labels import with_teachers_text, with_times
from stt.text import written

LONGEST_UNITS = 140
LIKE_LENGTHS = 1000
SLOWEST_UNITS_PER_S = 1.0
"""A clip with fewer phonemes a second is labelled with its first words only ("Chapter 16", then a page)."""
ROOM_COUNT = 200
TRIES = 50
"""Sentences looked at for each one wanted: a young bank cannot speak many of them."""


class AudioBatches:
    """All clips of the recipe's sets in memory, and noise from the noise folder and other clips."""

    def __init__(self, recipe: Recipe, pieces: SentencePieceProcessor) -> None:
        self.recipe = recipe
        self.sets: list[list[Clip]] = []
        shares = []
        for name, share in recipe.sets:
            spoken = self._taught(name, pieces)
            if spoken:
                clips = [clip for clip in spoken if len(clip.phonemes) >= SLOWEST_UNITS_PER_S * clip.seconds]
                self.sets.append(sorted(clips, key=lambda clip: clip.seconds))
                shares.append(share)
        if not self.sets:
            raise FileNotFoundError(f"no cuts in {CUTS}: run scripts/prepare.py first")
        self.shares = np.array(shares) / sum(shares)
        self.surroundings = Surroundings(
            noises=[self._noise(path) for path in sorted((SPEECH / "noise").glob("*.*")) if path.suffix != ".tsv"],
            speech=[clip.samples for clips in self.sets for clip in clips[-20:]],
            rooms=simulated_rooms(ROOM_COUNT, ROOMS) if recipe.augmentation.room > 0 else [],
        )

    def _taught(self, name: str, pieces: SentencePieceProcessor) -> list[Clip]:
        """The clips of a set with what the recipe's teachers say about them."""
        clips, source = decoded(name, pieces), source_of(name)
        timed, relabelled = self.recipe.wants_times, name in self.recipe.teachers_text
        if source is None or not (timed or relabelled):
            return clips
        names = [cut.id.split("/")[-1] for cut in cuts_in(source)]
        if timed:
            clips = with_times(clips, names, name)
        return with_teachers_text(clips, names, name, pieces) if relabelled else clips

    @staticmethod
    def _noise(path) -> np.ndarray:
        audio, _ = soundfile.read(path, dtype="int16", always_2d=True)
        return audio[:, 0]

    def batch(self, rng: np.random.Generator, augment: bool = True) -> tuple[Tensor, Tensor, list[Clip]]:
        """(normalised log-mel [batch, frames, bins], valid frames [batch], clips), of like lengths; the clips as they
        were spoken, before rooms and noise."""
        clips: list[Clip] = []
        seconds, place = 0.0, rng.random()
        while seconds < self.recipe.batch_s:
            of = self.sets[rng.choice(len(self.sets), p=self.shares)]
            clip = of[int(np.clip(place + rng.uniform(-0.1, 0.1), 0, 0.999) * len(of))]
            if augment and rng.random() < self.recipe.augmentation.joined:
                clip = join_with_pauses(clip, of, rng)
            if augment and rng.random() < self.recipe.augmentation.nothing:
                clip = Clip(draw_nothing(rng), (), (), "nothing")
            clips.append(clip)
            seconds += clip.seconds
        frames, kinds = [], self.recipe.augmentation
        for number, clip in enumerate(clips):
            if augment:
                spoken = speak(clip.samples, kinds, rng)
                clips[number] = replace(clip, samples=as_int16(spoken.samples), spoken_s=spoken.moved(clip.spoken_s))
                mel = log_mel(torch.from_numpy(disturb(spoken.samples, kinds, self.surroundings, rng)))
                heard = normalise_running(mel, initial_peak=rng.uniform(-0.5, 2.0))
                frames.append(spec_augment(heard, rng) if rng.random() < kinds.spec else heard)
            else:
                frames.append(normalise_running(log_mel(torch.from_numpy(as_floats(clip.samples)))))
        return *pad_frames(frames, SUBSAMPLING), clips


def source_of(name: str) -> Path | None:
    """A set's cuts, or its shards, which hold the audio too; None without either."""
    return next((path for path in (CUTS / f"{name}.jsonl.gz", SHARDS / name) if path.exists()), None)


def cuts_in(source: Path) -> Iterable[Cut]:
    return read_shards(source) if source.is_dir() else CutSet.from_file(source)


def decoded(name: str, pieces: SentencePieceProcessor) -> list[Clip]:
    """The clips of a set; decoding takes minutes, so what it gave is kept beside the cuts until they change. Empty for
    a set that is not here."""
    source = source_of(name)
    if source is None:
        return []
    kept = CUTS / f"{name}.clips"
    if not kept.exists() or kept.stat().st_mtime < max(source.stat().st_mtime, PIECES.stat().st_mtime):
        kept.write_bytes(pickle.dumps([load_clip(cut, pieces) for cut in cuts_in(source)]))
    return pickle.loads(kept.read_bytes())


class TextBatches:
    """Sentences of plain text with their phonemes, spoken from the bank."""

    def __init__(self, targets: Targets) -> None:
        self.targets = targets
        rows = (line.split("\t") for line in TEXT_PHONEMES.read_text("utf-8").splitlines())
        rows = [(text, units) for text, units in rows if 4 < len(units.split()) < LONGEST_UNITS]
        self.rows = sorted(rows, key=lambda row: len(row[1].split()))

    def batch(
        self, bank: PosteriorBank, rng: np.random.Generator, sentences: int
    ) -> tuple[Tensor, Tensor, list[Target]]:
        """(evidence [batch, frames, phonemes], frames [batch], targets); fewer while the bank is young."""
        spoken, targets = [], []
        # Sentences of like length: less of the batch is padding.
        wanted = TRIES * sentences
        first = int(rng.integers(max(1, len(self.rows) - LIKE_LENGTHS)))
        for row in first + rng.integers(min(LIKE_LENGTHS, len(self.rows)), size=wanted):
            text, units = self.rows[int(row)]
            said = bank.speak(tuple(PHONEME_ID[unit] for unit in units.split()), rng)
            tokens = tuple(self.targets.pieces.encode(written(text)))
            if said is not None and 0 < len(tokens) <= len(said[0]):
                spoken.append(torch.from_numpy(said[0]))
                targets.append(self.targets.of(tokens, said[1]))
            if len(spoken) == sentences:
                break
        if not spoken:
            return torch.empty(0, 0, 0), torch.empty(0, dtype=torch.long), []
        batch, _ = pad_frames(spoken, 1)
        return batch, torch.tensor([len(evidence) for evidence in spoken]), targets
