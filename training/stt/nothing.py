"""Sounds in which nobody speaks, made by formula: the student must write nothing for them."""

import numpy as np
from scipy.signal import lfilter

from stt.features import SAMPLE_RATE_HZ

SHORTEST_S, LONGEST_S = 1.0, 8.0
CHORD_STEPS = (0, 3, 4, 5, 7, 9, 12, 16, 19)
"""Semitones above the root."""


def draw_nothing(rng: np.random.Generator) -> np.ndarray:
    """int16 [n] at 16 kHz: silence, noise, music-like tones or clatter, at any level, or two of these together."""
    length = int(rng.uniform(SHORTEST_S, LONGEST_S) * SAMPLE_RATE_HZ)
    kinds = (hush, noise, noise, tones, tones, clatter)
    x = kinds[rng.integers(len(kinds))](length, rng)
    if rng.random() < 0.4:
        x = x + 10 ** (rng.uniform(-30, 0) / 20) * kinds[rng.integers(len(kinds))](length, rng)
    return (np.clip(x, -1, 1) * 32767).astype(np.int16)


def hush(length: int, rng: np.random.Generator) -> np.ndarray:
    """Digital silence or next to it, -1..1."""
    return np.zeros(length) if rng.random() < 0.4 else rng.normal(0, 10 ** rng.uniform(-5, -3), length)


def noise(length: int, rng: np.random.Generator) -> np.ndarray:
    """Coloured noise whose level wanders: fans, rain, traffic, hiss."""
    coloured = lfilter([1], [1, -rng.uniform(-0.6, 0.98)], rng.normal(size=length))
    if rng.random() < 0.3:  # a hum or a resonance
        hz, radius = rng.uniform(50, 4000), rng.uniform(0.9, 0.995)
        turn = 2 * np.pi * hz / SAMPLE_RATE_HZ
        coloured = lfilter([1], [1, -2 * radius * np.cos(turn), radius**2], coloured)
    steps = max(2, length // (SAMPLE_RATE_HZ // 4))
    wander = np.exp(rng.normal(0, rng.choice([0.0, 0.5]), steps))
    return level(coloured * np.interp(np.linspace(0, steps - 1, length), np.arange(steps), wander), rng)


def tones(length: int, rng: np.random.Generator) -> np.ndarray:
    """Chords, runs and beats of notes with overtones, as music and ring tones have."""
    x = np.zeros(length)
    beat_s = rng.uniform(0.12, 1.2)
    voices, overtones = rng.integers(1, 5), rng.integers(1, 9)
    decay, bright = rng.uniform(0.2, 6), rng.uniform(0.3, 1.0)
    start = 0
    while start < length:
        seconds = np.arange(min(length - start, int(2 * beat_s * SAMPLE_RATE_HZ))) / SAMPLE_RATE_HZ
        root_hz = 110 * 2 ** (rng.integers(0, 36) / 12)
        shape = np.minimum(1, seconds / 0.01) * np.exp(-decay * seconds)
        for step in rng.choice(CHORD_STEPS, voices):
            hz = root_hz * 2 ** (step / 12)
            for number in range(1, overtones + 1):
                if number * hz < SAMPLE_RATE_HZ / 2:
                    x[start : start + len(seconds)] += (
                        shape * bright**number * np.sin(2 * np.pi * number * hz * seconds)
                    )
        start += max(1, int(beat_s * SAMPLE_RATE_HZ))
    return level(x, rng)


def clatter(length: int, rng: np.random.Generator) -> np.ndarray:
    """Knocks, clicks and ringing dishes over faint noise."""
    x = rng.normal(0, 10 ** rng.uniform(-4, -2.5), length)
    for _ in range(rng.poisson(3 * length / SAMPLE_RATE_HZ)):
        start = int(rng.integers(length))
        seconds = np.arange(min(length - start, SAMPLE_RATE_HZ // 2)) / SAMPLE_RATE_HZ
        ring = sum(np.sin(2 * np.pi * hz * seconds) for hz in 10 ** rng.uniform(2.3, 3.8, 3))
        burst = ring + rng.normal(0, 1, len(seconds))
        x[start : start + len(seconds)] += 10 ** rng.uniform(-1.5, 0) * burst * np.exp(-rng.uniform(5, 120) * seconds)
    return level(x, rng)


def level(x: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Scaled to a random peak, -46 to 0 dB."""
    return x / (np.abs(x).max() + 1e-9) * 10 ** (rng.uniform(-46, 0) / 20)
