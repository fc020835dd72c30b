"""What lines and codecs do to speech: telephone, Opus at a low rate, a microphone without the treble, clipping."""

import io

import numpy as np
import soundfile
from scipy.signal import butter, resample_poly, sosfilt

from stt.features import SAMPLE_RATE_HZ

TELEPHONE_BAND_HZ = (300, 3400)
MU = 255
OPUS_COMPRESSION = (0.88, 0.97)
"""libsndfile's scale; about 22 and 10 kbit/s for speech at 16 kHz."""


def telephone(samples: np.ndarray) -> np.ndarray:
    """Through a telephone: 8 kHz, 300 to 3400 Hz, 8 bits by the mu law (ITU-T G.711). [n] -> [n] at 16 kHz."""
    narrow = resample_poly(samples, 1, 2)
    narrow = sosfilt(butter(4, TELEPHONE_BAND_HZ, "bandpass", fs=SAMPLE_RATE_HZ // 2, output="sos"), narrow)
    squeezed = np.sign(narrow) * np.log1p(MU * np.minimum(np.abs(narrow), 1)) / np.log1p(MU)
    coarse = np.round(squeezed * 127) / 127
    widened = np.sign(coarse) * np.expm1(np.abs(coarse) * np.log1p(MU)) / MU
    return resample_poly(widened, 2, 1)[: len(samples)].astype(np.float32)


def opus(samples: np.ndarray, compression: float) -> np.ndarray:
    """There and back through Opus; compression is libsndfile's, 0 (best) to 1. [n] -> [n]"""
    file = io.BytesIO()
    soundfile.write(file, samples, SAMPLE_RATE_HZ, format="OGG", subtype="OPUS", compression_level=compression)
    file.seek(0)
    decoded, _ = soundfile.read(file, dtype="float32")
    return np.pad(decoded, (0, max(0, len(samples) - len(decoded))))[: len(samples)]


def low_pass(samples: np.ndarray, cutoff_hz: float) -> np.ndarray:
    """Without what lies above the cut-off, 12 dB an octave. [n] -> [n]"""
    return sosfilt(butter(2, cutoff_hz, fs=SAMPLE_RATE_HZ, output="sos"), samples).astype(np.float32)


def through_a_line(samples: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """One of the above by chance, Opus seldom: it takes a tenth of a second for a second. float32 [n] -> [n]"""
    kind = rng.random()
    if kind < 0.4:
        return telephone(samples)
    if kind < 0.5:
        return opus(samples, rng.uniform(*OPUS_COMPRESSION))
    return low_pass(samples, rng.uniform(2500, 6000))


def overdrive(samples: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Overdriven by 3 to 15 dB: what is too loud is cut off flat. [n] -> [n], peak at most 1."""
    peak = np.abs(samples).max() + 1e-9
    return np.clip(samples / peak * 10 ** (rng.uniform(3, 15) / 20), -1, 1).astype(np.float32)
