"""Write what binds the search for words in Python to the app's: `src/recognizer/fixtures/word-search.json`.

A small language of made-up words, sentences of it as noisy phoneme scores, and the words that `tabscribe.word_search`
finds in them: known and unknown ones, words that begin alike, phonemes said twice, and pauses.
"""

import argparse
import base64
import json
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from stt.ngram import train  # noqa: E402
from stt.phonemes import PHONEMES  # noqa: E402
from stt.vocabulary import UNKNOWN  # noqa: E402
from stt.word_file import Pronunciation, pack  # noqa: E402
from tabscribe.word_file import parse_word_file  # noqa: E402

FIXTURE = Path(__file__).resolve().parents[2] / "src" / "recognizer" / "fixtures" / "word-search.json"
SEED = 11
WORDS = 120
SENTENCES = 60
SPOKEN = 5
FRAME_MS = 40.0
CLASSES = len(PHONEMES) + 1
INVENTORY = 8
"""So few phonemes that many words begin alike."""
SEARCH = {
    "phonemeWeight": 0.68,
    "modelWeight": 0.66,
    "wordBonus": -0.76,
    "unknownWord": -3.0,
    "unknownPhoneme": -2.7,
    "floor": -18.0,
    "cut": -9.0,
    "beam": 60,
    "beamWidth": 14,
}


def scores_of(phonemes: list[int], rng: np.random.Generator) -> np.ndarray:
    """float32 [frames, CLASSES]: each phoneme for one to three frames, blanks between, and noise over all."""
    path = [0] * int(rng.integers(1, 5))
    for phoneme in phonemes:
        path += [phoneme] * int(rng.integers(1, 4)) + [0] * int(
            rng.choice([0, 1, 1, 2, 20], p=[0.2, 0.3, 0.3, 0.17, 0.03])
        )
    scores = rng.normal(0, 1.6, (len(path), CLASSES))
    scores[np.arange(len(path)), path] += 5.5
    return scores.astype("<f4")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=FIXTURE)
    out = parser.parse_args().out
    rng = np.random.default_rng(SEED)
    units = [tuple(int(unit) for unit in rng.integers(1, INVENTORY, rng.integers(1, 6))) for _ in range(WORDS)]
    names = ["<s>", "<unk>", *(f"w{place}" for place in range(WORDS))]
    spoken = [Pronunciation(place + 2, way, float(np.log(0.8))) for place, way in enumerate(units)]
    spoken += [
        Pronunciation(place + 2, way[:-1], float(np.log(0.2))) for place, way in enumerate(units) if len(way) > 2
    ]
    draw = 1 / np.arange(1, WORDS + 1)
    texts = [np.r_[0, rng.choice(WORDS, 8, p=draw / draw.sum()) + 2] for _ in range(SENTENCES)]
    for text in texts[:SPOKEN:3]:
        text[4] = UNKNOWN
    levels = train([text.astype(np.int64) for text in texts], len(names))
    content = pack(names, spoken, levels, SEARCH)
    sounds = dict(enumerate(units, 2)) | {UNKNOWN: (20, 21, 22, 23)}
    said = [[unit for word in text[1:] for unit in sounds[word]] for text in texts[:SPOKEN]]
    scores = np.concatenate([scores_of(phonemes, rng) for phonemes in said])
    found = parse_word_file(content).search.find(scores, FRAME_MS)
    fixture = {
        "words": base64.b64encode(content).decode(),
        "frameMs": FRAME_MS,
        "frames": len(scores),
        "phonemes": CLASSES,
        "scores": base64.b64encode(scores.tobytes()).decode(),
        # Word, first frame, last frame, confidence.
        "found": [f"{each.word} {each.first_frame} {each.last_frame} {each.confidence:.6f}" for each in found],
    }
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(fixture, indent=2) + "\n")
    print(f"{out}: {len(scores)} frames, {len(found)} words of {8 * SPOKEN}, {out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
