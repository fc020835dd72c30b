"""The table of labels, taken up after a torn row, and the real teachers on clips that ship with the repository."""

import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from scripts import label
from scripts.recover import RECIPES
from stt import second_look
from stt.agreement import Outcome
from stt.label_rows import ClipTask, LabelRow, open_table, read_rows, summary, tasks_of
from stt.labelling_teachers import loops
from stt.packages import CACHE_DIR
from stt.paths import REPOSITORY

SHORT_CLIPS = REPOSITORY / "e2e" / "fixtures" / "short"
CLIPS = ("please-close-the.opus", "do-you-know.opus")
TEXTS = {"please-close-the.opus": "Please close the door behind you.", "do-you-know.opus": "Do you know what he said?"}


def row(file, outcome=Outcome.TEACHERS_AGREE, seconds=1.5):
    text = "A clip." if outcome.kept else ""
    return LabelRow(file, seconds, text, outcome, "a clip", "A clip.")


def test_rows_survive_the_table_as_they_are_but_for_white_space(tmp_path):
    with open_table(tmp_path / "set.tsv") as table:
        table.append(LabelRow("a.flac", 2.0, "One\ttwo\nthree “é” \x85", Outcome.WHISPER_RIGHT, "", "x"))
    expected = LabelRow("a.flac", 2.0, "One two three “é”", Outcome.WHISPER_RIGHT, "", "x")
    assert read_rows(tmp_path / "set.tsv") == [expected]


@pytest.mark.parametrize("torn_bytes", [1, 10, len(row("b.flac").line()) - 1])
def test_a_torn_last_row_is_done_again(tmp_path, torn_bytes):
    path = tmp_path / "set.tsv"
    path.write_bytes(row("a.flac").line() + row("b.flac").line()[:torn_bytes])
    assert [r.file for r in read_rows(path)] == ["a.flac"]
    with open_table(path) as table:
        assert [r.file for r in table.rows] == ["a.flac"]
        table.append(row("b.flac"))
    assert path.read_bytes() == row("a.flac").line() + row("b.flac").line()


def test_a_damaged_row_in_the_midst_is_an_error(tmp_path):
    path = tmp_path / "set.tsv"
    path.write_bytes(b"a.flac\t1.0\n" + row("b.flac").line())
    with pytest.raises(ValueError):
        read_rows(path)


def test_a_table_has_one_writer(tmp_path):
    with open_table(tmp_path / "set.tsv"), pytest.raises(BlockingIOError):
        open_table(tmp_path / "set.tsv").__enter__()


def test_summary_counts_hours_and_drops():
    rows = [row("a", seconds=1800), row("b", seconds=900), row("c", Outcome.DROPPED_DISAGREE, 900), row("d", seconds=0)]
    lines = summary("set", rows, 5).splitlines()
    assert lines[0] == "set: 4 of 5 clips, 0.750 of 1.000 h kept, 25.0 % dropped"
    assert [line.strip() for line in lines[1:]] == ["teachers-agree: 3", "dropped-disagree: 1"]


def test_loops_are_told_from_sentences():
    assert loops("Harry Potter has lost his magic. " * 6)
    assert not loops("No, no, no, said the old man, and went home before it was dark.")


@pytest.fixture(scope="module")
def labeller():
    packages = {package for package, _ in RECIPES["base"].model_parts} | {second_look.PACKAGE}
    missing = [package.name for package in packages if not list(CACHE_DIR.glob(package.file_glob))]
    if missing:
        pytest.skip(f"packages of the teachers are not here: {', '.join(sorted(missing))}")
    return label.load_labeller()


@pytest.fixture
def speech_set(tmp_path):
    """Two clips with reference, one of them twice under a wrong one, one without, and one that is no sound."""
    rows = [*TEXTS.items(), ("wrong.opus", "Please open the window."), ("none.opus", ""), ("broken.opus", "Hello.")]
    folder = tmp_path / "pair"
    folder.mkdir()
    for file, source in zip([file for file, _ in rows], (*CLIPS, CLIPS[0], CLIPS[1]), strict=False):
        (folder / file).symlink_to(SHORT_CLIPS / source)
    (folder / "broken.opus").write_bytes(b"no sound")
    (folder / "manifest.tsv").write_text("".join(f"{file}\t2.000\t{text}\n" for file, text in rows))
    return folder


def run_script(monkeypatch, folder: Path, out: Path) -> None:
    monkeypatch.setattr(sys, "argv", ["label.py", str(folder), "--out", str(out)])
    label.main()


def test_real_teachers_label_a_set_and_go_on_where_they_were(labeller, speech_set, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(label, "load_labeller", lambda: labeller)  # The same one, not loaded again.
    run_script(monkeypatch, speech_set, tmp_path)
    path = tmp_path / "pair.tsv"
    rows = {r.file: r for r in read_rows(path)}
    assert {file: (r.label, r.outcome) for file, r in rows.items()} == {
        CLIPS[0]: (TEXTS[CLIPS[0]], Outcome.MOONSHINE_RIGHT),
        CLIPS[1]: (TEXTS[CLIPS[1]], Outcome.MOONSHINE_RIGHT),
        "wrong.opus": ("please open the window", Outcome.REFERENCE_ONLY),
        "none.opus": (TEXTS[CLIPS[1]], Outcome.TEACHERS_AGREE),
        "broken.opus": ("", Outcome.DROPPED_UNUSABLE),
    }
    assert rows["none.opus"].whisper == TEXTS[CLIPS[1]], "Whisper must have been asked"
    assert "5 of 5 clips" in capsys.readouterr().out
    whole = path.read_bytes()
    path.write_bytes(whole[:-20])
    asked = []
    monkeypatch.setattr(label, "load_labeller", lambda: lambda task: asked.append(task.file) or labeller(task))
    run_script(monkeypatch, speech_set, tmp_path)
    assert asked == ["broken.opus"]
    assert path.read_bytes() == whole


def test_a_run_stops_when_its_time_is_up(tmp_path):
    tasks = [ClipTask("", f"{number}.flac", 1.0, "", True) for number in range(3)]
    with open_table(tmp_path / "set.tsv") as table:
        label.write_labels(tasks, (row(task.file) for task in tasks), table, until=0.0)
        assert [r.file for r in table.rows] == ["0.flac"]
        label.write_labels(tasks[1:], (row(task.file) for task in tasks[1:]), table)
        assert [r.file for r in table.rows] == ["0.flac", "1.flac", "2.flac"]


def test_what_cannot_be_heard_is_unusable(labeller, tmp_path):
    soundfile.write(tmp_path / "long.flac", np.zeros(31 * 16_000), 16_000)
    soundfile.write(tmp_path / "slow.flac", np.zeros(8_000), 8_000)
    for file in ("long.flac", "slow.flac", "missing.flac"):
        task = ClipTask(str(tmp_path), file, 1.0, "HELLO", True)
        assert labeller(task).outcome is Outcome.DROPPED_UNUSABLE


def test_a_text_that_is_no_reference_is_not_read(tmp_path):
    (tmp_path / "manifest.tsv").write_text('file\tseconds\ttext\na.flac\t1.0\t"A clip.\tAnn\nb.flac\t2.0\t\t\n')
    assert [task.reference for task in tasks_of(tmp_path, has_reference=True, trusted=True)] == ['"A clip.', ""]
    assert [task.reference for task in tasks_of(tmp_path, has_reference=False, trusted=True)] == ["", ""]
