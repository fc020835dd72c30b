"""Log-mel features: the one front end of training, mirrored by `src/features/` in the app.

The spectrogram is Whisper's (Radford et al. 2022): 25 ms periodic Hann window, 10 ms hop, centred with reflected
edges, 80 Slaney mel filters, log10 of power. What differs is the normalisation, which must work on a stream.
"""

from dataclasses import asdict, dataclass
from functools import lru_cache

import numpy as np
import torch
from torch import Tensor

SAMPLE_RATE_HZ = 16_000
N_FFT = 400
HOP_SAMPLES = 160
MEL_BINS = 80
FRAME_RATE_HZ = SAMPLE_RATE_HZ // HOP_SAMPLES
assert FRAME_RATE_HZ * HOP_SAMPLES == SAMPLE_RATE_HZ

POWER_FLOOR = 1e-10


@dataclass(frozen=True)
class RunningPeak:
    """Causal stand-in for Whisper's clip-wide maximum; the manifest carries the same numbers to the app."""

    initial_peak: float = 0.5
    decay_per_frame: float = 0.001
    dynamic_range: float = 8.0

    def manifest(self) -> dict[str, object]:
        """The `normalisation` entry of the model's manifest."""
        names = {"initial_peak": "initialPeak", "decay_per_frame": "decayPerFrame", "dynamic_range": "dynamicRange"}
        return {"kind": "running-peak", **{names[key]: value for key, value in asdict(self).items()}}


def _hz_to_mel(hz: np.ndarray) -> np.ndarray:
    """Slaney's mel scale: linear below 1 kHz, logarithmic above."""
    linear = hz / (200 / 3)
    return np.where(hz < 1000, linear, 15 + 27 * np.log(np.maximum(hz, 1e-9) / 1000) / np.log(6.4))


def _mel_to_hz(mel: np.ndarray) -> np.ndarray:
    return np.where(mel < 15, mel * (200 / 3), 1000 * np.exp(np.log(6.4) * (mel - 15) / 27))


@lru_cache(maxsize=1)
def mel_filters() -> Tensor:
    """Triangular filters of equal area, [MEL_BINS, N_FFT // 2 + 1], as librosa's defaults make them."""
    fft_hz = np.linspace(0, SAMPLE_RATE_HZ / 2, N_FFT // 2 + 1)
    edges_hz = _mel_to_hz(np.linspace(0.0, float(_hz_to_mel(np.array(SAMPLE_RATE_HZ / 2))), MEL_BINS + 2))
    widths = np.diff(edges_hz)
    ramps = edges_hz[:, None] - fft_hz[None, :]
    rising = -ramps[:-2] / widths[:-1, None]
    falling = ramps[2:] / widths[1:, None]
    filters = np.maximum(0, np.minimum(rising, falling))
    filters *= (2 / (edges_hz[2:] - edges_hz[:-2]))[:, None]
    return torch.from_numpy(filters.astype(np.float32))


def log_mel(samples: Tensor) -> Tensor:
    """Log10 mel power, not normalised: float32 [n] at 16 kHz -> float32 [n // HOP_SAMPLES, MEL_BINS].

    Raises ValueError below N_FFT // 2 + 1 samples, where the edges cannot be reflected.
    """
    if samples.numel() <= N_FFT // 2:
        raise ValueError(f"{samples.numel()} samples: at least {N_FFT // 2 + 1} are needed")
    window = torch.hann_window(N_FFT)
    spectrum = torch.stft(samples, N_FFT, HOP_SAMPLES, window=window, center=True, return_complex=True)
    power = spectrum[:, : samples.numel() // HOP_SAMPLES].abs() ** 2
    return (mel_filters() @ power).clamp(min=POWER_FLOOR).log10().T.contiguous()


def normalise_running(
    frames: Tensor, settings: RunningPeak = RunningPeak(), initial_peak: float | None = None
) -> Tensor:
    """Clip each frame to the dynamic range below the running peak and scale as Whisper does.

    frames: [frames, MEL_BINS]. peak_t = max(max_bins(x_t), peak_{t-1} - decay). Returns the same shape.
    """
    start = settings.initial_peak if initial_peak is None else initial_peak
    # A decaying maximum is a plain cumulative maximum once the decay is added back along time.
    ramp = torch.arange(1, frames.shape[0] + 1) * settings.decay_per_frame
    peak = torch.maximum((frames.amax(1) + ramp).cummax(0).values, torch.tensor(start)) - ramp
    return (torch.maximum(frames, (peak - settings.dynamic_range)[:, None]) + 4) / 4


def normalise_whisper(frames: Tensor) -> Tensor:
    """Whisper's own normalisation by the clip's maximum."""
    return (torch.maximum(frames, frames.max() - 8) + 4) / 4
