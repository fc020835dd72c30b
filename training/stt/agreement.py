"""What a clip's label is: a teacher's text, where a reference or the other teacher vouches for its words.

Words are compared after Whisper's English normaliser (Radford et al. 2022, appendix C): the reference, or the two
teachers together, decide about the words, and the chosen teacher brings case and punctuation. No model runs here.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from whisper_normalizer.english import EnglishTextNormalizer

from stt.text import written

BRACKETS = re.compile(r"[\[\](){}<>]")
MARKS = re.compile(r"[,.?!;:-]+")


class Outcome(StrEnum):
    """Where a label comes from, or why there is none."""

    MOONSHINE_RIGHT = "moonshine-right"
    """Moonshine's text, whose words are the reference's."""
    WHISPER_RIGHT = "whisper-right"
    """Whisper's text, whose words are the reference's; Moonshine's are not."""
    REFERENCE_ONLY = "reference-only"
    """The reference in plain lower case, without punctuation: no teacher heard it."""
    TEACHERS_AGREE = "teachers-agree"
    """No reference: Moonshine's text, whose words are Whisper's."""
    DROPPED_DISAGREE = "dropped-disagree"
    """No reference, and the teachers heard different words."""
    DROPPED_DOUBTFUL = "dropped-doubtful"
    """A reference that is not to be trusted alone, and no teacher heard it."""
    DROPPED_WORDLESS = "dropped-wordless"
    """No reference, and a teacher heard no words."""
    DROPPED_UNUSABLE = "dropped-unusable"
    """The clip cannot be read, or is too long for the teachers."""

    @property
    def kept(self) -> bool:
        return not self.value.startswith("dropped")


@dataclass(frozen=True)
class Decision:
    """A label (empty where the clip is dropped) and where it comes from."""

    label: str
    outcome: Outcome


def decide(moonshine: str, whisper: str | None, reference: str | None, trusted: bool = True) -> Decision:
    """The label of one clip.

    whisper: None where it was not asked. reference: None or empty where there is none. trusted: whether the reference
    is what was said (a transcript) rather than what should have been said (a prompt).
    """
    truth, heard = words_of(reference or ""), words_of(moonshine)
    second = words_of(whisper or "")
    if truth:
        if heard == truth:
            return Decision(moonshine, Outcome.MOONSHINE_RIGHT)
        if whisper is not None and second == truth:
            return Decision(whisper, Outcome.WHISPER_RIGHT)
        if trusted:
            return Decision(plain(reference), Outcome.REFERENCE_ONLY)
        return Decision("", Outcome.DROPPED_DOUBTFUL)
    if not heard or not second:
        return Decision("", Outcome.DROPPED_WORDLESS)
    if heard == second:
        return Decision(moonshine, Outcome.TEACHERS_AGREE)
    return Decision("", Outcome.DROPPED_DISAGREE)


def words_of(text: str) -> str:
    """Normalised words; none for a text with brackets, whose content the normaliser would pass over."""
    return "" if BRACKETS.search(text) else _normaliser()(text).strip()


def plain(reference: str) -> str:
    """ "I SAW IT, TWICE." -> "i saw it twice" """
    return " ".join(MARKS.sub(" ", written(reference)).lower().split())


@lru_cache(maxsize=1)
def _normaliser() -> EnglishTextNormalizer:
    return EnglishTextNormalizer()
