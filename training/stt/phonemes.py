"""Phonemes by espeak-ng: training targets from a closed inventory, and IPA for synthesis."""

import functools
import logging
import unicodedata

import espeakng_loader
from phonemizer.backend import EspeakBackend
from phonemizer.backend.espeak.wrapper import EspeakWrapper
from phonemizer.separator import Separator

VOWELS = tuple("i ɪ ɛ æ ɑ ɔ ʊ u ʌ ə ɚ aɪ aʊ eɪ oʊ ɔɪ".split())
CONSONANTS = tuple("p b t d k ɡ tʃ dʒ f v θ ð s z ʃ ʒ h m n ŋ l ɹ w j ɾ".split())
PHONEMES: tuple[str, ...] = VOWELS + CONSONANTS

# Symbols of espeak's outside the inventory, by the nearest sounds inside it.
# ɜ (bird) and ɚ (later) differ in stress alone, as do ɐ and ə; the flap ɾ stays, because
# it is heard as neither t nor d.
NEAREST: dict[str, tuple[str, ...]] = {
    "ɐ": ("ə",), "ɜ": ("ɚ",), "ᵻ": ("ɪ",), "ɨ": ("ɪ",), "ɒ": ("ɑ",), "a": ("ɑ",), "e": ("eɪ",),
    "o": ("oʊ",), "ø": ("ʊ",), "œ": ("ɛ",), "ɵ": ("ʊ",), "ɤ": ("ʌ",), "ɯ": ("u",), "ʉ": ("u",),
    "y": ("u",), "ʏ": ("ʊ",), "r": ("ɹ",), "ɻ": ("ɹ",), "ʁ": ("ɹ",), "ʀ": ("ɹ",), "ɽ": ("ɾ",),
    "x": ("k",), "χ": ("k",), "q": ("k",), "c": ("k",), "g": ("ɡ",), "ɣ": ("ɡ",), "ɢ": ("ɡ",),
    "ɟ": ("dʒ",), "ʔ": ("t",), "ʈ": ("t",), "ɖ": ("d",), "ç": ("h",), "ɦ": ("h",), "ħ": ("h",),
    "ɸ": ("f",), "β": ("v",), "ʋ": ("v",), "ɕ": ("ʃ",), "ʂ": ("ʃ",), "ʑ": ("ʒ",), "ʐ": ("ʒ",),
    "ɬ": ("l",), "ɫ": ("l",), "ɭ": ("l",), "ʎ": ("l", "j"), "ɲ": ("n", "j"), "ɳ": ("n",),
    "ɴ": ("ŋ",), "ɱ": ("m",), "ʍ": ("w",), "ɥ": ("w",),
}  # fmt: skip
SYLLABIC = "\u0329"
NASAL = "\u0303"


def phonemise(texts: list[str]) -> list[list[str]]:
    """Phonemes of each text, all of PHONEMES, without stress, length or word boundaries.

    American English. Text wholly in upper case is lower-cased, or it would be spelt out
    letter by letter. A text without a letter gives an empty list.
    """
    return [[unit for word in words for unit in word] for words in phonemise_words(texts)]


def phonemise_words(texts: list[str]) -> list[list[list[str]]]:
    """As `phonemise`, in the groups that espeak speaks as one word: "of the" is one, "4711" is several."""
    readable = [text.lower() if text.isupper() else text for text in texts]
    separator = Separator(phone="_", word=" ", syllable="")
    lines = _backend("en-us", for_targets=True).phonemize(readable, separator, strip=True)
    if len(lines) != len(texts):
        raise RuntimeError(f"espeak gave {len(lines)} lines for {len(texts)} texts")
    return [
        [[unit for phone in word.split("_") for unit in units_of(phone)] for word in line.split()] for line in lines
    ]


@functools.cache
def units_of(phone: str) -> tuple[str, ...]:
    """Units of PHONEMES for one of espeak's symbols, such as "ɑːɹ" or "n̩"."""
    symbols = unicodedata.normalize("NFD", phone).replace("c\u0327", "ç")
    units: list[str] = []
    place = 0
    while place < len(symbols):
        for length in (2, 1):
            piece = symbols[place : place + length]
            if piece in PHONEMES or piece in NEAREST:
                break
        if piece in PHONEMES:
            units.append(piece)
        elif piece in NEAREST:
            units.extend(NEAREST[piece])
        elif piece == SYLLABIC and units:
            units.insert(-1, "ə")
        elif piece == NASAL and units and units[-1] in VOWELS:
            units.append("n")
        place += max(1, len(piece))
    return tuple(units)


def espeak_ipa(texts: list[str], language: str) -> list[str]:
    """IPA of each text with stress marks and punctuation; language as "en-us", "en-gb"."""
    return _backend(language).phonemize(texts, strip=True) if texts else []


@functools.cache
def _backend(language: str, for_targets: bool = False) -> EspeakBackend:
    EspeakWrapper.set_library(espeakng_loader.get_library_path())
    EspeakWrapper.set_data_path(espeakng_loader.get_data_path())
    # Its warnings count joined words ("of the"), which are of no interest here.
    logger = logging.getLogger("phonemizer")
    logger.setLevel(logging.ERROR)
    return EspeakBackend(
        language,
        preserve_punctuation=not for_targets,
        with_stress=not for_targets,
        language_switch="remove-flags" if for_targets else "keep-flags",
        logger=logger,
    )
