"""Utterances one after the other, as a file or a long turn has them: most training clips are one sentence."""

import numpy as np

from stt.corpus import Clip
from stt.features import SAMPLE_RATE_HZ

PAUSE_S = (0.3, 2.0)
MOST_CLIPS = 3
LONGEST_S = 20.0
"""Of all together, pauses included."""


def join_with_pauses(first: Clip, clips: list[Clip], rng: np.random.Generator) -> Clip:
    """The clip, then one or two of the same set with 0.3 to 2 s of silence before each; fewer where it gets too long.

    What noise is added later covers the pauses too.
    """
    samples, phonemes, tokens = [first.samples], first.phonemes, first.tokens
    seconds, spoken_s = first.seconds, first.spoken_s
    for _ in range(int(rng.integers(1, MOST_CLIPS))):
        clip, pause_s = clips[rng.integers(len(clips))], rng.uniform(*PAUSE_S)
        if seconds + pause_s + clip.seconds > LONGEST_S:
            continue
        samples += [np.zeros(int(pause_s * SAMPLE_RATE_HZ), np.int16), clip.samples]
        begin_s = seconds + pause_s
        spoken_s += tuple((begin_s + begin, begin_s + end) for begin, end in clip.spoken_s)
        seconds = begin_s + clip.seconds
        phonemes, tokens = phonemes + clip.phonemes, tokens + clip.tokens
    return Clip(np.concatenate(samples), phonemes, tokens, first.origin, spoken_s)
