"""Sentences of Standard Ebooks: public-domain books in well-formed XHTML, one git repository each."""

import re
import subprocess
from pathlib import Path
from xml.etree import ElementTree

XHTML = "{http://www.w3.org/1999/xhtml}"
FRONT_AND_BACK = {"colophon", "imprint", "titlepage", "uncopyright", "halftitlepage", "endnotes", "loi", "toc"}
SHARED_WORDS = 6
"""A sentence with so many words in a row of a forbidden text may come from it."""
_PLAIN = str.maketrans({"“": "", "”": "", "’": "'", "‘": "'", "\u2060": "", "\u00a0": " ", "…": ". "})
_END = re.compile(r"(?<=[.?!])(?<!\bMr\.)(?<!\bMrs\.)(?<!\bDr\.)(?<!\bSt\.)(?<!\b[A-Z]\.)\s+(?=['A-Z])")
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)*")


def chapters_of(repository: Path) -> list[str]:
    """XHTML of a book's chapters, from a git directory with or without a work tree."""

    def git(*words: str) -> str:
        return subprocess.run(["git", "-C", str(repository), *words], check=True, capture_output=True, text=True).stdout

    paths = [path for path in git("ls-tree", "-r", "--name-only", "HEAD").splitlines() if "/epub/text/" in path]
    return [git("show", f"HEAD:{path}") for path in paths if Path(path).stem not in FRONT_AND_BACK]


def sentences_of(chapter: str) -> list[str]:
    """Sentences of the paragraphs of one XHTML document."""
    paragraphs = ("".join(node.itertext()) for node in ElementTree.fromstring(chapter).iter(f"{XHTML}p"))
    plain = (re.sub(r"\s+", " ", text.translate(_PLAIN)).strip() for text in paragraphs)
    return [sentence.strip() for text in plain for sentence in _END.split(text) if sentence.strip()]


class Forbidden:
    """Texts that nothing may be learnt from, such as a test set's."""

    def __init__(self, texts: list[str]) -> None:
        self._runs = {run for text in texts for run in runs_of(text)}

    def has(self, sentence: str) -> bool:
        return not self._runs.isdisjoint(runs_of(sentence))


def runs_of(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return {tuple(words[at : at + SHARED_WORDS]) for at in range(len(words) - SHARED_WORDS + 1)}
