"""Reads words.bin, the words that a student may write: `src/recognizer/word-file.ts` in Python."""

import json
import struct
from dataclasses import dataclass

import numpy as np

from tabscribe.word_lexicon import WordLexicon
from tabscribe.word_model import WordModel, WordModelTables
from tabscribe.word_search import SearchOptions, WordSearch

ALIGNMENT = 4


@dataclass(frozen=True)
class Vocabulary:
    """Words, and how to look for them in a student's phonemes."""

    words: list[str]
    """By id, as written inside a sentence."""
    phonemes: int
    """Classes of the phoneme scores, the blank included."""
    search: WordSearch


def parse_word_file(content: bytes) -> Vocabulary:
    """A JSON header and arrays, as `stt/word_file.py` packs them. Raises ValueError on another kind of file."""
    (header_bytes,) = struct.unpack_from("<I", content)
    header = json.loads(content[ALIGNMENT : ALIGNMENT + header_bytes])
    at = ALIGNMENT + header_bytes

    def take(kind: str, count: int) -> np.ndarray:
        nonlocal at
        at += -at % ALIGNMENT
        values = np.frombuffer(content, kind, count, at)
        at += values.nbytes
        return values

    words, steps, ways = header["words"], header["steps"], header["pronunciations"]
    spoken = {"words": take("<u2", ways), "costs": take("u1", ways), "lengths": take("u1", ways)}
    sounds = take("u1", header["sounds"])
    model = WordModel(
        WordModelTables(
            steps=steps,
            unigrams=take("u1", len(words)),
            unigram_backoffs=take("u1", len(words)),
            pair_offsets=take("<u4", len(words) + 1),
            pair_words=take("<u2", header["pairs"]),
            pairs=take("u1", header["pairs"]),
            pair_backoffs=take("u1", header["pairs"]),
            triple_lengths=take("<u2", header["pairs"]),
            triple_words=take("<u2", header["triples"]),
            triples=take("u1", header["triples"]),
        )
    )
    lexicon = WordLexicon(
        spoken["words"].astype(np.int64),
        -spoken["costs"].astype(np.float64) / steps,
        spoken["lengths"].astype(np.int64),
        sounds.astype(np.int64),
        header["phonemes"],
        model.unigrams(),
    )
    options = SearchOptions.of(header["search"])
    return Vocabulary(words, header["phonemes"], WordSearch(lexicon, model, options))
