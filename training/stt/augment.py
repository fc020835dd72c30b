"""Augmentation of training clips: speed, gain, noise and babble, silence at the ends, SpecAugment."""

import numpy as np
import torch
from scipy.signal import resample_poly
from torch import Tensor

from stt.features import FRAME_RATE_HZ, MEL_BINS, SAMPLE_RATE_HZ

SPEEDS = ((10, 9), (1, 1), (1, 1), (10, 11))


def as_floats(samples: np.ndarray) -> np.ndarray:
    """int16 [n] -> float32 [n] in -1..1."""
    return samples.astype(np.float32) / 32768


def augment_samples(samples: np.ndarray, noises: list[np.ndarray], rng: np.random.Generator) -> np.ndarray:
    """int16 [n] -> float32 [m] in -1..1, with random speed, gain, noise at 10 to 35 dB and end silences."""
    up, down = SPEEDS[rng.integers(len(SPEEDS))]
    x = as_floats(samples)
    if up != down:
        x = resample_poly(x, up, down).astype(np.float32)
    x = np.pad(x, tuple(int(rng.uniform(0, 0.4) * SAMPLE_RATE_HZ) for _ in range(2)))
    power = float(np.mean(x**2)) + 1e-10
    if rng.random() < 0.4:
        noise = noise_like(len(x), noises, rng)
        level = power / (float(np.mean(noise**2)) + 1e-10) / 10 ** (rng.uniform(10, 35) / 10)
        x = x + noise * np.sqrt(level)
    return np.clip(x * 10 ** (rng.uniform(-12, 6) / 20), -1, 1).astype(np.float32)


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
