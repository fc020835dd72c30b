"""Sets out of public repositories, built here as tiny git repositories."""

import subprocess
from pathlib import Path

import numpy as np
import pytest
import soundfile

from stt.corpus import read_manifest
from stt.found import Repository, convert, decoded


def commit(folder: Path, files: dict[str, bytes]) -> Repository:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    git = ["git", "-C", str(folder), "-c", "user.name=a", "-c", "user.email=a@b"]
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "speech"]):
        subprocess.run([*git, *words], check=True)
    return Repository(folder)


def tone(tmp_path: Path, rate_hz: int, seconds: float = 0.5) -> bytes:
    path = tmp_path / f"{rate_hz}.wav"
    soundfile.write(path, 0.3 * np.sin(np.arange(int(rate_hz * seconds)) * 0.1), rate_hz)
    return path.read_bytes()


RECIPE = {"name": "x", "repository": "a/b", "licence": "CC0"}


def test_ljspeech_without_what_another_set_has(tmp_path):
    table = b"A1|In 1961.|In nineteen sixty-one.\nA2|Two.|Two.\n"
    wav = tone(tmp_path, 22050)
    files = {"metadata.csv": table, "wavs/A1.wav": wav, "wavs/A2.wav": wav, "wavs/A3.wav": wav}
    repository = commit(tmp_path / "repo", files)
    recipe = RECIPE | {"reader": "ljspeech", "paths": "wavs/*.wav", "table": "metadata.csv"}
    clips, seconds, speakers = convert(repository, recipe, tmp_path / "x", {"A2"})
    assert (clips, round(seconds, 2), speakers) == (1, 0.5, 1)
    ((path, text),) = read_manifest(tmp_path / "x")
    assert text == "In nineteen sixty-one."
    assert soundfile.info(path).samplerate == 16000
    assert (tmp_path / "x" / "LICENCE").read_text() == "CC0\nhttps://github.com/a/b\n"


def test_common_voice(tmp_path):
    table = b'client_id\tpath\tsentence\nabc\ta.wav\tHe said "yes".\n'
    repository = commit(tmp_path / "repo", {"v.tsv": table, "clips/a.wav": tone(tmp_path, 16000)})
    recipe = RECIPE | {"reader": "common_voice", "paths": "clips/*", "table": "v.tsv"}
    assert convert(repository, recipe, tmp_path / "x", set())[2] == 1
    assert [text for _, text in read_manifest(tmp_path / "x")] == ['He said "yes".']


def test_only_waived_files_of_the_named_folders(tmp_path):
    wav = tone(tmp_path, 16000)
    files = {
        "athena/en/a.wav": wav,
        "athena/en/b.wav": wav,
        "other/en/c.wav": wav,
        "licenses/1.txt": b"I place them into the public domain.\nathena/en/a.wav\nc.wav\n",
        "licenses/2.txt": b"All rights reserved.\nb.wav\n",
    }
    recipe = RECIPE | {"reader": "folder_names", "paths": "*/en/*.wav", "folder": 0, "waivers": "licenses/*.txt"}
    recipe["names"] = {"athena": "Athena."}
    assert convert(commit(tmp_path / "repo", files), recipe, tmp_path / "x", set())[0] == 1
    assert [text for _, text in read_manifest(tmp_path / "x")] == ["Athena."]


@pytest.mark.parametrize("content", [b"no audio", b""])
def test_what_cannot_be_read_is_left_out(content):
    assert decoded(content) is None


def test_silence_is_left_out(tmp_path):
    soundfile.write(tmp_path / "s.wav", np.zeros(1600), 16000)
    assert decoded((tmp_path / "s.wav").read_bytes()) is None
