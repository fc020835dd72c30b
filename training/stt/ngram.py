"""A trigram language model of words by interpolated modified Kneser-Ney smoothing (Chen and Goodman 1998)."""

from dataclasses import dataclass

import numpy as np

ORDER = 3


@dataclass(frozen=True)
class Level:
    """The n-grams of one order, sorted. Logarithms are natural."""

    grams: np.ndarray
    """Word ids [count, n]."""
    log_probs: np.ndarray
    """Of the last word after the others, [count]."""
    backoffs: np.ndarray
    """Weight of the shorter context where these words are the context, [count]; 0 at the highest order."""


def counted(sentences: list[np.ndarray], order: int) -> tuple[np.ndarray, np.ndarray]:
    """Sorted distinct n-grams [count, order] and how often each occurs. sentences: word ids, int64."""
    windows = [np.lib.stride_tricks.sliding_window_view(ids, order) for ids in sentences if len(ids) >= order]
    return np.unique(np.concatenate(windows), axis=0, return_counts=True)


def discounts(counts: np.ndarray) -> np.ndarray:
    """What n-grams seen 0, 1, 2, and 3 or more times give up."""
    n1, n2, n3, n4 = (max(1, int((counts == seen).sum())) for seen in (1, 2, 3, 4))
    y = n1 / (n1 + 2 * n2)
    return np.clip([0.0, 1 - 2 * y * n2 / n1, 2 - 3 * y * n3 / n2, 3 - 4 * y * n4 / n3], 0, [0, 1, 2, 3])


def keys_of(grams: np.ndarray, words: int) -> np.ndarray:
    """One number for each n-gram, in their order."""
    keys = np.zeros(len(grams), np.int64)
    for column in grams.T:
        keys = keys * words + column
    return keys


def train(sentences: list[np.ndarray], words: int, least: tuple[int, ...] = (1, 1, 2)) -> list[Level]:
    """Levels of order 1 to 3.

    sentences: ids below `words`, each sentence opened by a word of its own that never occurs inside.
    least: n-grams seen less often are left out, after their probability was taken into account.
    """
    raw = [counted(sentences, order) for order in range(1, ORDER + 1)]
    levels: list[Level] = []
    for order in range(1, ORDER + 1):
        grams, seen = raw[order - 1]
        counts = seen
        if order < ORDER:  # In how many contexts, rather than how often.
            tails, contexts = np.unique(raw[order][0][:, 1:], axis=0, return_counts=True)
            counts = np.zeros(len(grams), np.int64)
            counts[np.searchsorted(keys_of(grams, words), keys_of(tails, words))] = contexts
            # What nothing precedes opens a sentence, and has no contexts to count.
            counts = np.where(counts == 0, seen, counts)
        given_up = discounts(counts)[np.minimum(counts, 3)]
        context_keys = keys_of(grams[:, :-1], words)
        firsts = np.flatnonzero(np.r_[True, context_keys[1:] != context_keys[:-1]])
        totals = np.add.reduceat(counts, firsts)
        sizes = np.diff(np.r_[firsts, len(grams)])
        weights = np.add.reduceat(given_up, firsts) / totals
        shorter = np.full(len(grams), 1.0 / words) if order == 1 else shorter_probs(levels[-1], grams[:, 1:], words)
        probs = (counts - given_up) / np.repeat(totals, sizes) + np.repeat(weights, sizes) * shorter
        levels.append(Level(grams, np.log(probs), np.zeros(len(grams))))
        if order > 1:
            at = np.searchsorted(keys_of(levels[-2].grams, words), context_keys[firsts])
            levels[-2].backoffs[at] = np.log(weights)
    return [pruned(level, raw[at][1], least[at]) for at, level in enumerate(levels)]


def shorter_probs(level: Level, grams: np.ndarray, words: int) -> np.ndarray:
    return np.exp(level.log_probs[np.searchsorted(keys_of(level.grams, words), keys_of(grams, words))])


def pruned(level: Level, seen: np.ndarray, least: int) -> Level:
    kept = seen >= least
    return Level(level.grams[kept], level.log_probs[kept], level.backoffs[kept])
