"""Spans: one a phoneme, one a pause, and nothing of the padding."""

import torch

from stt.spans import PAUSE_FRAMES, spans_of


def evidence_for(winners: list[int], classes: int = 4) -> torch.Tensor:
    """Evidence [1, F, classes] in which the given class wins each frame."""
    return torch.nn.functional.one_hot(torch.tensor([winners]), classes).float()


def spans_by_frame(winners: list[int]) -> list[int]:
    """The span of each frame."""
    spans = spans_of(evidence_for(winners), torch.tensor([len(winners)]))
    assert torch.all(spans.members.sum(1) == 1)
    return spans.members.argmax(1)[0].tolist()


def test_a_phoneme_keeps_its_frames_and_the_blanks_after_it():
    assert spans_by_frame([1, 1, 0, 2, 3, 3]) == [0, 0, 0, 1, 2, 2]


def test_blanks_part_the_same_phoneme_said_twice():
    assert spans_by_frame([1, 1, 0, 1]) == [0, 0, 0, 1]


def test_a_pause_is_a_span_of_its_own_and_one_only():
    short = [1] + [0] * (PAUSE_FRAMES - 1) + [2]
    assert spans_by_frame(short) == [0] * PAUSE_FRAMES + [1]
    long = [1] + [0] * (2 * PAUSE_FRAMES) + [2]
    assert spans_by_frame(long) == [0] * PAUSE_FRAMES + [1] * (PAUSE_FRAMES + 1) + [2]


def test_silence_at_the_start_is_a_span():
    assert spans_by_frame([0, 0, 1]) == [0, 0, 1]


def test_onsets_are_the_first_frames():
    spans = spans_of(evidence_for([1, 1, 0, 2]), torch.tensor([4]))
    assert spans.onsets[0].tolist() == [[1, 0, 0, 0], [0, 0, 0, 1]]


def test_padding_belongs_to_no_span():
    spans = spans_of(evidence_for([1, 2, 3, 3]), torch.tensor([2]))
    assert spans.counts.tolist() == [2]
    assert spans.members[0].tolist() == [[1, 0, 0, 0], [0, 1, 0, 0]]


def test_without_lengths_there_are_as_many_spans_as_frames():
    spans = spans_of(evidence_for([1, 1, 1, 2]))
    assert spans.members.shape == (1, 4, 4)
    assert spans.counts.tolist() == [2]
    assert torch.all(spans.members[0, 2:] == 0)
