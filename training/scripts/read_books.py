"""Books: sentences of Standard Ebooks' repositories, one file a book, without those that dev or test sets share.

Take books first published after 1922: LibriSpeech, whose dev and test parts are never learnt from, was read from books
in the public domain by 2015, and these were not.
"""

import argparse
from pathlib import Path

from stt.books import Forbidden, chapters_of, sentences_of
from stt.corpus import read_manifest
from stt.paths import BOOKS, SPEECH


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("repositories", type=Path, nargs="+", help="git directories, each named after its book")
    args = parser.parse_args()
    forbidden = Forbidden([text for name in ("dev", "accent") for _, text in read_manifest(SPEECH / name)])
    BOOKS.mkdir(parents=True, exist_ok=True)
    for repository in args.repositories:
        name = (repository.parent if repository.name == "repo" else repository).name
        found = [sentence for chapter in chapters_of(repository) for sentence in sentences_of(chapter)]
        kept = [sentence for sentence in found if not forbidden.has(sentence)]
        (BOOKS / f"{name}.txt").write_text("".join(f"{sentence}\n" for sentence in kept), "utf-8")
        words = sum(len(sentence.split()) for sentence in kept)
        print(f"{name}: {len(kept)} sentences, {words} words, {len(found) - len(kept)} left out", flush=True)


if __name__ == "__main__":
    main()
