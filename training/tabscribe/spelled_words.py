"""The speller's words: greedy CTC over its pieces, with times. `src/decoder/greedy.ts` and `word-timing.ts`.

Graves et al. 2006, "Connectionist temporal classification".
"""

import math
import re
from dataclasses import dataclass

import numpy as np

from tabscribe.transcript import Word

WORD_START = "▁"
CONTROL_PIECE = re.compile(r"<[^<>]*>")
LETTER_OR_DIGIT = re.compile(r"[^\W_]")
SPIKE_TAIL_MS = 160
"""CTC spikes near the start of a token's sound; the sound goes on for about this long after the spike."""
MAX_SOUND_MS = 400
"""No token sounds longer. A longer run reaches into a pause, which the student scores as a whole."""


@dataclass
class _Group:
    """Tokens of one word."""

    letters: str
    first: int
    last: int
    log_probability: float = 0.0
    tokens: int = 0


def spell(
    logits: np.ndarray, pieces: list[str], blank_id: int, frame_ms: float, offset_ms: float, limit_ms: float
) -> list[Word]:
    """Scores [frames, pieces] -> words.

    A word starts with the first frame of its first token and ends a little after the last frame of its last token with
    a letter, but no later than the next word's start and limit_ms: punctuation is silent. Its confidence is the
    geometric mean of its tokens' probabilities.
    """
    groups = _grouped(logits, pieces, blank_id, round(MAX_SOUND_MS / frame_ms))
    words = []
    for group, following in zip(groups, [*groups[1:], None], strict=False):
        start_ms = min(offset_ms + group.first * frame_ms, limit_ms)
        bound_ms = limit_ms if following is None else offset_ms + following.first * frame_ms
        end_ms = min(offset_ms + (group.last + 1) * frame_ms + SPIKE_TAIL_MS, bound_ms, limit_ms)
        confidence = math.exp(group.log_probability / group.tokens)
        words.append(Word(group.letters, start_ms, max(start_ms, end_ms), confidence))
    return words


def _grouped(logits: np.ndarray, pieces: list[str], blank_id: int, longest: int) -> list[_Group]:
    ids = logits.argmax(1)
    peaks = 1 / np.exp(logits - logits.max(1, keepdims=True)).sum(1)
    edges = np.flatnonzero(np.r_[True, ids[1:] != ids[:-1], True]) if len(ids) else np.zeros(0, int)
    groups: list[_Group] = []
    for first, end in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
        piece = "" if ids[first] == blank_id else pieces[ids[first]]
        if piece == "" or CONTROL_PIECE.fullmatch(piece):
            continue
        opens = piece.startswith(WORD_START)
        # The last frames sound where the token opens a word, else the first ones.
        begin, last = (max(first, end - longest), end - 1) if opens else (first, min(end - 1, first + longest - 1))
        if opens or not groups:
            groups.append(_Group("", begin, last))
        group = groups[-1]
        group.letters += piece.replace(WORD_START, "")
        if LETTER_OR_DIGIT.search(piece):
            group.last = last
        group.log_probability += math.log(float(peaks[first:end].max()))
        group.tokens += 1
    return [group for group in groups if LETTER_OR_DIGIT.search(group.letters)]
