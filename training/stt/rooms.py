"""Rooms that nobody measured: impulse responses by the image method (Allen and Berkley 1979), from pyroomacoustics."""

from pathlib import Path

import numpy as np
import pyroomacoustics
from scipy.signal import fftconvolve

from stt.features import SAMPLE_RATE_HZ

SMALLEST_M, LARGEST_M = (2.5, 2.5, 2.3), (9.0, 7.0, 4.0)
REVERBERATION_S = (0.15, 0.7)
"""Time in which sound falls by 60 dB."""
HIGHEST_ORDER = 20
"""Reflections followed; beyond it a room of this size has lost 40 dB and more."""
FROM_WALL_M = 0.4


def simulated_room(rng: np.random.Generator) -> np.ndarray:
    """Impulse response of a random shoebox room, float32 [n] at 16 kHz; starts with the direct sound, of height 1."""
    while True:
        size = rng.uniform(SMALLEST_M, LARGEST_M)
        try:
            absorption, order = pyroomacoustics.inverse_sabine(rng.uniform(*REVERBERATION_S), size)
        except ValueError:  # Too large a room to fade so fast.
            continue
        room = pyroomacoustics.ShoeBox(
            size,
            fs=SAMPLE_RATE_HZ,
            materials=pyroomacoustics.Material(absorption),
            max_order=min(order, HIGHEST_ORDER),
        )
        room.add_source(rng.uniform(FROM_WALL_M, size - FROM_WALL_M))
        room.add_microphone(rng.uniform(FROM_WALL_M, size - FROM_WALL_M))
        room.compute_rir()
        response = room.rir[0][0]
        direct = int(np.abs(response).argmax())
        return (response[direct:] / response[direct]).astype(np.float32)


def simulated_rooms(count: int, cache: Path, seed: int = 5) -> list[np.ndarray]:
    """`count` rooms, kept in the file `cache` (.npz), which is made anew where it holds another number."""
    if cache.exists():
        with np.load(cache) as kept:
            rooms = [kept[name] for name in kept.files]
        if len(rooms) == count:
            return rooms
    rng = np.random.default_rng(seed)
    rooms = [simulated_room(rng) for _ in range(count)]
    cache.parent.mkdir(parents=True, exist_ok=True)
    np.savez(cache, *rooms)
    return rooms


def reverberate(samples: np.ndarray, response: np.ndarray) -> np.ndarray:
    """The samples [n] as heard in a room, as loud as before and as long: what rings on after the end is cut."""
    heard = fftconvolve(samples, response)[: len(samples)]
    loudness = np.sqrt((np.mean(samples**2) + 1e-12) / (np.mean(heard**2) + 1e-12))
    return (heard * loudness).astype(np.float32)
