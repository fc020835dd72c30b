"""Whisper's byte pairs, from text to tokens: joins the pair that was learnt first (Sennrich et al. 2016)."""

import json
import re
from functools import cache
from pathlib import Path

WORDS = re.compile(r"'s|'t|'re|'ve|'m|'ll|'d| ?[A-Za-z]+| ?[0-9]+| ?[^\sA-Za-z0-9]+|\s+")
"""GPT-2's pattern, for plain characters: what `stt.text.written` leaves."""
SPACE = "Ġ"
"""Stands for a space in the pieces; all other plain characters stand for themselves."""


class BytePairs:
    """Encoder of plain text."""

    def __init__(self, tokenizer: Path) -> None:
        """tokenizer: a tokenizer.json."""
        model = json.loads(tokenizer.read_text("utf-8"))["model"]
        pairs = (pair.split(" ") if isinstance(pair, str) else pair for pair in model["merges"])
        self._ranks = {(left, right): rank for rank, (left, right) in enumerate(pairs)}
        self._ids: dict[str, int] = model["vocab"]
        self.of_word = cache(self._of_word)

    def encode(self, text: str) -> list[int]:
        """Tokens of the text as Whisper writes it, with a space before its first word. KeyError if not plain."""
        return [token for word in WORDS.findall(f" {text}") for token in self.of_word(word)] if text else []

    def _of_word(self, word: str) -> tuple[int, ...]:
        parts = list(word.replace(" ", SPACE))
        while len(parts) > 1:
            ranks = [self._ranks.get(pair, len(self._ranks)) for pair in zip(parts, parts[1:], strict=False)]
            first = min(range(len(ranks)), key=ranks.__getitem__)
            if ranks[first] == len(self._ranks):
                break
            parts[first : first + 2] = [parts[first] + parts[first + 1]]
        return tuple(self._ids[part] for part in parts)
