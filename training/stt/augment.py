"""Augmentation of training clips: what happens to speech between a mouth and a recogniser, by chance.

Each kind has its own share of the clips, so that an ablation can leave one out.
"""

from dataclasses import dataclass

import numpy as np
import torch
from scipy.signal import resample_poly
from torch import Tensor

from stt.channel import overdrive, through_a_line
from stt.features import FRAME_RATE_HZ, MEL_BINS, SAMPLE_RATE_HZ
from stt.rooms import reverberate

SPEEDS = ((10, 9), (10, 11))


@dataclass(frozen=True)
class Augmentation:
    """Shares of the clips, 0 to 1, that each kind changes."""

    joined: float = 0.0
    """Two or three clips of a set with pauses between."""
    speed: float = 0.5
    room: float = 0.0
    noise: float = 0.4
    babble: float = 0.5
    """Of the noisy ones: other clips of speech, in place of noise."""
    line: float = 0.0
    """Telephone, Opus or a dull microphone."""
    overdrive: float = 0.0
    gain: float = 1.0
    silence: float = 1.0
    """Silence before and after."""
    nothing: float = 0.0
    """Sounds without speech in place of the clip: the student must write nothing for them."""
    spec: float = 1.0
    """SpecAugment."""
    snr_db: tuple[float, float] = (10.0, 35.0)


@dataclass(frozen=True)
class Surroundings:
    """Where clips are put: recordings as int16 at 16 kHz, rooms as impulse responses."""

    noises: list[np.ndarray]
    speech: list[np.ndarray]
    rooms: list[np.ndarray]


def as_floats(samples: np.ndarray) -> np.ndarray:
    """int16 [n] -> float32 [n] in -1..1."""
    return samples.astype(np.float32) / 32768


def as_int16(samples: np.ndarray) -> np.ndarray:
    """float32 [n] in -1..1 -> int16 [n]."""
    return (np.clip(samples, -1, 1) * 32767).astype(np.int16)


@dataclass(frozen=True)
class Spoken:
    """A clip as it reaches the room: faster or slower, with silence around it."""

    samples: np.ndarray
    """float32 [n] in -1..1"""
    stretch: float
    """How much longer it got."""
    before_s: float
    """Silence before it."""

    def moved(self, times_s: tuple[tuple[float, float], ...]) -> tuple[tuple[float, float], ...]:
        """Spans of seconds in the clip as it was, in this one."""
        return tuple((self.before_s + self.stretch * a, self.before_s + self.stretch * b) for a, b in times_s)


def augment_samples(
    samples: np.ndarray, kinds: Augmentation, surroundings: Surroundings, rng: np.random.Generator
) -> np.ndarray:
    """int16 [n] -> float32 [m] in -1..1; in the order in which sound meets these things."""
    return disturb(speak(samples, kinds, rng).samples, kinds, surroundings, rng)


def speak(samples: np.ndarray, kinds: Augmentation, rng: np.random.Generator) -> Spoken:
    """What changes the clip's length: int16 [n] -> float32 [m]."""
    x, stretch, before_s = as_floats(samples), 1.0, 0.0
    if rng.random() < kinds.speed:
        up, down = SPEEDS[rng.integers(len(SPEEDS))]
        x, stretch = resample_poly(x, up, down).astype(np.float32), up / down
    if rng.random() < kinds.silence:
        before, after = (int(rng.uniform(0, 0.4) * SAMPLE_RATE_HZ) for _ in range(2))
        x, before_s = np.pad(x, (before, after)), before / SAMPLE_RATE_HZ
    return Spoken(x, stretch, before_s)


def disturb(x: np.ndarray, kinds: Augmentation, surroundings: Surroundings, rng: np.random.Generator) -> np.ndarray:
    """What does not change its length: float32 [n] -> [n]."""
    if surroundings.rooms and rng.random() < kinds.room:
        x = reverberate(x, surroundings.rooms[rng.integers(len(surroundings.rooms))])
    if rng.random() < kinds.noise:
        recordings = surroundings.speech if rng.random() < kinds.babble else surroundings.noises
        noise = noise_like(len(x), recordings, rng)
        ratio = (float(np.mean(x**2)) + 1e-10) / (float(np.mean(noise**2)) + 1e-10)
        x = x + noise * np.sqrt(ratio / 10 ** (rng.uniform(*kinds.snr_db) / 10))
    if rng.random() < kinds.overdrive:
        x = overdrive(x, rng)
    if rng.random() < kinds.line:
        x = through_a_line(x, rng)
    if rng.random() < kinds.gain:
        x = x * 10 ** (rng.uniform(-12, 6) / 20)
    return np.clip(x, -1, 1).astype(np.float32)


def noise_like(length: int, noises: list[np.ndarray], rng: np.random.Generator) -> np.ndarray:
    """Noise of `length` samples: white or brownish, or a random part of a recording, repeated where too short."""
    if not noises or rng.random() < 0.3:
        white = rng.standard_normal(length).astype(np.float32)
        return white if rng.random() < 0.5 else np.convolve(white, np.ones(8, np.float32) / 8, "same")
    noise = as_floats(noises[rng.integers(len(noises))])
    start = rng.integers(max(1, len(noise) - length))
    return np.resize(noise[start : start + length], length)


def spec_augment(frames: Tensor, rng: np.random.Generator) -> Tensor:
    """Mask two bands of bins and some stretches of time by the mean (Park et al. 2019). [frames, MEL_BINS]"""
    frames = frames.clone()
    mean = frames.mean()
    for _ in range(2):
        width = int(rng.integers(0, 16))
        low = int(rng.integers(0, MEL_BINS - width))
        frames[:, low : low + width] = mean
    longest = FRAME_RATE_HZ // 10
    for _ in range(max(1, frames.shape[0] // (2 * FRAME_RATE_HZ))):
        width = int(rng.integers(0, longest))
        start = int(rng.integers(0, max(1, frames.shape[0] - width)))
        frames[start : start + width] = mean
    return frames


def pad_frames(clips: list[Tensor], multiple: int) -> tuple[Tensor, Tensor]:
    """Batch clips of frames: ([batch, longest, bins], valid frames [batch]), both multiples of `multiple`."""
    counts = torch.tensor([-(-clip.shape[0] // multiple) * multiple for clip in clips])
    batch = torch.full((len(clips), int(counts.max()), clips[0].shape[1]), -1.0)
    for row, clip in enumerate(clips):
        batch[row, : clip.shape[0]] = clip
    return batch, counts
