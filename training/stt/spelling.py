"""Which letters each phoneme is written with: "though" is ð o, written th ough.

Joint units of sound and spelling, one for each phoneme, found by EM on words (Bisani and Ney 2008, "Joint-sequence
models for grapheme-to-phoneme conversion", with a unigram model). A sentence then has exactly one string of letters for
each phoneme, so the speller's targets need no search for an alignment.
"""

import json
import math
from collections import Counter, defaultdict
from pathlib import Path
from typing import NamedTuple

import numpy as np

WORD_START = "▁"
PUNCTUATION = ".,?!;:"
LONGEST_LETTERS = 4
LONGEST = LONGEST_LETTERS + 2
"""Characters of a unit: a mark of a word's start, letters, and a mark of punctuation."""
FIRST_GUESS = {0: 0.02, 1: 1.0, 2: 0.2, 3: 0.03, 4: 0.008}
"""Weight of a unit by its letters, before anything is known."""
UNSEEN = -14.0
"""Log probability of a unit that no word had."""
LEAST_SHARE = 1e-6
LEAST_LOG_PROB = -3.5
"""A phoneme, on average over a sentence; where less, sound and text do not belong together."""

Units = dict[tuple[str, str], float]
"""Probability of (phoneme, letters) given the phoneme."""


def is_unit(letters: str) -> bool:
    """May one phoneme be written so? Nothing at all; or one to four letters, before which a word may begin."""
    if letters == "":
        return True
    bare = letters.removeprefix(WORD_START).rstrip(PUNCTUATION)
    outside = WORD_START + PUNCTUATION
    return 0 < len(bare) <= LONGEST_LETTERS and not any(char in outside for char in bare)


class _Edge(NamedTuple):
    begin: int
    end: int
    letters: str


def _edges(word: str) -> list[_Edge]:
    """All units that a word could hold."""
    places = (
        (begin, end) for begin in range(len(word) + 1) for end in range(begin, min(len(word), begin + LONGEST) + 1)
    )
    return [_Edge(begin, end, word[begin:end]) for begin, end in places if is_unit(word[begin:end])]


def _expect(word: str, phonemes: list[str], units: Units | None) -> tuple[float, dict[tuple[str, str], float]]:
    """Log likelihood of a word, and how often it holds each unit: forward-backward over letters and phonemes."""
    edges, size = _edges(word), len(word) + 1
    weights = [
        [
            FIRST_GUESS[len(edge.letters.removeprefix(WORD_START))]
            if units is None
            else units.get((phoneme, edge.letters), 0)
            for edge in edges
        ]
        for phoneme in phonemes
    ]
    before = np.zeros((len(phonemes) + 1, size))
    before[0, 0] = 1
    for at, row in enumerate(weights):
        for edge, weight in zip(edges, row, strict=True):
            before[at + 1, edge.end] += before[at, edge.begin] * weight
    whole = before[-1, -1]
    if whole <= 0:
        return 0.0, {}
    after = np.zeros_like(before)
    after[-1, -1] = 1
    counts: dict[tuple[str, str], float] = defaultdict(float)
    for at in range(len(phonemes) - 1, -1, -1):
        for edge, weight in zip(edges, weights[at], strict=True):
            rest = weight * after[at + 1, edge.end]
            after[at, edge.begin] += rest
            counts[phonemes[at], edge.letters] += before[at, edge.begin] * rest / whole
    return math.log(whole), counts


def learn_units(words: list[tuple[str, list[str], float]], rounds: int = 6) -> Units:
    """Units of (lower-case word, phonemes, weight) by EM."""
    units: Units | None = None
    for _ in range(rounds):
        counts: dict[tuple[str, str], float] = defaultdict(float)
        for word, phonemes, weight in words:
            for unit, count in _expect(WORD_START + word, phonemes, units)[1].items():
                counts[unit] += weight * count
        totals: Counter[str] = Counter()
        for (phoneme, _), count in counts.items():
            totals[phoneme] += count
        shares = {unit: count / totals[unit[0]] for unit, count in counts.items()}
        units = {unit: share for unit, share in shares.items() if share > LEAST_SHARE}
    return units or {}


class Spelling:
    """The likeliest letters of each phoneme of a text."""

    def __init__(self, units: Units) -> None:
        letters = sorted({letters for _, letters in units})
        phonemes = sorted({phoneme for phoneme, _ in units})
        self._letters = {name: index for index, name in enumerate(letters)}
        self._phonemes = {name: index for index, name in enumerate(phonemes)}
        # The last two columns: a unit that no word had, and what is none.
        self._log_probs = np.full((len(phonemes), len(letters) + 2), UNSEEN)
        self._log_probs[:, -1] = -np.inf
        for (phoneme, name), share in units.items():
            self._log_probs[self._phonemes[phoneme], self._letters[name]] = max(math.log(share), UNSEEN)
        self.units = units

    def _column(self, letters: str) -> int:
        if not is_unit(letters):
            return self._log_probs.shape[1] - 1
        return self._letters.get(letters.rstrip(PUNCTUATION).lower(), self._log_probs.shape[1] - 2)

    def align(self, text: str, phonemes: list[str]) -> list[str] | None:
        """Letters of each phoneme, in the text's own case; joined they are the text with WORD_START for spaces.

        None where text and sound do not fit each other, as where the text holds digits.
        """
        if not phonemes or any(phoneme not in self._phonemes for phoneme in phonemes):
            return None
        marked = WORD_START + text.replace(" ", WORD_START)
        size = len(marked) + 1
        columns = range(min(LONGEST, len(marked)) + 1)
        column_at = np.full((LONGEST + 1, size), self._log_probs.shape[1] - 1)
        for length in columns:
            for end in range(length, size):
                column_at[length, end] = self._column(marked[end - length : end])
        best = np.full(size, -np.inf)
        best[0] = 0
        lengths = np.zeros((len(phonemes), size), np.int64)
        for at, phoneme in enumerate(phonemes):
            options = self._log_probs[self._phonemes[phoneme]][column_at]
            for length in columns:
                options[length, length:] += best[: size - length]
            lengths[at], best = options.argmax(0), options.max(0)
        if best[-1] < LEAST_LOG_PROB * len(phonemes):
            return None
        letters, end = [], size - 1
        for row in lengths[::-1]:
            letters.append(marked[end - row[end] : end])
            end -= row[end]
        return letters[::-1]

    def save(self, path: Path) -> None:
        rows = [[phoneme, letters, share] for (phoneme, letters), share in self.units.items()]
        path.write_text(json.dumps(rows, ensure_ascii=False), "utf-8")

    @classmethod
    def load(cls, path: Path) -> "Spelling":
        return cls({(phoneme, letters): share for phoneme, letters, share in json.loads(path.read_text("utf-8"))})
