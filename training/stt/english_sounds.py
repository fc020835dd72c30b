"""How an English speaker says a word of another language: espeak's IPA of it, by the nearest English sounds."""

import re
import unicodedata

from stt.phonemes import NASAL, NEAREST, PHONEMES, VOWELS

DROPPED = "ː ˑ ˌ ʲ ʰ ˠ ʔ ̪ ̩ ͡ ̆ ̃ ʷ ʼ -".split()
FRONT_ROUNDED_AS_I = {"sv", "nb", "da", "fi", "et", "is"}
"""Languages whose y English speakers read as they read their own; elsewhere it is their "oo"."""
SOFT_D = {"es-419", "da", "pt", "pt-br"}
"""Languages whose ð is written d."""
PALATAL_T = {"hu", "cs", "sk", "lv"}
"""Languages whose c is nearer to English ch than to k."""
SPELLED_V_BY_W = {"pl", "de", "nl"}
DIPHTHONGS = (
    ("œy|øy|ɔʏ|ɔø", "ɔɪ"), ("ʌy|ʌʏ", "aʊ"),
    ("[aɑɐæ][ɪij](?![ˈ{v}])", "aɪ"), ("[aɑɐ][ʊuw](?![ˈ{v}])", "aʊ"),
    ("[eɛ][ɪij](?![ˈ{v}])", "eɪ"), ("[oɔ][ɪij](?![ˈ{v}])", "ɔɪ"), ("[oɔ][ʊuw](?![ˈ{v}])", "oʊ"),
)  # fmt: skip
SIMPLE = {
    "r": "ɹ", "ɾ": "ɹ", "ʁ": "ɹ", "ʀ": "ɹ", "ɽ": "ɹ", "ɻ": "ɹ", "ɺ": "ɹ", "β": "b", "ʝ": "j", "ɧ": "ʃ", "ø": "ɚ",
    "œ": "ɚ", "ɯ": "ɪ", "ɨ": "ɪ", "ʉ": "u", "ɵ": "oʊ", "ɤ": "ʌ", "ɜ": "ɚ", "ɥ": "w",
}  # fmt: skip
VOWEL_LETTERS = "iɪɛæɑɔʊuʌəɚaeoyøœɐɒɜɨɯɵɤʉʏᵻ"
UNITS_WITH_FALL = ("aɪ", "aʊ", "eɪ", "oʊ", "ɔɪ")


def said_in_english(ipa: str, language: str, careless: bool = False) -> list[str]:
    """Units of PHONEMES for one word of espeak's IPA with stress; empty where espeak spoke another language.

    language: espeak's voice. careless: as one who does not know the language says it, with weak vowels and flaps.
    """
    if "(" in ipa:
        return []
    units = _units(_plain(ipa, language), language)
    units = _in_context(units, language, careless)
    return _joined(units)


def _plain(ipa: str, language: str) -> str:
    text = unicodedata.normalize("NFD", ipa.strip()).replace("c\u0327", "ç").replace("ε", "ɛ").replace("A", "a")
    text = text.replace("ɐ̯", "r").replace("r̝", "rʒ")
    text = re.sub(f"(.){NASAL}(?:ː)?(?=[ʊɪ]{NASAL})", r"\1", text)
    text = re.sub(f"([ʊɪ]){NASAL}", r"\1", text)
    text = re.sub(f"([{VOWEL_LETTERS}])ː?{NASAL}", r"\1n", text)
    text = re.sub(".̯", "", text)
    text = re.sub(r"[0-9 ]", "", text)
    for sign in DROPPED:
        text = text.replace(sign, "")
    if language == "sv":
        text = text.replace("sx", "ʃ")
    for pattern, diphthong in DIPHTHONGS:
        # Capitals keep them from being read again.
        text = re.sub(pattern.replace("{v}", VOWEL_LETTERS), str(UNITS_WITH_FALL.index(diphthong)), text)
    return text


def _units(text: str, language: str) -> list[tuple[str, bool]]:
    """Units with whether they are stressed vowels; a few are still foreign: e, o, a, h for any of its kind."""
    units: list[tuple[str, bool]] = []
    stressed = False
    for sign in text:
        if sign == "ˈ":
            stressed = True
            continue
        if sign.isdigit():
            made = UNITS_WITH_FALL[int(sign)]
        elif sign in "yʏ":
            made = "ɪ" if language in FRONT_ROUNDED_AS_I else "u"
        elif sign in "xχçħhɦ":
            made = "h"
        elif sign == "ð" and language in SOFT_D:
            made = "d"
        elif sign == "c":
            made = "tʃ" if language in PALATAL_T else "k"
        elif sign in "aeo":
            made = sign
        elif sign in "ɲʎ":
            units.append(("n" if sign == "ɲ" else "l", False))
            made = "J"
        elif sign in SIMPLE:
            made = SIMPLE[sign]
        elif sign in PHONEMES:
            made = sign
        elif sign in NEAREST:
            made = NEAREST[sign][0]
        else:
            continue
        vowel = made in VOWELS or made in "aeo"
        units.append((made, vowel and stressed))
        stressed = stressed and not vowel
    return units


def _in_context(units: list[tuple[str, bool]], language: str, careless: bool) -> list[str]:
    made: list[str] = []
    for at, (unit, stressed) in enumerate(units):
        after = [name for name, _ in units[at + 1 : at + 3]]
        last = not after
        before_vowel = bool(after) and _is_vowel(after[0])
        # A syllable is closed by a consonant at the end or by two.
        closed = len(after) == 1 and not before_vowel or len(after) == 2 and not any(map(_is_vowel, after))
        before_r = bool(after) and after[0] == "ɹ"
        if unit == "h":
            unit = "h" if before_vowel or after[:1] in (["j"], ["w"]) else "k"
        elif unit == "J":
            if not before_vowel:
                continue
            unit = "j"
        elif unit == "a":
            unit = "ə" if not stressed and (last or careless) else "ɑ"
        elif unit == "e":
            unit = "ɛ" if before_r or closed or not last and not before_vowel and careless else "eɪ"
        elif unit == "o":
            unit = "ɔ" if before_r else "ɑ" if closed and careless else "oʊ"
        elif unit == "ɔ" and careless and not before_r:
            unit = "oʊ" if last or not closed else "ɑ"
        elif unit == "i" and before_r or unit == "i" and closed and careless and not stressed:
            unit = "ɪ"
        elif last and unit in ("ɪ", "ʊ"):
            unit = "i" if unit == "ɪ" else "oʊ"
        elif unit == "u" and before_r:
            unit = "ʊ"
        elif unit == "n" and after[:1] in (["k"], ["ɡ"]):
            unit = "ŋ"
        elif unit == "v" and careless and language in SPELLED_V_BY_W and before_vowel:
            unit = "w"
        elif unit == "t" and careless and before_vowel and made and _is_vowel(made[-1]) and not units[at + 1][1]:
            unit = "ɾ"
        made.append(unit)
    return made


def _is_vowel(unit: str) -> bool:
    return unit in VOWELS or unit in ("a", "e", "o")


def _joined(units: list[str]) -> list[str]:
    """No sound twice in a row; "t ʃ" and "ə ɹ" are one sound in English."""
    result: list[str] = []
    for at, unit in enumerate(units):
        before = result[-1] if result else ""
        vowel_follows = at + 1 < len(units) and units[at + 1] in VOWELS
        if unit == before:
            continue
        if (before, unit) in (("t", "ʃ"), ("d", "ʒ")):
            result[-1] = before + unit
        elif unit in ("tʃ", "dʒ") and before == unit[0]:
            result[-1] = unit
        elif unit == "ɹ" and before in ("ə", "ɚ") and not vowel_follows:
            result[-1] = "ɚ"
        elif unit == "j" and before in ("i", "ɪ") and not vowel_follows:
            continue
        else:
            result.append(unit)
    return result
