"""Sentences of books, and what nothing may be learnt from."""

import subprocess

from stt.books import Forbidden, chapters_of, sentences_of

CHAPTER = """<?xml version="1.0" encoding="utf-8"?>
<html xmlns="http://www.w3.org/1999/xhtml"><body><h2>II</h2>
<p>\u201cOh, <abbr>Mr.</abbr> Pool!\u201d she cried. \u201cHow <em>beautiful</em> it is\u2019t!\u201d</p>
<p>The horses went on.
Now and again he laughed.</p></body></html>"""


def test_paragraphs_become_sentences():
    assert sentences_of(CHAPTER) == [
        "Oh, Mr. Pool! she cried.",
        "How beautiful it is't!",
        "The horses went on.",
        "Now and again he laughed.",
    ]


def test_chapters_come_from_git_without_front_and_back(tmp_path):
    text = tmp_path / "src" / "epub" / "text"
    text.mkdir(parents=True)
    (text / "chapter-1.xhtml").write_text(CHAPTER, "utf-8")
    (text / "colophon.xhtml").write_text("nothing", "utf-8")
    git = ["git", "-C", str(tmp_path), "-c", "user.name=a", "-c", "user.email=a@b"]
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "book"]):
        subprocess.run([*git, *words], check=True)
    assert chapters_of(tmp_path) == [CHAPTER]


def test_six_words_in_a_row_are_forbidden():
    forbidden = Forbidden(["SHE SAT ON THE OLD MAT AND READ"])
    assert forbidden.has("Then she sat on the old mat.")
    assert not forbidden.has("Then she sat on the mat and read.")
