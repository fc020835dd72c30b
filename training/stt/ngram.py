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


def train(sentences: list[np.ndarray], words: int, least_gain: float = 0.0) -> list[Level]:
    """Levels of order 1 to 3.

    sentences: ids below `words`, each sentence opened by a word of its own that never occurs inside.
    least_gain: pairs and triples that gain the text less than so much over backing off are left out (weighted
    difference pruning, Seymore and Rosenfeld 1996), but for pairs that kept triples begin with.
    """
    raw = [counted(sentences, order) for order in range(1, ORDER + 1)]
    levels: list[Level] = []
    gains: list[np.ndarray] = []
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
        backed_off = np.repeat(weights, sizes) * shorter
        probs = (counts - given_up) / np.repeat(totals, sizes) + backed_off
        levels.append(Level(grams, np.log(probs), np.zeros(len(grams))))
        gains.append(seen * np.log(probs / backed_off))
        if order > 1:
            at = np.searchsorted(keys_of(levels[-2].grams, words), context_keys[firsts])
            levels[-2].backoffs[at] = np.log(weights)
    singles, pairs, triples = levels
    triples = only(triples, gains[2] >= least_gain)
    begin = np.isin(keys_of(pairs.grams, words), keys_of(triples.grams[:, :-1], words))
    return renormalised(singles, only(pairs, begin | (gains[1] >= least_gain)), triples, words)


def renormalised(singles: Level, pairs: Level, triples: Level, words: int) -> list[Level]:
    """The levels with back-off weights that make up for what was left out, so that probabilities sum to one again."""
    alone = np.full(words, -np.inf)
    alone[singles.grams[:, 0]] = singles.log_probs
    after_one = weights_of_rest(pairs, alone[pairs.grams[:, 1]], keys_of(singles.grams, words), words)
    singles = Level(singles.grams, singles.log_probs, after_one)
    backoffs = np.zeros(words)
    backoffs[singles.grams[:, 0]] = after_one
    # The last two words of a triple may have been left out as a pair.
    tails, pair_keys = keys_of(triples.grams[:, 1:], words), keys_of(pairs.grams, words)
    at = np.minimum(np.searchsorted(pair_keys, tails), len(pair_keys) - 1)
    backed_off = backoffs[triples.grams[:, 1]] + alone[triples.grams[:, 2]]
    shorter = np.where(pair_keys[at] == tails, pairs.log_probs[at], backed_off)
    after_two = weights_of_rest(triples, shorter, pair_keys, words)
    return [singles, Level(pairs.grams, pairs.log_probs, after_two), triples]


def weights_of_rest(level: Level, shorter: np.ndarray, context_keys: np.ndarray, words: int) -> np.ndarray:
    """Logarithm of the back-off weight after each context: what the n-grams leave over what their shorter ones do."""
    places = np.searchsorted(context_keys, keys_of(level.grams[:, :-1], words))
    left = 1 - np.bincount(places, np.exp(level.log_probs), len(context_keys))
    left_shorter = 1 - np.bincount(places, np.exp(shorter), len(context_keys))
    return np.log(np.clip(left, 1e-6, 1)) - np.log(np.clip(left_shorter, 1e-6, 1))


def shorter_probs(level: Level, grams: np.ndarray, words: int) -> np.ndarray:
    return np.exp(level.log_probs[np.searchsorted(keys_of(level.grams, words), keys_of(grams, words))])


def only(level: Level, kept: np.ndarray) -> Level:
    return Level(level.grams[kept], level.log_probs[kept], level.backoffs[kept])
