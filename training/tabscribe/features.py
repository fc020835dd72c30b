"""Log-mel features from samples, in numpy: the same numbers as `stt/features.py` and the app's `src/features/`.

Whisper's spectrogram (Radford et al. 2022): 25 ms periodic Hann window, 10 ms hop, centred with reflected edges, 80
Slaney mel filters, log10 of power.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

SAMPLE_RATE_HZ = 16_000
WINDOW_SAMPLES = 400
HOP_SAMPLES = 160
HOP_MS = 1000 * HOP_SAMPLES // SAMPLE_RATE_HZ
MEL_BINS = 80
EDGE_SAMPLES = WINDOW_SAMPLES // 2
POWER_FLOOR = 1e-10
SILENT_LOG_MEL = -10.0
"""log10 of the floor: what padding is made of."""


def _hz_to_mel(hz: np.ndarray) -> np.ndarray:
    """Slaney's mel scale: linear below 1 kHz, logarithmic above."""
    return np.where(hz < 1000, hz / (200 / 3), 15 + 27 * np.log(np.maximum(hz, 1e-9) / 1000) / np.log(6.4))


def _mel_to_hz(mel: np.ndarray) -> np.ndarray:
    return np.where(mel < 15, mel * (200 / 3), 1000 * np.exp(np.log(6.4) * (mel - 15) / 27))


@lru_cache(maxsize=1)
def mel_filters() -> np.ndarray:
    """Triangular filters of equal area, float32 [MEL_BINS, WINDOW_SAMPLES // 2 + 1]."""
    fft_hz = np.linspace(0, SAMPLE_RATE_HZ / 2, WINDOW_SAMPLES // 2 + 1)
    edges_hz = _mel_to_hz(np.linspace(0.0, float(_hz_to_mel(np.array(SAMPLE_RATE_HZ / 2))), MEL_BINS + 2))
    widths = np.diff(edges_hz)
    ramps = edges_hz[:, None] - fft_hz[None, :]
    filters = np.maximum(0, np.minimum(-ramps[:-2] / widths[:-1, None], ramps[2:] / widths[1:, None]))
    return (filters * (2 / (edges_hz[2:] - edges_hz[:-2]))[:, None]).astype(np.float32)


@lru_cache(maxsize=1)
def _window() -> np.ndarray:
    return 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(WINDOW_SAMPLES) / WINDOW_SAMPLES)


class StreamingLogMel:
    """Log-mel frames of a stream: the same however the samples are cut into pushes."""

    def __init__(self) -> None:
        self._samples = np.zeros(0, np.float32)
        self._begun = False
        self._taken = 0  # samples pushed
        self._given = 0  # frames returned

    def push(self, samples: np.ndarray) -> np.ndarray:
        """float32 [n] mono at 16 kHz -> the frames that these complete, float32 [frames, MEL_BINS]."""
        self._samples = np.concatenate([self._samples, samples.astype(np.float32, copy=False)])
        self._taken += len(samples)
        if not self._begun and len(self._samples) > EDGE_SAMPLES:
            self._samples = np.concatenate([self._samples[EDGE_SAMPLES:0:-1], self._samples])
            self._begun = True
        frames = (len(self._samples) - WINDOW_SAMPLES) // HOP_SAMPLES + 1 if self._begun else 0
        return self._take(max(0, frames))

    def flush(self) -> np.ndarray:
        """The stream ends: the last frames, over the reflected edge. None at all below 201 samples in all."""
        if not self._begun:
            return np.zeros((0, MEL_BINS), np.float32)
        self._samples = np.concatenate([self._samples, self._samples[-2 : -EDGE_SAMPLES - 2 : -1]])
        return self._take(self._taken // HOP_SAMPLES - self._given)

    def _take(self, frames: int) -> np.ndarray:
        if frames == 0:
            return np.zeros((0, MEL_BINS), np.float32)
        spans = np.lib.stride_tricks.sliding_window_view(self._samples, WINDOW_SAMPLES)[::HOP_SAMPLES][:frames]
        power = np.abs(np.fft.rfft(spans * _window())) ** 2  # [frames, 201]
        self._samples = self._samples[frames * HOP_SAMPLES :]
        self._given += frames
        return np.log10(np.maximum(power @ mel_filters().T, POWER_FLOOR)).astype(np.float32)


def log_mel(samples: np.ndarray) -> np.ndarray:
    """Log10 mel power, not normalised: float32 [n] at 16 kHz -> float32 [n // HOP_SAMPLES, MEL_BINS]."""
    stream = StreamingLogMel()
    return np.concatenate([stream.push(samples), stream.flush()])


@dataclass
class RunningPeak:
    """Causal stand-in for Whisper's clip-wide maximum. Goes on where the call before ended."""

    peak: float
    decay_per_frame: float
    dynamic_range: float

    @classmethod
    def of(cls, manifest: dict) -> "RunningPeak":
        """At the beginning of a stream, from the `normalisation` entry of a manifest."""
        return cls(manifest["initialPeak"], manifest["decayPerFrame"], manifest["dynamicRange"])

    def normalise(self, frames: np.ndarray) -> np.ndarray:
        """[frames, MEL_BINS] -> the same shape. peak_t = max(max_bins(x_t), peak_{t-1} - decay)."""
        if len(frames) == 0:
            return frames
        # A decaying maximum is a plain cumulative maximum once the decay is added back along time.
        ramp = np.arange(1, len(frames) + 1) * self.decay_per_frame
        peaks = np.maximum(np.maximum.accumulate(frames.max(1) + ramp), self.peak) - ramp
        self.peak = float(peaks[-1])
        return ((np.maximum(frames, (peaks - self.dynamic_range)[:, None]) + 4) / 4).astype(np.float32)
