"""The student's network: lengths, freezing, masking and the warm start."""

import torch

from stt.features import MEL_BINS
from stt.student import SLOTS, Student, StudentConfig, evidence_of, warm_start
from stt.whisper import Whisper, WhisperDimensions

SMALL = StudentConfig(
    phonemes=5, vocabulary=11, width=32, heads=2, encoder_layers=2, speller_width=16, speller_inner=24
)


def test_warm_start_gives_whispers_encoder():
    torch.manual_seed(1)
    whisper = Whisper(WhisperDimensions(MEL_BINS, 32, 2, 2, 20))
    student = Student(SMALL)
    warm_start(student, whisper.state_dict())
    log_mel = torch.randn(1, 40, MEL_BINS)
    torch.testing.assert_close(student.encoder(log_mel), whisper.encoder(log_mel), atol=1e-5, rtol=1e-4)


def test_padding_does_not_change_a_clip_much():
    torch.manual_seed(2)
    student = Student(SMALL).eval()
    clip = torch.randn(1, 40, MEL_BINS)
    padded = torch.cat([clip, torch.full((1, 40, MEL_BINS), 3.0)], dim=1)
    alone = student.hear(clip, torch.tensor([40])).phonemes
    batched = student.hear(padded, torch.tensor([40])).phonemes[:, :10]
    # The convolutions look one frame into the padding, so the last quarter second may differ.
    torch.testing.assert_close(alone[:, :8], batched[:, :8], atol=2e-2, rtol=0)


def test_frozen_layers_get_no_gradient():
    student = Student(SMALL)
    student.hear(torch.randn(1, 40, MEL_BINS), None, frozen_layers=2).phonemes.sum().backward()
    assert student.encoder.conv1.weight.grad is None
    assert student.encoder.blocks[0].attn.qkv.weight.grad is None
    assert student.encoder.blocks[1].attn.qkv.weight.grad is not None


def test_evidence_is_near_one_for_a_certain_phoneme_and_near_zero_for_an_impossible_one():
    evidence = evidence_of(torch.tensor([[[40.0, 0.0, -40.0]]]))[0, 0]
    assert abs(float(evidence[0]) - 1) < 1e-3
    assert abs(float(evidence[2])) < 1e-2


def test_padding_does_not_change_what_is_spelled():
    torch.manual_seed(3)
    student = Student(SMALL).eval()
    evidence = torch.rand(1, 20, 5)
    padded = torch.cat([evidence, torch.full((1, 30, 5), -1.0)], dim=1)
    alone, spans = student.spell(evidence)
    count = SLOTS * int(spans.counts)
    batched = student.spell(padded, torch.tensor([20])).scores
    assert batched.shape[1] == count
    torch.testing.assert_close(alone[:, :count], batched)


def test_features_change_nothing_until_they_are_trained():
    torch.manual_seed(4)
    student = Student(SMALL)
    evidence, features = torch.rand(1, 20, 5), torch.randn(1, 20, 32)
    torch.testing.assert_close(student.spell(evidence, None, features).scores, student.spell(evidence).scores)
    torch.nn.init.normal_(student.features.weight)
    assert not torch.allclose(student.spell(evidence, None, features).scores, student.spell(evidence).scores)


def test_hides_part_of_what_it_hears_in_training_only():
    torch.manual_seed(7)
    student, log_mel = Student(SMALL), torch.randn(1, 80, MEL_BINS)
    assert not torch.allclose(student.hear(log_mel).phonemes, student.hear(log_mel).phonemes)
    student.eval()
    torch.testing.assert_close(student.hear(log_mel).phonemes, student.hear(log_mel).phonemes)
