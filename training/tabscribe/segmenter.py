"""Where to cut a long recording: `src/recognizer/segmenter.ts` and `frame-energy.ts` in numpy."""

import numpy as np

from tabscribe.features import HOP_MS, MEL_BINS

MAX_SEGMENT_MS = 24_000
"""Longest piece of a file that goes through the model in one run."""
EARLIEST_CUT_SHARE = 0.5
"""The cut lies in the later part of a segment, from this share of its longest length on."""
PAUSE_MARGIN_DB = 6
"""A pause's frames lie within so much of the weakest ones, and below the middling ones by as much."""
WEAKEST_SHARE = 0.1
MIN_PAUSE_FRAMES = 120 // HOP_MS
"""Shorter dips are closures within words."""
LONG_PAUSE_FRAMES = 600 // HOP_MS
"""Pauses from this length on are equally good: the latest of them makes the longest segment."""
FIRST_SPEECH_BIN = 4
"""Bins below about 150 Hz carry mains hum and handling noise."""


def frame_energies_db(log_mel: np.ndarray) -> np.ndarray:
    """Loudness of each frame where speech lies: [frames, MEL_BINS] -> float32 [frames]."""
    power = (10.0 ** log_mel[:, FIRST_SPEECH_BIN:].astype(np.float64)).sum(1)
    return (10 * np.log10(power / (MEL_BINS - FIRST_SPEECH_BIN))).astype(np.float32)


def choose_cut(energies_db: np.ndarray) -> int:
    """The segment's length in frames, from the energies of the frames that may go into it: in the middle of the longest
    pause of its later part, or at its quietest place where there is no pause."""
    count = len(energies_db)
    earliest = int(count * EARLIEST_CUT_SHARE)
    ordered = np.sort(energies_db)
    weakest, middling = ordered[int(count * WEAKEST_SHARE)], ordered[int(count * 0.5)]
    pause_db = min(weakest + PAUSE_MARGIN_DB, middling - PAUSE_MARGIN_DB)
    quiet = np.r_[False, energies_db[earliest:] <= pause_db, False]
    edges = np.flatnonzero(quiet[1:] != quiet[:-1]) + earliest
    longest, cut = MIN_PAUSE_FRAMES, None
    for begin, end in zip(edges[0::2].tolist(), edges[1::2].tolist(), strict=True):
        pause = min(end - begin, LONG_PAUSE_FRAMES)
        if pause >= longest:
            longest, cut = pause, (begin + end) // 2
    return quietest_frame(energies_db, earliest) if cut is None else cut


def quietest_frame(energies_db: np.ndarray, earliest: int) -> int:
    """The frame from `earliest` on around which the sound is weakest."""
    span = min(MIN_PAUSE_FRAMES, len(energies_db) - earliest)
    sums = np.convolve(energies_db[earliest:].astype(np.float64), np.ones(span), "valid")
    return earliest + int(sums.argmin()) + span // 2
