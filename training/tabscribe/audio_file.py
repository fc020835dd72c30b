"""Sound files as mono samples at 16 kHz, a piece at a time: what libsndfile reads (WAV, FLAC, OGG, MP3 and others)."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import soundfile

from tabscribe.features import SAMPLE_RATE_HZ
from tabscribe.resampler import Resampler

BLOCK_SECONDS = 10


def read_audio(path: str | Path) -> Iterator[np.ndarray]:
    """float32 [n] at 16 kHz, piece by piece. Raises soundfile.LibsndfileError for what cannot be read."""
    with soundfile.SoundFile(path) as file:
        resampler = Resampler(file.samplerate, SAMPLE_RATE_HZ)
        heard = np.zeros(file.channels, bool)
        while True:
            block = file.read(BLOCK_SECONDS * file.samplerate, dtype="float32", always_2d=True)  # [samples, channels]
            if len(block) == 0:
                break
            # An empty side of a stereo recording must not halve the level.
            heard |= block.any(0)
            mono = block[:, heard].mean(1) if heard.any() else np.zeros(len(block), np.float32)
            yield resampler.push(mono)
        yield resampler.flush()
