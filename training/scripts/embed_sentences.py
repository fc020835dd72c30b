"""Embed sentences: the text teacher's vector of each training text, into training/data/meanings.npz.

Nothing is done where that file is there.
"""

import argparse
import os

import torch

from stt.batches import decoded
from stt.meaning_tutor import write_vectors
from stt.paths import MEANINGS, PIECES
from stt.schedule import SETS
from stt.sentence_encoder import SentenceEncoder
from stt.text import load_pieces


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", nargs="+", default=[name for name, _ in SETS])
    args = parser.parse_args()
    if MEANINGS.exists():
        return
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", 1)))
    pieces = load_pieces(PIECES)
    texts = sorted({clip.tokens for name in args.sets for clip in decoded(name, pieces)} - {()})
    vectors = SentenceEncoder().encode([pieces.decode(list(text)) for text in texts])
    write_vectors(MEANINGS, texts, vectors)
    print(f"{len(texts)} texts, {vectors.shape[1]} values each")


if __name__ == "__main__":
    main()
