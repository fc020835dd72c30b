"""Our own sentences of names and numbers."""

import re

from stt.made_up import Names, commands, sentences
from stt.sayable import sayable

NAMES = Names(["Ada", "Omar"], ["Lovelace", "Khan"], ["Paris", "Lima"])


def test_sentences_are_sayable_and_the_same_for_a_seed():
    made = sentences(NAMES, 2000, 3)
    assert made == sentences(NAMES, 2000, 3) != sentences(NAMES, 2000, 4)
    assert [text for text in made if not sayable(text)] == []
    assert len(set(made)) > 1500
    assert all(re.fullmatch(r"[A-Z][A-Za-z ,.'?-]+[.?]", text) and ".." not in text for text in made)


def test_every_kind_of_sentence_comes():
    made = " ".join(sentences(NAMES, 2000, 5))
    for part in ("o'clock", "Street, ", "dollars and", "of March", "nineteen", "The number is", "Flight", "percent of"):
        assert part in made


def test_commands_are_short():
    made = commands(NAMES, 1000, 1)
    assert made == commands(NAMES, 1000, 1)
    assert sum(len(text.split()) <= 4 for text in made) > 900
    assert not any("{" in text for text in made)
    assert "Call Ada." in made and "What time is it?" in made
