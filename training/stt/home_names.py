"""Names of other languages, and how an English speaker says them who knows how they sound at home (espeak's voices)."""

import importlib
import random
import re
from collections.abc import Iterator

from stt.corpus import PHONEME_ID
from stt.english_sounds import said_in_english
from stt.g2p import HOME, LONGEST, SLOTS, distance, letters_of
from stt.paths import TRAINING
from stt.phonemes import espeak_ipa

VOICE_OF_LOCALE = {
    "az_AZ": "az", "cs_CZ": "cs", "da_DK": "da", "de_AT": "de", "de_CH": "de", "de_DE": "de", "en_IN": "sw",
    "en_KE": "sw", "en_NG": "sw", "en_PK": "sw", "es_AR": "es-419", "es_CL": "es-419", "es_CO": "es-419",
    "es_ES": "es-419", "es_MX": "es-419", "et_EE": "et", "fi_FI": "fi", "fr_BE": "fr-fr", "fr_FR": "fr-fr",
    "ga_IE": "ga", "ha_NG": "sw", "hr_HR": "hr", "hu_HU": "hu", "id_ID": "id", "ig_NG": "sw", "is_IS": "is",
    "it_IT": "it", "ja_JP": "sw", "lt_LT": "lt", "lv_LV": "lv", "nl_BE": "nl", "nl_NL": "nl", "no_NO": "nb",
    "pl_PL": "pl", "pt_BR": "pt-br", "pt_PT": "pt", "ro_RO": "ro", "sk_SK": "sk", "sl_SI": "sl", "sv_SE": "sv",
    "tr_TR": "tr", "tw_GH": "sw", "uz_UZ": "uz", "vi_VN": "vi", "yo_NG": "sw", "zu_ZA": "sw",
}  # fmt: skip
"""espeak's voice for a locale of Faker's. Swahili's plain vowels stand for languages that espeak does not read in
these letters."""
MOST_OF_LOCALE = 2500
HELD_OUT_SHARE = 0.06
GENITIVE_SHARE = 0.15
SPELLED_AS_HEARD = (
    ("aa", "a"), ("ee", "i"), ("oo", "u"), ("ph", "f"), ("bh", "b"), ("dh", "d"), ("th", "t"), ("kh", "k"), ("gh", "g"),
    ("q", "k"), ("x", "ks"), ("c(?!h)", "k"),
)  # fmt: skip
"""For the Swahili voice: what it does not say, or otherwise."""
FORMS = TRAINING / "vocabulary" / "rare_name_forms.txt"
RARE_NAMES = TRAINING / "vocabulary" / "rare_names.tsv"
"""Names of the test, each with how it is said: never learnt from."""

Sample = tuple[str, list[int], list[int]]
"""A word, its letters, its phonemes."""


def folded(word: str) -> str:
    """Plain small letters alone."""
    return "".join(chr(96 + letter) for letter in letters_of(word) if letter <= 26)


class NamesOfTheTest:
    """Knows the names of the test again, in any of their forms: none of them is learnt from."""

    def __init__(self) -> None:
        tested = [line.split("\t")[0] for line in RARE_NAMES.read_text("utf-8").splitlines()]
        self._names = [folded(name) for name in tested]
        self._forms = {folded(form) for form in FORMS.read_text("utf-8").split()}

    def holds(self, word: str) -> bool:
        """Whether it is one of the listed forms, a part of a tested name or the reverse, or up to a third of its
        letters away from one."""
        plain = folded(word)
        if plain in self._forms:
            return True
        return any(
            name in plain or (len(plain) >= 5 and plain in name) or distance(plain, name) <= len(name) / 3
            for name in self._names
            if abs(len(name) - len(plain)) <= len(name) / 3 or name in plain or plain in name
        )


def names_by_voice() -> dict[str, list[str]]:
    """Single words, as the language writes them."""
    found: dict[str, dict[str, None]] = {}
    for locale, voice in VOICE_OF_LOCALE.items():
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        names: dict[str, None] = {}
        for attribute in sorted(dir(provider)):
            if re.search("names?(_|$)", attribute) and not re.search("language|kana|pairs|format", attribute):
                value = getattr(provider, attribute)
                if isinstance(value, (dict, list, tuple)):
                    names.update((part, None) for name in value if isinstance(name, str) for part in name.split())
        words = [name for name in names if len(folded(name)) >= 3 and re.fullmatch(r"[^\W\d_]+", name)]
        words = [name for name in words if not re.search(r"[^\u0000-\u024f\u1e00-\u1eff]", name)]
        random.Random(locale).shuffle(words)
        found.setdefault(voice, {}).update(dict.fromkeys(words[:MOST_OF_LOCALE]))
    return {voice: list(names) for voice, names in found.items()}


def split_home_names() -> tuple[list[Sample], list[Sample]]:
    """To learn from; names not learnt, as `(voice:name, letters, phonemes)`. Both ways of a name follow each other."""
    tested = NamesOfTheTest()
    learnt: list[Sample] = []
    held_out: list[Sample] = []
    for voice, names in names_by_voice().items():
        names = [name for name in names if not tested.holds(name)]
        for name, ipa in zip(names, espeak_ipa([_respelled(name, voice) for name in names], voice), strict=True):
            rng = random.Random(folded(name))
            rare = rng.random() < HELD_OUT_SHARE
            for way in _ways(ipa, voice):
                if rare:
                    held_out.extend(_sample(f"{voice}:{name}", name, way))
                    continue
                learnt.extend(_sample(name, name, way))
                if rng.random() < GENITIVE_SHARE and way[-1] not in "sz ʃ ʒ tʃ dʒ":
                    learnt.extend(_sample(name, name + "'s", [*way, "s" if way[-1] in "ptkfθ" else "z"]))
    return learnt, held_out


def _respelled(name: str, voice: str) -> str:
    text = name.lower()
    for written, heard in SPELLED_AS_HEARD if voice == "sw" else ():
        text = re.sub(written, heard, text)
    return text.capitalize()


def _ways(ipa: str, voice: str) -> Iterator[list[str]]:
    careful, careless = said_in_english(ipa, voice), said_in_english(ipa, voice, careless=True)
    if careful:
        yield careful
        yield careless


def _sample(key: str, name: str, units: list[str]) -> Iterator[Sample]:
    letters, sounds = [HOME, *letters_of(name)[:LONGEST]], [PHONEME_ID[unit] for unit in units]
    repeats = sum(a == b for a, b in zip(sounds, sounds[1:], strict=False))
    if len(sounds) + repeats <= SLOTS * len(letters):
        yield key, letters, sounds
