"""Sentences as they are taught and spoken: plain characters, numbers as words, a capital and an end."""

import re

from stt.number_words import with_words
from stt.sentences import ODD_CHARACTERS
from stt.text import written

LONGEST_WORDS = 40
_QUESTION = re.compile(
    r"(?:who|what|where|when|why|how|which|whose|is|are|am|was|were|do|does|did|can|could|will|would|should|may|have|has)\b",
    re.IGNORECASE,
)
_ABBREVIATIONS = {"e.g.": "for example", "i.e.": "that is", "etc.": "and so on", "vs.": "versus"}


def sayable(line: str) -> str | None:
    """The line as a sentence; None where it holds what cannot be said plainly (digits, brackets, code), no word of
    two letters, or more than LONGEST_WORDS words."""
    for short, full in _ABBREVIATIONS.items():
        line = line.replace(short, full)
    text = with_words(" ".join(line.split()).strip("\"' "))
    if re.search(r"[\[\](){}<>|\\/_=@#*^~`]", text):
        return None
    text = re.sub(r"\bi\b(?!')|\bi(?='(?:m|ve|d|ll)\b)", "I", written(text))
    if ODD_CHARACTERS.search(text) or not re.search(r"[A-Za-z]{2}", text) or len(text.split()) > LONGEST_WORDS:
        return None
    if text[-1] not in ".?!":
        text += "?" if _QUESTION.match(text) else "."
    return text[0].upper() + text[1:]
