"""Sounds that the report needs and no corpus holds: two minutes in which nobody speaks, and speech in a babble."""

import csv
from pathlib import Path

import numpy as np
import soundfile
from scipy.signal import resample_poly

SAMPLE_RATE_HZ = 16_000
QUIET_S = 120
BABBLERS = 6
SEED = 5


def make_quiet(folder: Path, kitchen: Path) -> list[Path]:
    """Two minutes each of silence, white noise, music-like tones and kitchen noise."""
    rng = np.random.default_rng(SEED)
    length = QUIET_S * SAMPLE_RATE_HZ
    sounds = {
        "silence": np.zeros(length),
        "white noise": rng.normal(0, 0.1, length),
        "music-like tones": music(length, rng),
        "kitchen noise": np.resize(read_mono(kitchen), length),
    }
    return [write(folder / f"{name.replace(' ', '-')}.wav", x) for name, x in sounds.items()]


def music(length: int, rng: np.random.Generator) -> np.ndarray:
    """Triads of decaying notes with overtones over a bass, in a random walk of roots."""
    x, start, root = np.zeros(length), 0, 0
    while start < length:
        seconds = np.arange(min(length - start, SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
        root = (root + int(rng.integers(-5, 6))) % 24
        shape = np.minimum(1, seconds / 0.02) * np.exp(-2 * seconds)
        for step in (-12, 0, rng.choice([3, 4]), 7):
            hz = 220 * 2 ** ((root + step) / 12)
            for number in range(1, 6):
                x[start : start + len(seconds)] += shape * np.sin(2 * np.pi * number * hz * seconds) / number
        start += int(rng.choice([0.25, 0.5, 1.0]) * SAMPLE_RATE_HZ)
    return 0.5 * x / np.abs(x).max()


def make_noisy(folder: Path, clean: Path, babble: Path, snr_db: float) -> Path:
    """A copy of the set `clean` in which six clips of the set `babble` talk behind each utterance; its folder."""
    rng = np.random.default_rng(SEED)
    voices = read_rows(babble)
    rows = []
    for row in read_rows(clean):
        x = read_mono(clean / row[0])
        noise = voices_behind(x, babble, voices, rng)
        path = write(folder / f"{Path(row[0]).stem}.wav", mixed(x, noise, snr_db))
        rows.append([path.name, *row[1:]])
    with (folder / "manifest.tsv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter="\t", quoting=csv.QUOTE_NONE, quotechar=None, lineterminator="\n").writerows(rows)
    return folder


def voices_behind(x: np.ndarray, babble: Path, voices: list[list[str]], rng: np.random.Generator) -> np.ndarray:
    """Six clips of the set `babble`, whose rows are `voices`, as loud as each other and as long as x."""
    chosen = [voices[index][0] for index in rng.integers(len(voices), size=BABBLERS)]
    return sum(np.resize(level(read_mono(babble / name)), len(x)) for name in chosen)


def mixed(x: np.ndarray, noise: np.ndarray, snr_db: float) -> np.ndarray:
    """x and the noise so many dB below it, by their mean powers; turned down where it would clip."""
    sum_of_both = x + noise * np.sqrt(np.mean(x**2) / np.mean(noise**2) / 10 ** (snr_db / 10))
    return sum_of_both / max(1.0, np.abs(sum_of_both).max())


def read_rows(folder: Path) -> list[list[str]]:
    """Rows of a set's manifest.tsv."""
    with (folder / "manifest.tsv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if row]


def read_mono(path: Path) -> np.ndarray:
    """First channel at 16 kHz, float64 [n]."""
    samples, rate_hz = soundfile.read(path, always_2d=True)
    return samples[:, 0] if rate_hz == SAMPLE_RATE_HZ else resample_poly(samples[:, 0], SAMPLE_RATE_HZ, rate_hz)


def level(x: np.ndarray) -> np.ndarray:
    return x / np.sqrt(np.mean(x**2) + 1e-9)


def write(path: Path, samples: np.ndarray) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(path, samples, SAMPLE_RATE_HZ, "PCM_16")
    return path
