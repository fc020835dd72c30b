"""Alignment and the bank on planted evidence."""

import numpy as np

from stt.posterior_bank import PosteriorBank, align


def planted(path: list[int], classes: int = 4) -> np.ndarray:
    """Log posteriors that follow `path` with certainty 0.97."""
    probs = np.full((len(path), classes), 0.01)
    probs[np.arange(len(path)), path] = 0.97
    return np.log(probs)


def test_align_finds_the_planted_frames():
    assert align(planted([0, 1, 1, 0, 2, 0, 0, 3, 0]), (1, 2, 3)) == [1, 4, 7]


def test_align_keeps_a_blank_between_equal_units():
    assert align(planted([1, 0, 1, 0]), (1, 1)) == [0, 2]


def test_align_refuses_what_does_not_fit():
    assert align(planted([1, 1]), (1, 2, 3)) is None


def test_a_sentence_is_spoken_from_pieces_of_its_own_units():
    bank = PosteriorBank()
    for path in ([0, 1, 0, 2, 0], [0, 2, 0, 3, 0]):
        log_probs = planted(path)
        units = tuple(unit for unit in path if unit)
        bank.add(np.exp(log_probs), align(log_probs, units), units)
    spoken = bank.speak((1, 2, 3), np.random.default_rng(0))
    assert spoken is not None
    evidence, middles = spoken
    best = evidence.argmax(1)
    assert [int(unit) for unit in best if unit] == [1, 2, 3]
    assert sorted(set(middles)) == middles


def test_an_unheard_unit_cannot_be_spoken():
    bank = PosteriorBank()
    log_probs = planted([0, 1, 0])
    bank.add(np.exp(log_probs), align(log_probs, (1,)), (1,))
    assert bank.speak((1, 2), np.random.default_rng(0)) is None
