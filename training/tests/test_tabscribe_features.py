"""The installed package's front end: the same numbers as training's and the app's, however the samples are cut."""

import base64
import json
from pathlib import Path

import numpy as np
import pytest
import torch

from stt import features as training
from tabscribe.features import MEL_BINS, RunningPeak, StreamingLogMel, log_mel
from tabscribe.resampler import Resampler
from tabscribe.segmenter import choose_cut

GOLDEN = json.loads((Path(__file__).parents[2] / "src/features/fixtures/log-mel.json").read_text())
SAMPLES = np.frombuffer(base64.b64decode(GOLDEN["samplesInt16"]), "<i2").astype(np.float32) / 32_768
LOG_MEL = np.frombuffer(base64.b64decode(GOLDEN["logMelFloat32"]), "<f4").reshape(-1, MEL_BINS)


def test_log_mel_agrees_with_the_golden_vectors():
    frames = log_mel(SAMPLES)
    assert frames.shape == LOG_MEL.shape
    np.testing.assert_allclose(frames, LOG_MEL, atol=2e-4)


@pytest.mark.parametrize("push", [1, 43, 160, 399, 4001])
def test_pushes_of_any_size_give_the_same_frames(push):
    stream = StreamingLogMel()
    parts = [stream.push(SAMPLES[at : at + push]) for at in range(0, len(SAMPLES), push)]
    np.testing.assert_array_equal(np.concatenate([*parts, stream.flush()]), log_mel(SAMPLES))


@pytest.mark.parametrize(("samples", "frames"), [(200, 0), (201, 1), (319, 1), (320, 2), (360, 2), (16_000, 100)])
def test_a_hop_is_a_frame(samples, frames):
    assert len(log_mel(SAMPLES[:samples])) == frames


@pytest.mark.parametrize("cut", [0, 1, 57])
def test_the_running_peak_is_that_of_training(cut):
    peak = RunningPeak(0.5, 0.001, 8.0)
    parts = [peak.normalise(LOG_MEL[:cut]), peak.normalise(LOG_MEL[cut:])]
    expected = training.normalise_running(torch.from_numpy(LOG_MEL.copy()), training.RunningPeak())
    np.testing.assert_allclose(np.concatenate(parts), expected.numpy(), atol=1e-5)


@pytest.mark.parametrize("rate_hz", [8_000, 22_050, 44_100, 48_000])
def test_a_tone_keeps_its_place_and_height_at_any_rate(rate_hz):
    seconds = np.arange(rate_hz) / rate_hz
    tone = np.sin(2 * np.pi * 1000 * seconds).astype(np.float32)
    resampler = Resampler(rate_hz, 16_000)
    out = np.concatenate([*(resampler.push(tone[at : at + 777]) for at in range(0, rate_hz, 777)), resampler.flush()])
    assert len(out) == 16_000
    expected = np.sin(2 * np.pi * 1000 * np.arange(16_000) / 16_000)
    np.testing.assert_allclose(out[500:-500], expected[500:-500], atol=2e-4)


def test_what_16_khz_cannot_hold_is_gone():
    tone = np.sin(2 * np.pi * 9000 * np.arange(48_000) / 48_000).astype(np.float32)
    resampler = Resampler(48_000, 16_000)
    out = np.concatenate([resampler.push(tone), resampler.flush()])
    assert np.abs(out[500:-500]).max() < 2e-4


def test_a_long_recording_is_cut_in_its_longest_late_pause():
    energies = np.full(2400, -20, np.float32)
    for begin, end in [(300, 380), (1500, 1520), (1700, 1750), (2000, 2030)]:
        energies[begin:end] = -60
    assert choose_cut(energies) == 1725


def test_speech_without_a_pause_is_cut_where_it_is_quietest():
    energies = np.full(2400, -20, np.float32)
    energies[1900:1930] = -24
    assert 1906 <= choose_cut(energies) <= 1924
