"""Prepare: cuts of every training set and of the dev set, the subword vocabulary, and phonemes of the text.

Sets: folders with manifest.tsv (stt/sets.py), with the teachers' labels where scripts/label.py has made some, and the
corpora of corpora.toml. Resumable: what is there is not made again; --fresh makes it anew, --only just the named sets.
"""

import argparse
import json
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path

from lhotse import CutSet

from stt.corpora import utterances_of
from stt.corpus import cuts_of, labelled, read_manifest, targets_of
from stt.frame_targets import bare_word
from stt.label_rows import read_rows
from stt.paths import (
    CORPORA,
    CUTS,
    LABELS,
    PIECES,
    RELEASED_PIECES,
    SHARDS,
    SPEECH,
    TEXT_PHONEMES,
    TEXTS,
    TRAINING,
    WORD_SOUNDS,
)
from stt.phonemes import phonemise
from stt.sets import training_folders
from stt.shards import write_shards
from stt.text import train_pieces, written

LONGEST_S = 17.0
LONGEST_DEV_S = 60.0


def prepare_text(fresh: bool) -> list[str]:
    """Write sentence TAB phonemes of all plain text; returns the sentences as targets."""
    if fresh or not TEXT_PHONEMES.exists():
        lines = [
            line.strip().strip('"')
            for path in (*sorted((SPEECH / "text").glob("*.txt")), *sorted(TEXTS.glob("*/*.txt")))
            for line in path.read_text("utf-8").splitlines()
        ]
        lines = [line for line in dict.fromkeys(lines) if line and "\t" not in line]
        rows = (f"{text}\t{' '.join(units)}\n" for text, units in zip(lines, phonemise(lines), strict=True))
        TEXT_PHONEMES.write_text("".join(rows), "utf-8")
    return [written(line.split("\t")[0]) for line in TEXT_PHONEMES.read_text("utf-8").splitlines()]


def folder_cuts(folder: Path) -> CutSet:
    """Cuts of a folder with manifest.tsv; the dev set keeps its references and its long clips."""
    rows, name = read_manifest(folder), folder.name
    if name == "dev":
        return cuts_of(rows, name, LONGEST_DEV_S)
    return cuts_of(labelled(rows, read_rows(LABELS / f"{name}.tsv")), name, LONGEST_S)


def corpora(recipe: Path) -> Iterator[tuple[dict, Path]]:
    """Corpora of the recipe that are in use and there, each with its folder."""
    for corpus in tomllib.loads(recipe.read_text("utf-8"))["corpus"]:
        folder = CORPORA / corpus["folder"]
        if corpus.get("use", True) and folder.exists():
            yield corpus, folder


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fresh", action="store_true")
    parser.add_argument("--fresh-text", action="store_true", help="phonemes of the text anew, as when texts have come")
    parser.add_argument("--only", nargs="+", metavar="SET", help="cuts of these sets alone, made anew")
    parser.add_argument("--vocabulary", type=int, help="train one of so many subwords in place of the release's own")
    parser.add_argument("--corpora", type=Path, default=TRAINING / "corpora.toml")
    parser.add_argument("--shards", action="store_true", help="write each corpus's clips as shards too")
    args = parser.parse_args()
    CUTS.mkdir(parents=True, exist_ok=True)
    if not args.only:
        prepare_words(args.fresh or args.fresh_text, args.fresh, args.vocabulary)
    for folder in (*training_folders(), SPEECH / "dev"):
        store(folder.name, lambda folder=folder: folder_cuts(folder), args)
    for corpus, folder in corpora(args.corpora):
        name = corpus["name"]
        work = CUTS / "manifests" / name

        def cuts(corpus=corpus, folder=folder, work=work) -> CutSet:
            return targets_of(utterances_of(corpus, folder, work), corpus["name"], LONGEST_S)

        if store(name, cuts, args) and args.shards:
            write_shards(CutSet.from_file(CUTS / f"{name}.jsonl.gz"), SHARDS / name)


def store(name: str, make, args: argparse.Namespace) -> bool:
    """Write a set's cuts unless they are there or not wanted; whether it did."""
    out = CUTS / f"{name}.jsonl.gz"
    if name not in args.only if args.only else out.exists() and not args.fresh:
        return False
    cuts = make()
    if not len(cuts):
        print(f"{name}: no clip with a text", flush=True)
        return False
    partial = out.with_name(f"partial-{out.name}")
    cuts.to_file(partial)
    partial.rename(out)
    print(f"{name}: {len(cuts)} cuts, {sum(cut.duration for cut in cuts) / 3600:.2f} h", flush=True)
    return True


def prepare_words(fresh_text: bool, fresh: bool, vocabulary: int | None) -> None:
    """Phonemes of the text, the subwords, and the number of phonemes of each word."""
    sentences = prepare_text(fresh_text)
    print(f"text: {len(sentences)} sentences, {len({w for s in sentences for w in s.lower().split()})} distinct words")
    if fresh or not PIECES.exists():
        if vocabulary is None:
            shutil.copyfile(RELEASED_PIECES, PIECES)
        else:
            train_pieces(sentences, vocabulary, PIECES.with_suffix(""))
    if fresh_text or not WORD_SOUNDS.exists():
        words = sorted({bare_word(word) for sentence in sentences for word in sentence.split()})
        counts = {word: len(units) for word, units in zip(words, phonemise(words), strict=True)}
        WORD_SOUNDS.write_text(json.dumps(counts), "utf-8")


if __name__ == "__main__":
    main()
