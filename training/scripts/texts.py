"""Texts: sentences of several domains, each made sayable, without those that dev or test transcripts share.

Reads the sources of texts.toml and writes data/texts/DOMAIN/NAME.txt. Sentences that an earlier source has are left
out. Repositories are looked for below --clones as OWNER+NAME; one that is not there is named and passed over.
"""

import argparse
import tomllib
from pathlib import Path

from stt.books import Forbidden
from stt.corpus import read_manifest
from stt.paths import FORBIDDEN, SPEECH, TEXTS, TRAINING
from stt.sayable import sayable
from stt.sentences import words_of
from stt.text_sources import sources_of


def forbidden_texts() -> list[str]:
    """Transcripts of the dev and accent sets, and of every test set whose transcripts lie in data/forbidden."""
    texts = [text for name in ("dev", "accent") for _, text in read_manifest(SPEECH / name)]
    return texts + [line for path in sorted(FORBIDDEN.glob("*.txt")) for line in path.read_text("utf-8").splitlines()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clones", type=Path, required=True, help="folder of git clones, OWNER+NAME each")
    parser.add_argument("--recipe", type=Path, default=TRAINING / "texts.toml")
    parser.add_argument("--out", type=Path, default=TEXTS)
    args = parser.parse_args()
    forbidden = Forbidden(forbidden_texts())
    seen = {line for path in (SPEECH / "text").glob("*.txt") for line in path.read_text("utf-8").splitlines()}
    words: dict[str, set[str]] = {"before": {word for line in seen for word in words_of(line)}}
    counts: dict[str, int] = {"before": len(seen)}
    for source, lines in sources_of(tomllib.loads(args.recipe.read_text("utf-8")), args.clones):
        kept, shared = [], 0
        for line in lines:
            sentence = sayable(line)
            if sentence is None or sentence in seen:
                continue
            if forbidden.has(sentence):
                shared += 1
                continue
            seen.add(sentence)
            kept.append(sentence)
        folder = args.out / source.domain
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{source.name}.txt").write_text("".join(f"{sentence}\n" for sentence in kept), "utf-8")
        counts[source.domain] = counts.get(source.domain, 0) + len(kept)
        words.setdefault(source.domain, set()).update(word for sentence in kept for word in words_of(sentence))
        print(f"{source.domain}/{source.name}: {len(kept)} sentences, {shared} left out", flush=True)
    for domain, count in counts.items():
        print(f"{domain}: {count} sentences, {len(words[domain])} distinct words")
    print(f"all: {len(seen)} sentences, {len(set().union(*words.values()))} distinct words")


if __name__ == "__main__":
    main()
