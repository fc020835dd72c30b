"""Write the vectors that bind the app's log-mel to training's: `src/features/fixtures/log-mel.json`.

One second of a rising tone over noise, in 16-bit steps so that both sides read the same samples, with a quiet part
and a stretch of digital silence, through `stt.features.log_mel`.
"""

import argparse
import base64
import json
import sys
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from stt.features import HOP_SAMPLES, MEL_BINS, SAMPLE_RATE_HZ, log_mel  # noqa: E402

FIXTURE = Path(__file__).resolve().parents[2] / "src" / "features" / "fixtures" / "log-mel.json"
FULL_SCALE = 32_768
# Not a multiple of the hop: the last frame needs the reflected end.
SAMPLES = SAMPLE_RATE_HZ + 17


def make_signal() -> np.ndarray:
    """int16 [SAMPLES]: a tone that rises from 60 Hz to 7.9 kHz over noise; 0.1 s quiet, 0.1 s of zeros."""
    seconds = np.arange(SAMPLES) / SAMPLE_RATE_HZ
    rise = np.log(7_900 / 60)
    tone = np.sin(2 * np.pi * 60 / rise * (np.exp(rise * seconds) - 1))
    noise = np.random.default_rng(7).standard_normal(SAMPLES)
    signal = 0.4 * tone + 0.02 * noise
    signal[(seconds > 0.3) & (seconds < 0.4)] *= 0.01
    signal[(seconds >= 0.6) & (seconds < 0.7)] = 0
    return np.round(signal * FULL_SCALE).clip(-FULL_SCALE, FULL_SCALE - 1).astype("<i2")


def to_base64(values: np.ndarray) -> str:
    return base64.b64encode(values.tobytes()).decode()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=FIXTURE)
    out = parser.parse_args().out
    samples = make_signal()
    frames = log_mel(torch.from_numpy(samples.astype(np.float32) / FULL_SCALE)).numpy()
    assert frames.shape == (SAMPLES // HOP_SAMPLES, MEL_BINS)
    fixture = {
        "samplesInt16": to_base64(samples),
        "frames": frames.shape[0],
        "melBins": MEL_BINS,
        "logMelFloat32": to_base64(frames.astype("<f4")),
    }
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(fixture, indent=2) + "\n")
    print(f"{out}: {frames.shape[0]} frames, {out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
