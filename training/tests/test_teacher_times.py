"""Times of words and phonemes, and what moves them: planted, then found."""

import numpy as np
import pytest
import torch

from stt.augment import Augmentation, speak
from stt.corpus import Clip
from stt.features import SAMPLE_RATE_HZ
from stt.joined import join_with_pauses
from stt.label_rows import LabelRow
from stt.teacher_labels import with_teachers_text
from stt.teacher_times import monotonic_path, phoneme_times, times_loss, word_times

SILENT = Augmentation(speed=1, noise=0, gain=0, silence=1, spec=0)


def test_the_path_goes_where_each_token_looks():
    gains = np.random.default_rng(1).normal(0, 0.3, (4, 40))
    planted = [0, 9, 11, 30]
    for row, (first, end) in enumerate(zip(planted, [*planted[1:], 40], strict=True)):
        gains[row, first:end] += 2
    assert monotonic_path(gains).tolist() == planted


def test_more_tokens_than_frames_are_refused():
    with pytest.raises(ValueError, match="5 tokens in 4 frames"):
        monotonic_path(np.zeros((5, 4)))


def test_a_word_lasts_from_its_first_token_to_the_next_words():
    times = word_times([("a", 1), ("longer", 2), ("one", 1)], np.array([0, 10, 20, 50, 60]), 60)
    assert times == [("a", 0.0, 0.2), ("longer", 0.2, 1.0), ("one", 1.0, 1.2)]


def test_phonemes_are_spread_inside_their_words():
    words = [("see", 0.1, 0.3), ("them", 0.3, 0.6), ("now", 0.6, 0.9)]
    times = phoneme_times(words, 8, {"see": 2, "them": 3, "now": 3})
    np.testing.assert_allclose([begin for begin, _ in times], np.arange(0.1, 0.85, 0.1), atol=1e-6)
    np.testing.assert_allclose([end for _, end in times], np.arange(0.2, 0.95, 0.1), atol=1e-6)


def test_a_pause_is_no_part_of_a_word():
    times = phoneme_times([("no", 0.0, 2.0), ("no", 2.0, 4.0)], 4, {"no": 2})
    assert times[0][0] == pytest.approx(1.68)
    assert times[1][1] == pytest.approx(2.0)
    assert times[3][1] == pytest.approx(2.32)


def clip(phonemes: tuple[int, ...], spoken_s: tuple, samples: np.ndarray, tokens: tuple[int, ...] = ()) -> Clip:
    return Clip(samples, phonemes, tokens, "test", spoken_s)


def test_frames_are_to_be_their_phoneme_and_blank_elsewhere():
    samples = np.zeros(int(0.4 * SAMPLE_RATE_HZ), np.int16)
    one = clip((3, 1), ((0.08, 0.16), (0.16, 0.2)), samples)
    right = torch.full((1, 12, 5), -20.0)
    for frame, phoneme in enumerate([0, 0, 3, 3, 1, 0, 0, 0, 0, 0]):
        right[0, frame, phoneme] = 20
    assert float(times_loss(right, [one])) < 1e-3
    assert float(times_loss(right.roll(1, 1), [one])) > 1
    scores = torch.zeros(2, 12, 5, requires_grad=True)
    times_loss(scores, [one, clip((3, 1), (), samples)]).backward()
    assert (scores.grad[0, :10].abs().sum(-1) > 0).all()
    assert scores.grad[0, 10:].abs().sum() == 0
    assert scores.grad[1].abs().sum() == 0
    assert times_loss(scores, [clip((3, 1), (), samples)] * 2) is None


@pytest.mark.parametrize("seed", range(6))
def test_times_move_with_the_clip(seed):
    samples = np.zeros(SAMPLE_RATE_HZ, np.int16)
    samples[8000] = 30000
    spoken = speak(samples, SILENT, np.random.default_rng(seed))
    ((begin, end),) = spoken.moved(((0.5, 0.6),))
    assert np.abs(spoken.samples).argmax() / SAMPLE_RATE_HZ == pytest.approx(begin, abs=1e-3)
    assert end - begin == pytest.approx(0.1 * spoken.stretch)


def test_joined_utterances_keep_their_words_and_times_with_silence_between():
    def one(phoneme: int) -> Clip:
        samples = np.full(SAMPLE_RATE_HZ, 100, np.int16)
        samples[4000] = 30000
        return clip((phoneme,), ((0.25, 0.3),), samples, (10 + phoneme,))

    rng = np.random.default_rng(2)
    counts = set()
    for _ in range(20):
        joined = join_with_pauses(one(1), [one(2), one(3)], rng)
        counts.add(len(joined.phonemes))
        assert joined.tokens == tuple(10 + phoneme for phoneme in joined.phonemes)
        loud = np.flatnonzero(joined.samples == 30000) / SAMPLE_RATE_HZ
        np.testing.assert_allclose(loud, [begin for begin, _ in joined.spoken_s], atol=1e-3)
        silence_s = (joined.samples == 0).sum() / SAMPLE_RATE_HZ / (len(joined.phonemes) - 1)
        assert 0.3 <= silence_s <= 2.0
    assert counts == {2, 3}


def test_joined_utterances_stay_short():
    long = clip((1,), (), np.ones(15 * SAMPLE_RATE_HZ, np.int16))
    assert join_with_pauses(long, [long], np.random.default_rng(3)).seconds == 15


class Pieces:
    def encode(self, text: str) -> list[int]:
        return [len(word) for word in text.split()]


def test_the_teachers_words_take_the_references_place(tmp_path, monkeypatch):
    monkeypatch.setattr("stt.teacher_labels.LABELS", tmp_path)
    rows = [
        LabelRow("a.opus", 1.0, "", "dropped-disagree", "A big dog.", "A pig dog."),
        LabelRow("b.opus", 1.0, "", "dropped-wordless", "", ""),
        LabelRow("c.opus", 1.0, "", "moonshine-right", "", "Yes."),
    ]
    (tmp_path / "set.tsv").write_bytes(b"".join(row.line() for row in rows))
    clips = [clip((1,), (), np.full(9, number, np.int16)) for number in range(4)]
    taught = with_teachers_text(clips, ["a", "b", "c", "d"], "set", Pieces())
    assert [int(one.samples[0]) for one in taught] == [0, 2]
    assert [one.tokens for one in taught] == [(1, 3, 4), (4,)]
    assert [len(one.phonemes) for one in taught] == [7, 3]
    with pytest.raises(FileNotFoundError, match="other"):
        with_teachers_text(clips, ["a", "b", "c", "d"], "other", Pieces())
