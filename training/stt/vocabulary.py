"""Words of plain text: how they are written, how they sound, and in which order they follow each other."""

import math
import re
from collections import Counter, defaultdict

import numpy as np

from stt.corpus import PHONEME_ID
from stt.phonemes import phonemise, phonemise_words
from stt.text import written
from stt.word_file import Pronunciation

START, UNKNOWN = 0, 1
RESERVED = ["<s>", "<unk>"]
MOST_WORDS = 65_000
MOST_WAYS = 4
LEAST_SHARE = 0.04
"""Of a word's occurrences: ways to say it that are rarer are left out."""
_WORD = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)*")
_UNREADABLE = re.compile(r"\S*\d\S*")


class Vocabulary:
    """All words of some sentences; ids below `len(words)`."""

    def __init__(self, texts: list[str]) -> None:
        self.sentences = [_UNREADABLE.sub(" \0 ", written(text)) for text in texts]
        counts: Counter[str] = Counter()
        inside: dict[str, Counter[str]] = defaultdict(Counter)
        for sentence in self.sentences:
            found = _WORD.findall(sentence)
            counts.update(word.lower() for word in found)
            # The first word of a sentence has a capital whatever it is.
            for word in found[1:]:
                inside[word.lower()][word] += 1
        self.keys = [word for word, _ in counts.most_common(MOST_WORDS)]
        self.words = [*RESERVED, *(inside[key].most_common(1)[0][0] if inside[key] else key for key in self.keys)]
        self._ids = {key: place + len(RESERVED) for place, key in enumerate(self.keys)}

    def encoded(self) -> list[np.ndarray]:
        """Word ids of each sentence, opened by START."""
        rows = (re.findall(rf"{_WORD.pattern}|\0", sentence) for sentence in self.sentences)
        return [np.array([START, *(self._ids.get(word.lower(), UNKNOWN) for word in row)]) for row in rows]

    def pronunciations(self) -> list[Pronunciation]:
        """How each word sounds alone and inside the sentences, where espeak speaks them word by word."""
        ways: dict[str, Counter[tuple[str, ...]]] = defaultdict(Counter)
        readable = [sentence for sentence in self.sentences if "\0" not in sentence]
        for sentence, groups in zip(readable, phonemise_words(readable), strict=True):
            words = _WORD.findall(sentence)
            if len(words) == len(groups):
                for word, units in zip(words, groups, strict=True):
                    ways[word.lower()][tuple(units)] += 1
        for word, units in zip(self.keys, phonemise(self.keys), strict=True):
            ways[word][tuple(units)] += 1
        spoken = []
        for word in self.keys:
            total = ways[word].total()
            for units, count in ways[word].most_common(MOST_WAYS):
                if units and count >= LEAST_SHARE * total:
                    ids = tuple(PHONEME_ID[unit] for unit in units)
                    spoken.append(Pronunciation(self._ids[word], ids, math.log(count / total)))
        return spoken
