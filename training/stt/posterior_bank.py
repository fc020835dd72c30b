"""Text as training speech: evidence for sentences that nobody recorded, joined from pieces of real evidence.

The speller reads phoneme evidence only. While the student trains on audio, the evidence of each clip is aligned with
its phonemes and cut into pieces, kept by phoneme and neighbours. A sentence of text, phonemised, is then "spoken" by
joining random pieces that fit: unit selection (Hunt and Black 1996) of posteriors, with the student's real confusions.
"""

from collections import defaultdict, deque
from itertools import pairwise

import numpy as np

EDGE = 0
ANY = -1
_KEEP_WITH_NEIGHBOURS = 24
_KEEP_ALONE = 400


def align(log_probs: np.ndarray, units: tuple[int, ...], blank: int = 0) -> list[int] | None:
    """Viterbi path of CTC: the first frame of each unit. log_probs: [frames, classes]. None where it does not fit."""
    frames, states = log_probs.shape[0], 2 * len(units) + 1
    labels = np.full(states, blank)
    labels[1::2] = units
    skip = np.zeros(states, bool)
    skip[3::2] = labels[3::2] != labels[1:-2:2]
    scores = np.full(states, -np.inf)
    scores[: min(2, states)] = log_probs[0, labels[:2]]
    moves = np.zeros((frames, states), np.int8)
    for frame in range(1, frames):
        options = np.stack(
            [scores, np.r_[-np.inf, scores[:-1]], np.where(skip, np.r_[-np.inf, -np.inf, scores[:-2]], -np.inf)]
        )
        moves[frame] = options.argmax(0)
        scores = options.max(0) + log_probs[frame, labels]
    state = states - 1 if scores[-1] >= scores[-2] else states - 2
    if not np.isfinite(scores[state]):
        return None
    first = [0] * len(units)
    for frame in range(frames - 1, -1, -1):
        if state % 2:
            first[state // 2] = frame
        state -= int(moves[frame, state])
    return first


class PosteriorBank:
    """Pieces of evidence [frames, classes] by phoneme with neighbours; the newest replace the oldest."""

    def __init__(self) -> None:
        self._pieces: dict[tuple[int, ...], deque[np.ndarray]] = defaultdict(deque)

    def __len__(self) -> int:
        return sum(len(pieces) for key, pieces in self._pieces.items() if len(key) == 1)

    def _keep(self, key: tuple[int, ...], piece: np.ndarray) -> None:
        pieces = self._pieces[key]
        pieces.append(piece)
        if len(pieces) > (_KEEP_ALONE if len(key) == 1 else _KEEP_WITH_NEIGHBOURS):
            pieces.popleft()

    def add(self, evidence: np.ndarray, first: list[int], units: tuple[int, ...]) -> None:
        """Cut one clip's evidence at the middle between neighbouring units, of which `align` gave the first frames."""
        cuts = [
            max(0, first[0] - 1),
            *((a + b + 1) // 2 for a, b in pairwise(first)),
            min(len(evidence), first[-1] + 2),
        ]
        evidence = evidence.astype(np.float16)
        around = (EDGE, *units, EDGE)
        self._keep((EDGE,), evidence[: cuts[0]])
        self._keep((EDGE,), evidence[cuts[-1] :])
        for index, unit in enumerate(units):
            piece = evidence[cuts[index] : cuts[index + 1]].copy()
            left, right = around[index], around[index + 2]
            for key in ((left, unit, right), (left, unit, ANY), (ANY, unit, right), (unit,)):
                self._keep(key, piece)

    def speak(self, units: tuple[int, ...], rng: np.random.Generator) -> tuple[np.ndarray, list[int]] | None:
        """A sentence's evidence, float32 [frames, classes], and the middle frame of each unit.

        None while one of the units has never been heard.
        """
        around = (EDGE, *units, EDGE)
        parts = [self._pick((EDGE,), rng)]
        for index, unit in enumerate(units):
            left, right = around[index], around[index + 2]
            sides = [(left, unit, ANY), (ANY, unit, right)]
            if rng.random() < 0.5:
                sides.reverse()
            for key in ((left, unit, right), *sides, (unit,)):
                piece = self._pick(key, rng)
                if piece is not None:
                    break
            parts.append(piece)
        parts.append(self._pick((EDGE,), rng))
        if any(part is None for part in parts):
            return None
        starts = np.cumsum([0, *(len(part) for part in parts)])
        middles = [int(starts[index + 1] + len(parts[index + 1]) // 2) for index in range(len(units))]
        return np.concatenate(parts).astype(np.float32), middles

    def _pick(self, key: tuple[int, ...], rng: np.random.Generator) -> np.ndarray | None:
        pieces = self._pieces.get(key)
        return pieces[int(rng.integers(len(pieces)))] if pieces else None
