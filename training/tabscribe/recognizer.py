"""From samples to words: one student, and the ways to feed it."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from tabscribe.audio_file import read_audio
from tabscribe.features import HOP_MS, HOP_SAMPLES, MEL_BINS, StreamingLogMel
from tabscribe.model_folder import ModelError, ModelFolder
from tabscribe.second_look import SecondLook
from tabscribe.segmenter import MAX_SEGMENT_MS, choose_cut, frame_energies_db
from tabscribe.spelled_words import spell
from tabscribe.stream import Stream
from tabscribe.student import Heard, Student
from tabscribe.transcript import Segment, Transcript, Word, spelled
from tabscribe.word_file import parse_word_file
from tabscribe.word_search import FoundWord
from tabscribe.written_words import without_doubtful_lone_words, written_words

INDEX = "index.json"


def load(folder: str | Path, second_look: bool | str | Path = False, threads: int = 1) -> "Recognizer":
    """Opens a model folder such as `public/models/student-v0`.

    second_look: True for the one that the index beside the folder names, or a folder of its own. Raises ModelError
    where files are missing, damaged or of another kind.
    """
    try:
        student = ModelFolder(folder, "ctc-log-mel")
        if second_look is True:
            models = student.path.resolve().parent
            second_look = models / json.loads((models / INDEX).read_text("utf-8"))["secondLook"]
        look = SecondLook(ModelFolder(second_look, "moonshine"), threads) if second_look else None
        return Recognizer(student, threads, look)
    except KeyError as error:
        raise ModelError(f"the manifest of a model lacks {error}") from error
    except OSError as error:
        raise ModelError(f"the list of models cannot be read: {error}") from error


class Recognizer:
    def __init__(self, folder: ModelFolder, threads: int, second_look: SecondLook | None) -> None:
        self.student = Student(folder, threads)
        self.pieces: list[str] = json.loads(folder.read("tokens"))
        self.vocabulary = parse_word_file(folder.read("words")) if folder.has("words") else None
        self.second_look = second_look

    def transcribe(self, audio: str | Path | np.ndarray) -> Transcript:
        """A sound file of any length, or float32 samples [n], mono at 16 kHz."""
        pieces = [audio] if isinstance(audio, np.ndarray) else read_audio(audio)
        segments, frames = [], 0
        for samples, log_mel in _cut(pieces, min(self.student.max_frames, MAX_SEGMENT_MS // HOP_MS)):
            words = self._words_of(log_mel, frames * HOP_MS)
            end_ms = (frames + len(log_mel)) * HOP_MS
            if words:
                segments.append(self.segment(samples, words, frames * HOP_MS, end_ms))
            frames += len(log_mel)
        return Transcript(tuple(segments), frames * HOP_MS)

    def stream(self) -> "Stream":
        """For samples as they come."""
        return Stream(self)

    def written(self, heard: Heard, found: list[FoundWord] | None, offset_ms: float, limit_ms: float) -> list[Word]:
        """Words of what was heard: those found by search, or None for the student's own spelling."""
        student = self.student
        logits = student.spell(heard)
        speller = spell(logits, self.pieces, student.blank_id, student.row_ms, offset_ms, limit_ms)
        if found is None or self.vocabulary is None:
            return speller
        found = without_doubtful_lone_words(found, student.phoneme_ms)
        return written_words(found, self.vocabulary.words, speller, student.phoneme_ms, offset_ms, limit_ms)

    def segment(self, samples: np.ndarray, words: list[Word], start_ms: float, end_ms: float) -> Segment:
        """The final text of a stretch of audio, by the second look where there is one."""
        if self.second_look is not None:
            rewritten = self.second_look.rewrite(samples, words, start_ms, end_ms)
            if rewritten is not None:
                return rewritten
        return Segment(tuple(words), spelled(words), self.student.id)

    def _words_of(self, log_mel: np.ndarray, offset_ms: float) -> list[Word]:
        heard = self.student.hear_whole(log_mel)
        found = None
        if self.vocabulary is not None:
            found = self.vocabulary.search.find(heard.phonemes, self.student.phoneme_ms)
        return self.written(heard, found, offset_ms, offset_ms + len(log_mel) * HOP_MS)


def _cut(pieces: Iterable[np.ndarray], max_frames: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Samples in pieces of any length -> stretches between pauses, as samples and log-mel frames."""
    samples, log_mel = np.zeros(0, np.float32), np.zeros((0, MEL_BINS), np.float32)
    for new_samples, new_frames in _with_frames(pieces):
        samples, log_mel = np.concatenate([samples, new_samples]), np.concatenate([log_mel, new_frames])
        while len(log_mel) > max_frames:
            frames = choose_cut(frame_energies_db(log_mel[:max_frames]))
            yield samples[: frames * HOP_SAMPLES], log_mel[:frames]
            samples, log_mel = samples[frames * HOP_SAMPLES :], log_mel[frames:]
    if len(log_mel):
        yield samples, log_mel


def _with_frames(pieces: Iterable[np.ndarray]) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    front_end = StreamingLogMel()
    for piece in pieces:
        yield piece, front_end.push(piece)
    yield np.zeros(0, np.float32), front_end.flush()
