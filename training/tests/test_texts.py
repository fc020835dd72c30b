"""Texts of several domains: readers of each kind of file, and lines made sayable."""

import io
import json
import zipfile

import pytest

from stt.sayable import sayable
from stt.text_readers import READERS


def archive(name: str, text: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        file.writestr(name, text)
    return content.getvalue()


NOUN = '02121620 05 n 01 house_cat 0 001 @ 1 n 0000 | feline mammal (small); "our cat sleeps all day"; "a tom"  '
FILES = {
    "prose": (b"Mr. Pool went\nhome. He slept.\n\nThe end.", ["Mr. Pool went home.", "He slept.", "The end."]),
    "markdown": (
        b"# Title\n\nSee [the book](x.md) now. Use `x`.\n\n```\ncode here.\n```\n\n- a list\n\nIt *works*.",
        ["See the book now.", "It works."],
    ),
    "docstrings": (
        b'def f():\n    """Adds two numbers. Fast.\n\n    Args:\n        a: One.\n    """\n',
        ["Adds two numbers.", "Fast.", "Args: a: One."],
    ),
    "zip": (archive("a/b.txt", "One here. Two there."), ["One here.", "Two there."]),
    "tagged-zip": (
        archive("m/a.txt", "I_PRP do_VBP n't_RB know_VB ,_, Ann_NNP '_'' s_POS ._."),
        ["I don't know, Ann's."],
    ),
    "intents": (
        json.dumps({"Play": [{"data": [{"text": "play "}, {"text": "jazz", "entity": "x"}]}]}).encode(),
        ["play jazz"],
    ),
    "labelled": (json.dumps({"val": [["what time is it", "time"]]}).encode(), ["what time is it"]),
    "first-column": (b'text,category\n"Where is it, then?",lost\n', ["Where is it, then?"]),
    "turns": (b"<PR>x<U>Hello! Any films?<A>Yes.<PN>y\n", ["Hello!", "Any films?", "Yes."]),
    "utterances": (json.dumps([{"utterances": [{"text": "Hi there. A latte."}]}]).encode(), ["Hi there.", "A latte."]),
    "wordnet": (
        f"  1 a licence\n{NOUN}\n".encode(),
        ["house cat means feline mammal", "our cat sleeps all day", "a tom"],
    ),
}


@pytest.mark.parametrize("kind", FILES)
def test_each_kind_of_file_is_read(kind):
    content, lines = FILES[kind]
    assert list(READERS[kind](content)) == lines


def test_every_reader_has_a_test():
    assert set(READERS) - set(FILES) == {"standard-ebooks"}, "standard-ebooks has its own in test_books.py"


def test_a_module_that_cannot_be_parsed_has_no_docstrings():
    assert list(READERS["docstrings"](b"def (:")) == []


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("set an alarm", "Set an alarm."),
        ("can i leave in 5 minutes", "Can I leave in five minutes?"),
        ("\u201cIt\u2019s me,\u201d e.g. i'm here!", "It's me, for example I'm here!"),
        ("Call foo(x) first.", None),
        ("At 7:45.", None),
        ("a b", None),
        ("word " * 41, None),
    ],
)
def test_lines_are_made_sayable(line, sentence):
    assert sayable(line) == sentence
