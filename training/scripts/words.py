"""Words: the file of words, pronunciations and trigrams that the app looks for in the student's phonemes."""

import argparse
import json
from pathlib import Path

from stt.ngram import train
from stt.paths import MODELS, TEXT_PHONEMES
from stt.shipped import WORDS
from stt.vocabulary import Vocabulary
from stt.word_file import pack

SEARCH = {
    "phonemeWeight": 0.66,
    "modelWeight": 0.85,
    "wordBonus": -0.76,
    "unknownWord": -6.4,
    "unknownPhoneme": -2.9,
    "floor": -13.8,
    "cut": -7.0,
    "beam": 400,
    "beamWidth": 16,
}
"""Found on every third utterance of dev."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=MODELS / "student-v0")
    parser.add_argument("--search", type=json.loads, default={}, help="JSON of search options to replace")
    args = parser.parse_args()
    vocabulary = Vocabulary([line.split("\t")[0] for line in TEXT_PHONEMES.read_text("utf-8").splitlines()])
    levels = train(vocabulary.encoded(), len(vocabulary.words))
    content = pack(vocabulary.words, vocabulary.pronunciations(), levels, SEARCH | args.search)
    (args.out / WORDS).write_bytes(content)
    grams = ", ".join(f"{len(level.grams):,}" for level in levels)
    print(f"{WORDS}: {len(content) / 1e6:.2f} MB, {len(vocabulary.words):,} words, n-grams {grams}")


if __name__ == "__main__":
    main()
