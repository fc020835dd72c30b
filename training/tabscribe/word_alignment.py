"""Gives the second look's words the times of the student's: `src/recognizer/word-alignment.ts`."""

import re
from dataclasses import replace

from tabscribe.transcript import Word

SKIP_COST = 0.7
"""Against a substitution's cost of 0 (same letters) to 1 (none shared): unlike words still pair up."""
MIN_WORD_MS = 80
"""An unmatched word takes room from its neighbours rather than be shorter than this."""


def align_words(
    words: list[str], confidences: list[float], timed: list[Word], start_ms: float, end_ms: float
) -> list[Word]:
    """One timed word for each, monotone and within [start_ms, end_ms].

    Both are aligned by edit distance (Levenshtein 1966) with a substitution's cost from the letters that differ. Words
    without a partner share the room between their neighbours, and a neighbour's own where that is too narrow.
    """
    untimed = [Word(word, 0, 0, confidence) for word, confidence in zip(words, confidences, strict=True)]
    partners = _align([_letters(word) for word in words], [_letters(word.word) for word in timed])
    spans = [None if partner is None else timed[partner] for partner in partners]
    placed: list[Word] = []
    first = 0
    while first < len(words):
        anchor = spans[first]
        if anchor is not None:
            placed.append(replace(untimed[first], start_ms=anchor.start_ms, end_ms=anchor.end_ms))
            first += 1
            continue
        end = next((place for place in range(first, len(words)) if spans[place] is not None), len(words))
        group = untimed[first:end]
        left_ms = placed[-1].end_ms if placed else start_ms
        right_ms = spans[end].start_ms if end < len(words) else end_ms
        if right_ms - left_ms < MIN_WORD_MS * len(group):
            if placed:
                group.insert(0, placed.pop())
                left_ms = group[0].start_ms
            elif end < len(words):
                group.append(untimed[end])
                right_ms = spans[end].end_ms
                end += 1
        placed += _spread(group, left_ms, right_ms)
        first = end
    return _monotone(placed, start_ms, end_ms)


def _spread(words: list[Word], start_ms: float, end_ms: float) -> list[Word]:
    """Divides a stretch of time among words by their number of letters."""
    sizes = [len(_letters(word.word)) + 1 for word in words]
    room_ms = max(0, end_ms - start_ms)
    spread = []
    for word, size in zip(words, sizes, strict=True):
        after_ms = start_ms + room_ms * size / sum(sizes)
        spread.append(replace(word, start_ms=start_ms, end_ms=after_ms))
        start_ms = after_ms
    return spread


def _monotone(words: list[Word], start_ms: float, end_ms: float) -> list[Word]:
    at_ms, monotone = start_ms, []
    for word in words:
        begin_ms = min(max(word.start_ms, at_ms), end_ms)
        at_ms = min(max(word.end_ms, begin_ms), end_ms)
        monotone.append(replace(word, start_ms=begin_ms, end_ms=at_ms))
    return monotone


def _align(left: list[str], right: list[str]) -> list[int | None]:
    """For each of `left`, the index of its partner in `right`."""
    pair_costs = [[_unlikeness(a, b) for b in right] for a in left]
    costs = [[(i + j) * SKIP_COST for j in range(len(right) + 1)] for i in range(len(left) + 1)]
    for i in range(1, len(left) + 1):
        for j in range(1, len(right) + 1):
            skip = min(costs[i - 1][j], costs[i][j - 1]) + SKIP_COST
            costs[i][j] = min(skip, costs[i - 1][j - 1] + pair_costs[i - 1][j - 1])
    partners: list[int | None] = [None] * len(left)
    i, j = len(left), len(right)
    while i > 0 and j > 0:
        if costs[i][j] == costs[i - 1][j - 1] + pair_costs[i - 1][j - 1]:
            i, j = i - 1, j - 1
            partners[i] = j
        elif costs[i][j] == costs[i - 1][j] + SKIP_COST:
            i -= 1
        else:
            j -= 1
    return partners


def _unlikeness(a: str, b: str) -> float:
    """Levenshtein distance by letter over the longer word's length."""
    if a == b:
        return 0.0
    row = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        following = [i]
        for j, other in enumerate(b, 1):
            following.append(min(row[j - 1] + (letter != other), row[j] + 1, following[j - 1] + 1))
        row = following
    return row[-1] / max(len(a), len(b))


def _letters(word: str) -> str:
    """Case and punctuation tell nothing about which words belong together."""
    return re.sub(r"[\W_]", "", word.lower())
