"""The second look rewrites what the student heard, where it can be believed: `rewrite` of
`src/recognizer/utterance-text.ts` and `invented-text.ts`."""

import numpy as np

from tabscribe.model_folder import ModelFolder
from tabscribe.moonshine import Moonshine
from tabscribe.transcript import Segment, Word
from tabscribe.word_alignment import align_words

MAX_WORDS_PER_SECOND = 6
"""Faster than people speak."""
MAX_WORD_RATIO = 2
MAX_EXTRA_WORDS = 4
"""How many more words than the student it may write: so many times as many, and some."""
MAX_PHRASE_WORDS = 8
MAX_REPEATS = 4
"""A phrase of up to so many words, so often in a row, is a loop of the decoder."""
MIN_LOOP_WORDS = 8
""""No, no, no, no" is speech: a loop is longer."""


class SecondLook:
    def __init__(self, folder: ModelFolder, threads: int) -> None:
        self._model = Moonshine(folder, threads)

    def rewrite(self, samples: np.ndarray, heard: list[Word], start_ms: float, end_ms: float) -> Segment | None:
        """None where the student's words shall stand. The words get the times of those that were heard."""
        duration_ms = end_ms - start_ms
        if duration_ms > 1000 * self._model.max_seconds:
            return None
        words, confidences = self._model.transcribe(samples)
        if not words or is_invented(words, len(heard), duration_ms):
            return None
        timed = align_words(words, confidences, heard, start_ms, end_ms)
        return Segment(tuple(timed), " ".join(words), self._model.id)


def is_invented(words: list[str], heard_words: int, duration_ms: float) -> bool:
    """Engines that write freely go on where there is no speech, or in circles."""
    if len(words) > MAX_WORDS_PER_SECOND * max(duration_ms / 1000, 1):
        return True
    return len(words) > MAX_WORD_RATIO * heard_words + MAX_EXTRA_WORDS or _has_loop([word.lower() for word in words])


def _has_loop(words: list[str]) -> bool:
    for phrase in range(1, MAX_PHRASE_WORDS + 1):
        matched = 0
        for word, before in zip(words[phrase:], words, strict=False):
            matched = matched + 1 if word == before else 0
            if matched + phrase >= max(phrase * MAX_REPEATS, MIN_LOOP_WORDS):
                return True
    return False
