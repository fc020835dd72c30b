"""Joint units of sound and spelling: what EM finds on a handful of words, and how sentences are cut."""

import pytest

from stt.spelling import Spelling, is_unit, learn_units

WORDS = [
    ("ship", "ʃ ɪ p"),
    ("shop", "ʃ ɑ p"),
    ("fish", "f ɪ ʃ"),
    ("hip", "h ɪ p"),
    ("hop", "h ɑ p"),
    ("phone", "f oʊ n"),
    ("tone", "t oʊ n"),
    ("bone", "b oʊ n"),
    ("box", "b ɑ k s"),
    ("bit", "b ɪ t"),
    ("pot", "p ɑ t"),
    ("back", "b æ k"),
    ("sap", "s æ p"),
    ("nap", "n æ p"),
]


@pytest.fixture(scope="module")
def spelling() -> Spelling:
    return Spelling(learn_units([(word, sounds.split(), 1.0) for word, sounds in WORDS]))


def test_two_letters_of_one_sound_stay_together(spelling):
    assert spelling.align("ship", "ʃ ɪ p".split()) == ["▁sh", "i", "p"]
    assert spelling.align("fish", "f ɪ ʃ".split()) == ["▁f", "i", "sh"]


def test_a_sentence_keeps_its_case_spaces_and_punctuation(spelling):
    letters = spelling.align("Ship, hop.", "ʃ ɪ p h ɑ p".split())
    assert letters == ["▁Sh", "i", "p,", "▁h", "o", "p."]
    assert "".join(letters).replace("▁", " ").strip() == "Ship, hop."


def test_one_letter_of_two_sounds_leaves_the_other_silent(spelling):
    letters = spelling.align("box", "b ɑ k s".split())
    assert "".join(letters) == "▁box"
    assert len(letters) == 4


def test_text_that_does_not_fit_its_sound_is_refused(spelling):
    assert spelling.align("ship", "n æ p t oʊ n b ɪ t".split()) is None
    assert spelling.align("1851", "ʃ ɪ p".split()) is None
    assert spelling.align("ship", []) is None
    assert spelling.align("ship", ["ʒ"]) is None


def test_what_is_saved_cuts_alike(spelling, tmp_path):
    spelling.save(tmp_path / "units.json")
    again = Spelling.load(tmp_path / "units.json")
    assert again.align("phone box", "f oʊ n b ɑ k s".split()) == spelling.align("phone box", "f oʊ n b ɑ k s".split())


@pytest.mark.parametrize("letters", ["", "a", "▁sh", "ough", "▁ough,", "n't"])
def test_units(letters):
    assert is_unit(letters)


@pytest.mark.parametrize("letters", ["▁", "a▁", ",", "▁,", "a,b", "oughs", "▁▁a"])
def test_not_units(letters):
    assert not is_unit(letters)
