"""Features: shapes, the mel scale, and the running normalisation."""

import math

import pytest
import torch

from stt.features import HOP_SAMPLES, MEL_BINS, SAMPLE_RATE_HZ, RunningPeak, log_mel, mel_filters, normalise_running
from stt.text import sentence_case, written


def test_a_tone_peaks_in_the_bin_of_its_frequency():
    seconds = torch.arange(SAMPLE_RATE_HZ) / SAMPLE_RATE_HZ
    frames = log_mel(torch.sin(2 * math.pi * 1000 * seconds))
    assert frames.shape == (SAMPLE_RATE_HZ // HOP_SAMPLES, MEL_BINS)
    expected = int(mel_filters()[:, round(1000 / SAMPLE_RATE_HZ * 400)].argmax())
    assert int(frames.mean(0).argmax()) == expected


def test_too_short_a_clip_is_refused():
    with pytest.raises(ValueError, match="201"):
        log_mel(torch.zeros(200))


def test_running_normalisation_is_causal_and_follows_its_definition():
    torch.manual_seed(0)
    frames = torch.randn(50, MEL_BINS) * 3 - 4
    settings = RunningPeak()
    peak, expected = settings.initial_peak, []
    for frame in frames:
        peak = max(float(frame.max()), peak - settings.decay_per_frame)
        expected.append((torch.clamp(frame, min=peak - settings.dynamic_range) + 4) / 4)
    torch.testing.assert_close(normalise_running(frames), torch.stack(expected), atol=1e-5, rtol=0)
    torch.testing.assert_close(normalise_running(frames)[:20], normalise_running(frames[:20]))


def test_targets_are_plain_text():
    assert sentence_case("WELL I SAW IT") == "Well I saw it."
    assert written("“Café” — it’s  fine , he said…") == "Cafe, it's fine, he said"
