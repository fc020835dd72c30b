"""The file of words that the app looks for in a student's phonemes: src/decoder/word-file.ts reads it."""

import json
import struct
from dataclasses import dataclass

import numpy as np

from stt.ngram import Level
from stt.phonemes import PHONEMES

STEPS = 12
"""Costs in one unit of a negative natural logarithm; a byte holds 21 units."""
ALIGNMENT = 4


@dataclass(frozen=True)
class Pronunciation:
    """How a word may sound."""

    word: int
    units: tuple[int, ...]
    """Classes of the student's phonemes."""
    log_prob: float
    """Share among the pronunciations of the word, as a natural logarithm."""


def costs(log_probs: np.ndarray) -> np.ndarray:
    return np.clip(np.round(-STEPS * log_probs), 0, 255).astype("u1")


def pack(words: list[str], spoken: list[Pronunciation], levels: list[Level], search: dict[str, float]) -> bytes:
    """The whole file.

    words: by id, as written; levels: of `ngram.train`; search: options of src/decoder/word-search.ts. The
    first word stands for the start of a text, the second for all that are unknown.
    """
    unigrams, pairs, triples = levels
    count = len(words)
    unigram_costs, unigram_backoffs = np.full(count, 255, "u1"), np.zeros(count, "u1")
    unigram_costs[unigrams.grams[:, 0]] = costs(unigrams.log_probs)
    unigram_backoffs[unigrams.grams[:, 0]] = costs(unigrams.backoffs)
    pair_keys = pairs.grams @ [count, 1]
    triple_keys = triples.grams[:, :2] @ [count, 1]
    header = {
        "schema": 1,
        "words": words,
        "phonemes": len(PHONEMES) + 1,
        "pronunciations": len(spoken),
        "sounds": sum(len(way.units) for way in spoken),
        "pairs": len(pair_keys),
        "triples": len(triple_keys),
        "steps": STEPS,
        "search": search,
    }
    arrays = [
        np.array([way.word for way in spoken], "<u2"),
        costs(np.array([way.log_prob for way in spoken])),
        np.array([len(way.units) for way in spoken], "u1"),
        np.array([unit for way in spoken for unit in way.units], "u1"),
        unigram_costs,
        unigram_backoffs,
        np.searchsorted(pairs.grams[:, 0], np.arange(count + 1)).astype("<u4"),
        pairs.grams[:, 1].astype("<u2"),
        costs(pairs.log_probs),
        costs(pairs.backoffs),
        np.diff(np.r_[np.searchsorted(triple_keys, pair_keys), len(triple_keys)]).astype("<u2"),
        triples.grams[:, 2].astype("<u2"),
        costs(triples.log_probs),
    ]
    head = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    content = struct.pack("<I", len(head)) + head
    for array in arrays:
        content += bytes(-len(content) % ALIGNMENT) + array.tobytes()
    return content


def words_in(content: bytes) -> list[str]:
    """The words of a file that `pack` made, without those that stand for the start and for unknown ones."""
    (length,) = struct.unpack_from("<I", content)
    return json.loads(content[ALIGNMENT : ALIGNMENT + length])["words"][2:]
