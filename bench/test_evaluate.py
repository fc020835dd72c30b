"""Scoring, without the app."""

from pathlib import Path

import pytest

from evaluate import Clip, engines_of, read_manifest, score

CLIPS = [Clip(Path("a.wav"), "MISTER SMITH ISN'T HERE"), Clip(Path("b.wav"), "one two three four")]


def line(text: str, **more: object) -> dict:
    common = {"audioMs": 2000, "wallMs": 500, "model": "m", "secondLook": None, "provider": "wasm"}
    return {"text": text, **common, **more}


def test_case_punctuation_and_spelling_do_not_count() -> None:
    result = score(CLIPS, [line("Mr. Smith is not here."), line("One, two, three, four!")])
    assert result.wer_percent == 0
    assert result.audio_seconds == 4
    assert result.real_time_factor == pytest.approx(0.25)


def test_errors_are_counted_over_the_whole_set() -> None:
    result = score(CLIPS, [line("mister smith is here"), line("one two three four")])
    assert (result.substitutions, result.deletions, result.insertions) == (0, 1, 0)
    # "isn't" counts as two words; the digits of the second clip are joined to one number.
    assert 0 < result.wer_percent < 25


def test_a_failed_file_counts_as_no_words() -> None:
    failed = {"file": "a.wav", "error": {"code": "file-unreadable", "message": "no"}}
    result = score(CLIPS[:1], [failed])
    assert result.failed == 1
    assert result.wer_percent == 100


def test_manifest_keeps_quotes(tmp_path: Path) -> None:
    (tmp_path / "manifest.tsv").write_text('x.opus\t1.5\tHe said "no".\tspeaker\n', encoding="utf-8")
    assert read_manifest(tmp_path) == [Clip(tmp_path / "x.opus", 'He said "no".')]


def test_engines_name_every_combination() -> None:
    lines = [line("a"), line("b", secondLook="s"), {"error": {}}]
    assert engines_of(lines) == "m + s on wasm; m on wasm"
