"""The words that the app looks for: the trigram model, how words sound, and the file."""

import json
import struct

import numpy as np
import pytest

from stt.corpus import PHONEME_ID
from stt.ngram import train
from stt.vocabulary import START, UNKNOWN, Vocabulary
from stt.word_file import STEPS, pack

SENTENCES = [
    "The cat sat on the mat, and Rosa read.",
    "The dog sat on the mat.",
    "A cat and a dog ran to Rosa.",
    "In 1835 the cat ran.",
]


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary(SENTENCES * 2)


def follow(levels, *words: int) -> float:
    """Log probability of the last of the words by back-off."""
    level = levels[len(words) - 1]
    place = np.flatnonzero((level.grams == words).all(1))
    if len(place):
        return level.log_probs[place[0]]
    before = levels[len(words) - 2]
    context = np.flatnonzero((before.grams == words[:-1]).all(1))
    return (before.backoffs[context[0]] if len(context) else 0.0) + follow(levels, *words[1:])


@pytest.mark.parametrize("least_gain", [0.0, 3.0])
def test_probabilities_after_any_words_sum_to_one(vocabulary, least_gain):
    levels = train(vocabulary.encoded(), len(vocabulary.words), least_gain)
    ids = {word.lower(): place for place, word in enumerate(vocabulary.words)}
    for context in ((), (ids["the"],), (ids["on"], ids["the"]), (ids["rosa"], ids["sat"])):
        every = [int(word) for word in levels[0].grams[:, 0]]
        assert sum(np.exp(follow(levels, *context, word)) for word in every) == pytest.approx(1, abs=1e-3)


def test_what_followed_before_is_likelier(vocabulary):
    levels = train(vocabulary.encoded(), len(vocabulary.words))
    ids = {word.lower(): place for place, word in enumerate(vocabulary.words)}
    assert follow(levels, ids["on"], ids["the"], ids["mat"]) > follow(levels, ids["on"], ids["the"], ids["rosa"])


def test_n_grams_that_gain_little_are_left_out(vocabulary):
    every = train(vocabulary.encoded(), len(vocabulary.words))
    fewer = train(vocabulary.encoded(), len(vocabulary.words), least_gain=3.0)
    assert 0 < len(fewer[2].grams) < len(every[2].grams)
    assert len(fewer[1].grams) < len(every[1].grams)
    pairs = {tuple(pair) for pair in fewer[1].grams}
    assert all(tuple(triple[:2]) in pairs for triple in fewer[2].grams)


def test_names_keep_their_capitals_and_first_words_lose_theirs(vocabulary):
    assert {"Rosa", "the", "cat"} <= set(vocabulary.words)
    assert "The" not in vocabulary.words


def test_numerals_are_unknown_words(vocabulary):
    row = vocabulary.encoded()[3]
    assert row[0] == START
    assert row[2] == UNKNOWN


def test_words_sound_as_they_do_in_sentences(vocabulary):
    names = {vocabulary.words[way.word]: way for way in vocabulary.pronunciations()}
    assert names["cat"].units == tuple(PHONEME_ID[unit] for unit in "kæt")
    assert names["cat"].log_prob == 0


def test_the_file_says_what_it_holds(vocabulary):
    levels = train(vocabulary.encoded(), len(vocabulary.words))
    content = pack(vocabulary.words, vocabulary.pronunciations(), levels, {"beam": 3})
    length = struct.unpack_from("<I", content)[0]
    header = json.loads(content[4 : 4 + length])
    assert header["words"] == vocabulary.words
    assert (header["pairs"], header["triples"], header["steps"]) == (len(levels[1].grams), len(levels[2].grams), STEPS)
    assert header["search"] == {"beam": 3}
    assert len(content) > 4 + length + 5 * header["pairs"]
