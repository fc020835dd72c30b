"""The recordings that memory is measured on, without the app."""

from pathlib import Path

import numpy as np
import pytest

from memory import SAMPLE_RATE_HZ, Spoken, by_speaker, join, seconds_of_work


def clip(name: str, seconds: float, speaker: str) -> Spoken:
    return Spoken(Path(name), seconds, name, speaker)


def test_a_recording_has_one_speaker_and_fits() -> None:
    clips = [clip("a", 4, "x"), clip("b", 3, "y"), clip("c", 5, "x"), clip("d", 2, "x")]
    # With their pauses "a" and "d" make 8 seconds; "c" does not fit behind "a".
    assert by_speaker(clips, most_seconds=8, pause_seconds=1) == [[clips[0], clips[3]], [clips[1]]]


def test_a_pause_follows_each_clip() -> None:
    joined = join([np.ones(10, np.float32), np.full(5, 2, np.float32)], pause_seconds=3 / SAMPLE_RATE_HZ)
    assert joined.tolist() == [1] * 10 + [0] * 3 + [2] * 5 + [0] * 3


def test_only_whole_minutes_count() -> None:
    lines = [
        {"audioMs": 130_000, "minutesMs": [6000, 12_000, 900]},
        {"audioMs": 60_000, "minutesMs": [18_000, 5]},
        {"error": {"code": "internal"}},
    ]
    assert seconds_of_work(lines, 0) == pytest.approx(0.2)
    assert seconds_of_work(lines, 1) == pytest.approx(0.2)
    assert seconds_of_work(lines, 2) is None
