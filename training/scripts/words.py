"""Words: the file of words, pronunciations and trigrams that the app looks for in the student's phonemes."""

import argparse
import json
from pathlib import Path

from stt.ngram import train
from stt.paths import BOOKS, MODELS, TEXT_PHONEMES
from stt.shipped import WORDS
from stt.vocabulary import Vocabulary
from stt.word_file import pack

SEARCH = {
    "phonemeWeight": 0.68,
    "modelWeight": 0.66,
    "wordBonus": -0.76,
    "unknownWord": -5.3,
    "unknownPhoneme": -2.9,
    "floor": -18.0,
    "cut": -9.0,
    "beam": 250,
    "beamWidth": 14,
}
"""Found on every third utterance of dev."""
LEAST_GAIN = 5.0
"""For a file below 6 MB."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=MODELS / "student-v0")
    parser.add_argument("--search", type=json.loads, default={}, help="JSON of search options to replace")
    parser.add_argument("--least-gain", type=float, default=LEAST_GAIN, help="of the n-grams that are kept")
    args = parser.parse_args()
    texts = [line.split("\t")[0] for line in TEXT_PHONEMES.read_text("utf-8").splitlines()]
    for book in sorted(BOOKS.glob("*.txt")):
        texts += book.read_text("utf-8").splitlines()
    vocabulary = Vocabulary(texts)
    levels = train(vocabulary.encoded(), len(vocabulary.words), args.least_gain)
    content = pack(vocabulary.words, vocabulary.pronunciations(), levels, SEARCH | args.search)
    (args.out / WORDS).write_bytes(content)
    grams = ", ".join(f"{len(level.grams):,}" for level in levels)
    print(f"{WORDS}: {len(content) / 1e6:.2f} MB, {len(vocabulary.words):,} words, n-grams {grams}")


if __name__ == "__main__":
    main()
