"""Prepare: cuts of every training set and of the dev set, the subword vocabulary, and phonemes of the text.

Resumable: what is there is not made again; --fresh makes it anew.
"""

import argparse
import json
import shutil

from stt.corpus import cuts_of
from stt.frame_targets import bare_word
from stt.paths import CUTS, PIECES, RELEASED_PIECES, SPEECH, SYNTHETIC, TEXT_PHONEMES, WORD_SOUNDS
from stt.phonemes import phonemise
from stt.text import train_pieces, written

LONGEST_S = 17.0


def prepare_text(fresh: bool) -> list[str]:
    """Write sentence TAB phonemes of all plain text; returns the sentences as targets."""
    if fresh or not TEXT_PHONEMES.exists():
        lines = [
            line.strip().strip('"')
            for path in sorted((SPEECH / "text").glob("*.txt"))
            for line in path.read_text("utf-8").splitlines()
        ]
        lines = [line for line in dict.fromkeys(lines) if line and "\t" not in line]
        rows = (f"{text}\t{' '.join(units)}\n" for text, units in zip(lines, phonemise(lines), strict=True))
        TEXT_PHONEMES.write_text("".join(rows), "utf-8")
    return [written(line.split("\t")[0]) for line in TEXT_PHONEMES.read_text("utf-8").splitlines()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fresh", action="store_true")
    parser.add_argument("--vocabulary", type=int, help="train one of so many subwords in place of the release's own")
    args = parser.parse_args()
    CUTS.mkdir(parents=True, exist_ok=True)
    sentences = prepare_text(args.fresh)
    print(f"text: {len(sentences)} sentences, {len({w for s in sentences for w in s.lower().split()})} distinct words")
    if args.fresh or not PIECES.exists():
        if args.vocabulary is None:
            shutil.copyfile(RELEASED_PIECES, PIECES)
        else:
            train_pieces(sentences, args.vocabulary, PIECES.with_suffix(""))
    if args.fresh or not WORD_SOUNDS.exists():
        words = sorted({bare_word(word) for sentence in sentences for word in sentence.split()})
        counts = {word: len(units) for word, units in zip(words, phonemise(words), strict=True)}
        WORD_SOUNDS.write_text(json.dumps(counts), "utf-8")
    folders = [
        folder for folder in (*sorted((SPEECH / "train").iterdir()), SYNTHETIC) if (folder / "manifest.tsv").exists()
    ]
    for folder in (*folders, SPEECH / "dev"):
        out = CUTS / f"{folder.name}.jsonl.gz"
        if args.fresh or not out.exists():
            cuts = cuts_of(folder, 60.0 if folder.name == "dev" else LONGEST_S)
            cuts.to_file(out)
            print(f"{folder.name}: {len(cuts)} cuts, {sum(cut.duration for cut in cuts) / 3600:.2f} h")


if __name__ == "__main__":
    main()
