"""Trigram model of words with back-off (Katz 1987), as `src/decoder/word-model.ts` has it, for many words at once."""

from dataclasses import dataclass

import numpy as np

START_CONTEXT = 0
"""The first word of every text."""


@dataclass(frozen=True)
class WordModelTables:
    """N-grams by the words that go before, sorted; costs are steps of a negative natural logarithm."""

    steps: int
    unigrams: np.ndarray
    unigram_backoffs: np.ndarray
    pair_offsets: np.ndarray
    """For each word, where its pairs begin; one more at the end."""
    pair_words: np.ndarray
    """Second words."""
    pairs: np.ndarray
    pair_backoffs: np.ndarray
    triple_lengths: np.ndarray
    """For each pair, how many triples begin with it."""
    triple_words: np.ndarray
    """Third words."""
    triples: np.ndarray


class WordModel:
    """A context is a word, or from `words` on a pair of words."""

    def __init__(self, tables: WordModelTables) -> None:
        self._tables = tables
        self.words = len(tables.unigrams)
        firsts = np.repeat(np.arange(self.words, dtype=np.int64), np.diff(tables.pair_offsets))
        self._pair_keys = firsts * self.words + tables.pair_words
        before = np.repeat(np.arange(len(tables.pairs), dtype=np.int64), tables.triple_lengths)
        self._triple_keys = before * self.words + tables.triple_words

    def unigrams(self) -> np.ndarray:
        """Natural logarithm of each word's probability without a context, [words]."""
        return -self._tables.unigrams.astype(np.float64) / self._tables.steps

    def follow(self, contexts: np.ndarray, words: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Natural logarithms of the probabilities that words follow, and the contexts after them: int64 [n] each."""
        tables = self._tables
        is_pair = contexts >= self.words
        before = np.where(is_pair, contexts - self.words, 0)
        last = np.where(is_pair, tables.pair_words[before], contexts)
        triple, has_triple = _find(self._triple_keys, before * self.words + words)
        has_triple &= is_pair
        pair, has_pair = _find(self._pair_keys, last.astype(np.int64) * self.words + words)
        cost = np.where(is_pair, tables.pair_backoffs[before], 0) + np.where(
            has_pair, tables.pairs[pair], tables.unigram_backoffs[last].astype(np.int64) + tables.unigrams[words]
        )
        cost = np.where(has_triple, tables.triples[triple], cost)
        return -cost / tables.steps, np.where(has_pair, self.words + pair, words)


def _find(keys: np.ndarray, wanted: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Places of the wanted among sorted keys, and whether they are there."""
    if len(keys) == 0:
        return np.zeros(len(wanted), np.int64), np.zeros(len(wanted), bool)
    places = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return places, keys[places] == wanted
