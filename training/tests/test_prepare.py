"""Cuts of folders: with labels, without, and which sets there are."""

from argparse import Namespace

import numpy as np
import pytest
import soundfile
from lhotse import CutSet

from scripts import prepare
from stt import sets
from stt.agreement import Outcome
from stt.label_rows import LabelRow, open_table


def row(file, label, outcome):
    return LabelRow(file, 1.0, label, outcome, "", "")


@pytest.fixture
def folder(tmp_path):
    """Four clips of one second; the last one is too long."""
    out = tmp_path / "coffee"
    out.mkdir()
    seconds = {"a.flac": 1, "b.flac": 1, "c.flac": 1, "d.flac": 18}
    for file, length in seconds.items():
        soundfile.write(out / file, np.full(16000 * length, 0.1), 16000)
    (out / "manifest.tsv").write_text("".join(f"{file}\t1.0\tOld text {file[0]}.\n" for file in seconds))
    return out


def texts(cuts):
    return {cut.id.split("/")[1].split("-")[0]: cut.supervisions[0].text for cut in cuts}


def test_a_set_without_labels_keeps_its_texts(folder, monkeypatch, tmp_path):
    monkeypatch.setattr(prepare, "LABELS", tmp_path / "none")
    assert texts(prepare.folder_cuts(folder)) == {"a": "Old text a.", "b": "Old text b.", "c": "Old text c."}


def test_labels_replace_the_texts_and_drop_clips(folder, monkeypatch, tmp_path):
    monkeypatch.setattr(prepare, "LABELS", tmp_path)
    with open_table(tmp_path / "coffee.tsv") as table:
        table.append(row("a.flac", "New text.", Outcome.TEACHERS_AGREE))
        table.append(row("b.flac", "", Outcome.DROPPED_DISAGREE))
    assert texts(prepare.folder_cuts(folder)) == {"a": "New text.", "c": "Old text c."}, "c was not heard yet"


def test_sets_come_from_the_speech_folder_and_from_what_was_found(tmp_path, monkeypatch):
    for path in ("speech/train/lj", "found/vcc", "kokoro"):
        (tmp_path / path).mkdir(parents=True)
        (tmp_path / path / "manifest.tsv").write_text("")
    (tmp_path / "found" / "half_fetched").mkdir()
    monkeypatch.setattr(sets, "SPEECH", tmp_path / "speech")
    monkeypatch.setattr(sets, "FOUND", tmp_path / "found")
    monkeypatch.setattr(sets, "SYNTHETIC", tmp_path / "kokoro")
    assert [folder.name for folder in sets.training_folders()] == ["lj", "vcc", "kokoro"]


def test_corpora_that_are_off_or_not_there_are_passed_over(tmp_path, monkeypatch):
    monkeypatch.setattr(prepare, "CORPORA", tmp_path)
    (tmp_path / "here").mkdir()
    (tmp_path / "off").mkdir()
    (tmp_path / "corpora.toml").write_text(
        '[[corpus]]\nname = "a"\nfolder = "here"\n'
        '[[corpus]]\nname = "b"\nfolder = "off"\nuse = false\n'
        '[[corpus]]\nname = "c"\nfolder = "missing"\n'
    )
    assert [corpus["name"] for corpus, _ in prepare.corpora(tmp_path / "corpora.toml")] == ["a"]


def test_cuts_are_written_once_unless_they_are_named(folder, monkeypatch, tmp_path):
    monkeypatch.setattr(prepare, "CUTS", tmp_path)
    monkeypatch.setattr(prepare, "LABELS", tmp_path / "none")
    made = []

    def make():
        made.append(1)
        return prepare.folder_cuts(folder)

    fill, named, other = (Namespace(fresh=False, only=only) for only in (None, ["coffee"], ["lj"]))
    assert [prepare.store("coffee", make, args) for args in (other, fill, fill, named)] == [False, True, False, True]
    assert len(made) == 2 and len(CutSet.from_file(tmp_path / "coffee.jsonl.gz")) == 3
    assert not prepare.store("empty", lambda: CutSet.from_cuts([]), fill)
    assert [path.name for path in tmp_path.glob("*.gz")] == ["coffee.jsonl.gz"]
