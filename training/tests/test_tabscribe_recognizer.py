"""The installed package on real sound: files, long files, streams, the second look, and folders that are wrong."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import jiwer
import numpy as np
import pytest

import tabscribe
from stt.paths import MODELS
from tabscribe.audio_file import read_audio
from tabscribe.model_folder import ModelFolder

FIXTURES = Path(__file__).parents[2] / "e2e" / "fixtures"
FOLDER = Path(os.environ.get("TABSCRIBE_MODEL", MODELS / "student-v0"))
SCHEME = "should be a part of the whole scheme of the book"
MICROPHONE = (
    "of this it may be said that though there is some good paper made now but all mingled freely during the day "
    "in the yard"
)
MOST_ERRORS = 0.15
"""Tells right from broken, not good from better."""


def errors(said: str, text: str) -> float:
    plain = text.lower().replace(".", "").replace(",", "")
    return jiwer.wer(said, plain)


@pytest.fixture(scope="module")
def recognizer() -> tabscribe.Recognizer:
    return tabscribe.load(FOLDER)


@pytest.mark.parametrize("name", ["scheme.wav", "scheme.mp3", "scheme.ogg", "scheme.flac"])
def test_a_file_becomes_text_with_times(recognizer, name):
    transcript = recognizer.transcribe(FIXTURES / name)
    assert errors(SCHEME, transcript.text) <= MOST_ERRORS, transcript.text
    assert transcript.audio_ms == pytest.approx(3390, abs=60)
    times = [time for word in transcript.words for time in (word.start_ms, word.end_ms)]
    assert times == sorted(times)
    assert 0 <= times[0] < 500 < 2500 < times[-1] <= transcript.audio_ms


def test_a_long_file_is_cut_at_pauses_and_no_word_is_lost(recognizer):
    sentence = np.concatenate(list(read_audio(FIXTURES / "scheme.wav")))
    transcript = recognizer.transcribe(np.tile(np.r_[sentence, np.zeros(8000, np.float32)], 16))
    assert len(transcript.segments) >= 3
    assert all(part.words[-1].end_ms - part.words[0].start_ms <= 24_000 for part in transcript.segments)
    assert errors(" ".join([SCHEME] * 16), transcript.text) <= MOST_ERRORS, transcript.text


def test_silence_has_no_words(recognizer):
    assert recognizer.transcribe(np.zeros(80_000, np.float32)).text == ""
    assert recognizer.transcribe(np.zeros(0, np.float32)).text == ""


@pytest.mark.parametrize("push", [1280, 40_000])
def test_a_stream_hears_what_a_file_has(recognizer, push):
    samples = np.concatenate(list(read_audio(FIXTURES / "microphone.wav")))
    stream = recognizer.stream()
    partials = [stream.push(samples[at : at + push]) for at in range(0, len(samples), push)]
    transcript = stream.end()
    assert errors(MICROPHONE, transcript.text) <= MOST_ERRORS, transcript.text
    assert len(transcript.segments) == 2, "two sentences with two seconds of silence between them"
    assert transcript.segments[1].words[0].start_ms == pytest.approx(8240, abs=300)
    assert transcript.audio_ms == 10 * (len(samples) // 160)
    grown = [len(text) for text in partials]
    assert len(set(grown)) > min(len(grown), 10) / 2, "the text grows while it is said"


def test_the_second_look_rewrites_and_keeps_the_times(recognizer):
    stronger = tabscribe.load(FOLDER, second_look=MODELS / "moonshine-tiny")
    transcript = stronger.transcribe(FIXTURES / "scheme.wav")
    assert [part.engine for part in transcript.segments] == ["moonshine-tiny"]
    assert errors(SCHEME, transcript.text) == 0
    heard = recognizer.transcribe(FIXTURES / "scheme.wav")
    assert transcript.words[-1].end_ms == pytest.approx(heard.words[-1].end_ms, abs=200)


def test_without_its_words_the_student_spells(tmp_path):
    folder = tmp_path / "student"
    shutil.copytree(FOLDER, folder)
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["files"] = [file for file in manifest["files"] if file["role"] != "words"]
    (folder / "manifest.json").write_text(json.dumps(manifest))
    speller = tabscribe.load(folder)
    assert errors(SCHEME, speller.transcribe(FIXTURES / "scheme.wav").text) < 0.7
    stream = speller.stream()
    stream.push(np.concatenate(list(read_audio(FIXTURES / "scheme.wav"))))
    assert errors(SCHEME, stream.end().text) < 0.7


def damaged(folder: Path) -> None:
    path = next(folder.glob("hearing.wasm*"))
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def without_memory(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    del manifest["memory"]
    (folder / "manifest.json").write_text(json.dumps(manifest))


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (damaged, "hearing.wasm.* is damaged"),
        (lambda folder: (folder / "manifest.json").unlink(), "no manifest.json"),
        (lambda folder: (folder / "manifest.json").write_text("{"), "not JSON"),
        (lambda folder: (folder / "tokens.json").unlink(), "tokens.json cannot be read"),
        (without_memory, "'memory'"),
    ],
)
def test_a_wrong_folder_says_what_is_wrong(tmp_path, spoil, reason):
    folder = tmp_path / "student"
    shutil.copytree(FOLDER, folder)
    spoil(folder)
    with pytest.raises(tabscribe.ModelError, match=reason):
        tabscribe.load(folder)


def test_int8_for_the_processor_is_taken(tmp_path):
    contents = {"gpu": b"1", "small": b"2", "right": b"3"}
    for path, content in contents.items():
        (tmp_path / path).write_bytes(content)
    extra = {"gpu": {"provider": "webgpu"}, "small": {"provider": "wasm", "precision": "int4"}, "right": {}}
    files = [
        {"role": "hearing", "path": path, "sha256": hashlib.sha256(contents[path]).hexdigest(), **more}
        for path, more in extra.items()
    ]
    (tmp_path / "manifest.json").write_text(json.dumps({"schema": 1, "kind": "ctc-log-mel", "files": files}))
    assert ModelFolder(tmp_path, "ctc-log-mel").read("hearing") == b"3"


def test_a_student_is_no_second_look():
    with pytest.raises(tabscribe.ModelError, match="moonshine"):
        tabscribe.load(FOLDER, second_look=FOLDER)


def test_the_command_goes_on_after_a_file_that_it_cannot_read(tmp_path):
    command = [sys.executable, "-m", "tabscribe", "--model", str(FOLDER), "--json"]
    files = [str(tmp_path / "missing.wav"), str(FIXTURES / "not-audio.mp3"), str(FIXTURES / "scheme.wav")]
    done = subprocess.run([*command, *files], capture_output=True, text=True, cwd=Path(__file__).parents[1])
    assert done.returncode == 1
    assert "missing.wav" in done.stderr and "not-audio.mp3" in done.stderr
    line = json.loads(done.stdout)
    assert errors(SCHEME, line["text"]) <= MOST_ERRORS
    assert line["segments"][0]["words"][0]["start_ms"] < 500
