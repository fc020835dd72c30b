"""The installed package's words: the search agrees with the app's, and what is written around it."""

import base64
import json
from pathlib import Path

import numpy as np
import pytest

from stt.paths import MODELS
from tabscribe.moonshine import loop_cut
from tabscribe.second_look import is_invented
from tabscribe.spelled_words import spell
from tabscribe.transcript import Word
from tabscribe.word_alignment import align_words
from tabscribe.word_file import parse_word_file
from tabscribe.word_lexicon import UNKNOWN_WORD
from tabscribe.word_search import FoundWord
from tabscribe.written_words import without_doubtful_lone_words, written_words

GOLDEN = json.loads((Path(__file__).parents[2] / "src/recognizer/fixtures/word-search.json").read_text())
FOUND = [[float(cell) for cell in line.split(" ")] for line in GOLDEN["found"]]
"""Word, first frame, last frame, confidence."""
SCORES = np.frombuffer(base64.b64decode(GOLDEN["scores"]), "<f4").reshape(-1, GOLDEN["phonemes"])


def places(found: list[FoundWord]) -> list[list[int]]:
    return [[word.word, word.first_frame, word.last_frame] for word in found]


def test_the_search_finds_what_the_app_finds():
    """src/recognizer/python-agreement.test.ts finds the same in the same file."""
    found = parse_word_file(base64.b64decode(GOLDEN["words"])).search.find(SCORES, GOLDEN["frameMs"])
    assert places(found) == [word[:3] for word in FOUND]
    assert UNKNOWN_WORD in [word.word for word in found]
    assert [word.confidence for word in found] == pytest.approx([word[3] for word in FOUND], abs=1e-4)


def test_a_look_ahead_on_a_beam_leaves_it_as_it_was():
    search = parse_word_file(base64.b64decode(GOLDEN["words"])).search
    beam = search.opened()
    for at in range(0, len(SCORES), 6):
        search.words(search.advance(beam, -SCORES[at : at + 12], GOLDEN["frameMs"]))
        beam = search.advance(beam, SCORES[at : at + 6], GOLDEN["frameMs"])
    assert places(search.words(beam)) == [word[:3] for word in FOUND]


def test_the_shipped_words_are_found_in_phonemes():
    """As src/recognizer/word-file.test.ts: "she saw the white house in London" by espeak-ng."""
    vocabulary = parse_word_file((MODELS / "student-v0" / "words.bin").read_bytes())
    sounds = [31, 1, 29, 6, 28, 10, 39, 12, 19, 33, 13, 29, 2, 35, 37, 9, 35, 20, 10, 35]
    scores = np.zeros((2 * len(sounds), vocabulary.phonemes), np.float32)
    scores[np.arange(0, len(scores), 2), sounds] = 12
    scores[1::2, 0] = 12
    found = vocabulary.search.find(scores, 40)
    assert " ".join(vocabulary.words[word.word] for word in found) == "she saw the white house in London"


def test_the_speller_gives_marks_capitals_and_unknown_words():
    found = [FoundWord(2, 0, 4, 0.9), FoundWord(1, 6, 9, 0.8), FoundWord(3, 20, 24, 0.9)]
    speller = [Word("He", 0, 200, 0.9), Word("zorbed.", 250, 400, 0.9), Word("they", 800, 900, 0.9)]
    words = written_words(found, ["", "", "he", "they"], speller, 40, 1000, 9000)
    assert [word.word for word in words] == ["He", "they"], "spoken elsewhere, the speller's words belong to the last"
    moved = [Word(word.word, word.start_ms + 1000, word.end_ms + 1000, 1) for word in speller]
    words = written_words(found, ["", "", "he", "they"], moved, 40, 1000, 9000)
    assert [(word.word, word.start_ms, word.end_ms) for word in words] == [
        ("He", 1000, 1240),
        ("zorbed.", 1240, 1480),
        ("They", 1800, 2080),
    ]


def test_a_doubtful_lone_word_is_noise():
    sure, doubtful = FoundWord(5, 100, 104, 0.8), FoundWord(6, 200, 204, 0.7)
    assert without_doubtful_lone_words([sure, doubtful], 40) == [sure]
    knock = FoundWord(2, 100, 101, 0.98)
    assert without_doubtful_lone_words([knock], 40) == []
    assert len(without_doubtful_lone_words([knock, FoundWord(5, 104, 108, 0.9)], 40)) == 2
    row = [FoundWord(6, 10 * place, 10 * place + 4, 0.5) for place in range(3)]
    assert without_doubtful_lone_words(row, 40) == row


def test_tokens_become_words_with_times():
    pieces = ["<blank>", "▁he", "l", "lo", "▁you", "."]
    path = [0, 1, 1, 2, 0, 3, 0, 0, 4, 4, 5, 5, 0]
    words = spell(np.eye(len(pieces), dtype=np.float32)[path] * 20, pieces, 0, 20, 500, 800)
    assert [word.word for word in words] == ["hello", "you."]
    assert [(word.start_ms, word.end_ms) for word in words] == [(520, 660), (660, 800)]
    assert spell(np.eye(len(pieces), dtype=np.float32)[[0, 5, 0]] * 20, pieces, 0, 20, 0, 60) == []


def test_the_second_look_takes_the_students_times():
    heard = [Word("of", 0, 100, 1), Word("hole", 100, 300, 1), Word("scheme", 300, 600, 1)]
    aligned = align_words(["the", "whole", "scheme!"], [0.5, 0.6, 0.7], heard, 0, 700)
    assert [(word.word, word.start_ms, word.end_ms, word.confidence) for word in aligned] == [
        ("the", 0, 100, 0.5),
        ("whole", 100, 300, 0.6),
        ("scheme!", 300, 600, 0.7),
    ]


def test_loops_and_floods_of_words_are_not_believed():
    assert loop_cut([7, *[1, 2, 3, 4] * 3]) == 5
    assert loop_cut([1, 1, 1]) is None
    assert is_invented(["thank", "you"] * 4, 8, 4000)
    assert is_invented([str(number) for number in range(20)], 3, 20_000)
    assert not is_invented("he said that no, no, no one came".split(), 7, 3000)
