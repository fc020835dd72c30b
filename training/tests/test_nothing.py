"""Sounds without speech."""

import numpy as np

from stt.features import SAMPLE_RATE_HZ
from stt.nothing import LONGEST_S, SHORTEST_S, draw_nothing


def test_sounds_differ_in_length_and_level_and_never_fail() -> None:
    sounds = [draw_nothing(np.random.default_rng(seed)) for seed in range(60)]
    seconds = [len(sound) / SAMPLE_RATE_HZ for sound in sounds]
    assert SHORTEST_S <= min(seconds) < max(seconds) <= LONGEST_S
    peaks = [np.abs(sound.astype(int)).max() for sound in sounds]
    assert min(peaks) == 0, "digital silence is among them"
    assert max(peaks) > 10_000
    assert all(sound.dtype == np.int16 for sound in sounds)


def test_the_same_seed_gives_the_same_sound() -> None:
    first, again = (draw_nothing(np.random.default_rng(9)) for _ in range(2))
    np.testing.assert_array_equal(first, again)
