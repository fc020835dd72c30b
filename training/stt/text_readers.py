"""Sentences out of the files that text sources keep them in: one function for each kind of file, bytes to lines."""

import ast
import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator

from stt.books import sentences_of

Reader = Callable[[bytes], Iterator[str]]
_END = re.compile(r"(?<=[.?!])(?<!\b(?:e\.g|i\.e)\.)(?<!\bMr\.)(?<!\bMrs\.)(?<!\bDr\.)(?<!\b[A-Z]\.)\s+(?=[\"'A-Z])")
_MARKED_UP = re.compile(r"^\s*(?:#|\||<|>>>|\.\.|:|[-*+] |\d+\.)|[{}<>|\\_=]|https?:")
_TURN = re.compile(r"<[UA]>([^<\t]+)")


def paragraphs(text: str) -> Iterator[str]:
    """Sentences of paragraphs that an empty line divides."""
    for paragraph in re.split(r"\n\s*\n", text):
        yield from (sentence for sentence in _END.split(" ".join(paragraph.split())) if sentence)


def read_prose(content: bytes) -> Iterator[str]:
    return paragraphs(content.decode("utf-8", "replace"))


def read_markdown(content: bytes) -> Iterator[str]:
    """Sentences without code, headings, lists, tables and links' targets."""
    text = re.sub(r"^```.*?^```", "", content.decode("utf-8", "replace"), flags=re.DOTALL | re.MULTILINE)
    text = re.sub(r"\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])", r"\1", text)
    text = re.sub(r"[*_]{1,2}(\w[^*_]*)[*_]{1,2}", r"\1", text)
    kept = "\n".join("" if _MARKED_UP.search(line) else line for line in text.splitlines())
    return (sentence for sentence in paragraphs(kept) if "`" not in sentence)


def read_docstrings(content: bytes) -> Iterator[str]:
    """Sentences of the docstrings of a Python module, without code and fields; none where it cannot be parsed."""
    try:
        tree = ast.parse(content)
    except (SyntaxError, ValueError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield from (
                sentence
                for sentence in paragraphs(ast.get_docstring(node) or "")
                if sentence.endswith((".", "?", "!")) and "`" not in sentence and not _MARKED_UP.search(sentence)
            )


def read_zip(content: bytes) -> Iterator[str]:
    """Sentences of the text files of an archive."""
    for text in _members(content):
        yield from paragraphs(text)


def read_tagged_zip(content: bytes) -> Iterator[str]:
    """Lines of word_TAG of the text files of an archive, put together as they are written."""
    for text in _members(content):
        for line in text.splitlines():
            words = " ".join(pair.rpartition("_")[0] for pair in line.split() if "_" in pair)
            words = re.sub(r"\s+([,.?!;:]|n't\b|'\s*(?:s|re|ve|ll|d|m)\b)", lambda end: end[1].replace(" ", ""), words)
            yield words.replace("``", "").replace("''", "")


def _members(content: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in sorted(archive.namelist()):
            if name.endswith(".txt") and not name.endswith("categories.txt"):
                yield archive.read(name).decode("utf-8", "replace")


def read_intents(content: bytes) -> Iterator[str]:
    """Queries of Snips' files: {intent: [{"data": [{"text": ...}, ...]}, ...]}."""
    for queries in json.loads(content.decode("utf-8", "replace")).values():
        for query in queries:
            yield "".join(part["text"] for part in query["data"])


def read_labelled(content: bytes) -> Iterator[str]:
    """Texts of {split: [[text, label], ...]}."""
    for rows in json.loads(content).values():
        yield from (text for text, _ in rows)


def read_first_column(content: bytes) -> Iterator[str]:
    rows = csv.reader(io.StringIO(content.decode("utf-8")))
    next(rows)
    yield from (" ".join(row[0].split()) for row in rows)


def read_turns(content: bytes) -> Iterator[str]:
    """Sentences of the turns "<U>...<A>..." of a table of dialogues; each turn once."""
    for turn in dict.fromkeys(_TURN.findall(content.decode("utf-8", "replace"))):
        yield from paragraphs(turn)


def read_utterances(content: bytes) -> Iterator[str]:
    """Sentences of [{"utterances": [{"text": ...}, ...]}, ...]."""
    for dialogue in json.loads(content):
        for utterance in dialogue["utterances"]:
            yield from paragraphs(utterance["text"])


def read_wordnet(content: bytes) -> Iterator[str]:
    """Meanings, as "cat means feline mammal", and the examples of how a word is used."""
    for line in content.decode("utf-8", "replace").splitlines():
        entry, separator, gloss = line.partition(" | ")
        if line.startswith(" ") or not separator:
            continue
        word = re.sub(r"\(\w+\)$", "", entry.split()[4]).replace("_", " ")
        meaning = " ".join(re.sub(r"\([^)]*\)", "", gloss.split(";")[0]).split())
        if meaning and not meaning.startswith('"'):
            yield f"{word} means {meaning}"
        yield from re.findall(r'"([^"]+)"', gloss)


READERS: dict[str, Reader] = {
    "standard-ebooks": lambda content: iter(sentences_of(content.decode("utf-8"))),
    "prose": read_prose,
    "markdown": read_markdown,
    "docstrings": read_docstrings,
    "zip": read_zip,
    "tagged-zip": read_tagged_zip,
    "intents": read_intents,
    "labelled": read_labelled,
    "first-column": read_first_column,
    "turns": read_turns,
    "utterances": read_utterances,
    "wordnet": read_wordnet,
}
