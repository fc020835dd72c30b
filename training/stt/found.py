"""Sets of real speech out of public git repositories (found.toml), as 16 kHz FLAC with manifest.tsv and LICENCE."""

import csv
import fnmatch
import io
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile
from scipy.signal import resample_poly

from stt.features import SAMPLE_RATE_HZ

SILENCE_PEAK = 0.005
WAIVER = "into the public domain"


@dataclass(frozen=True)
class FoundClip:
    """One file of a repository; text and speaker are empty where they are not known."""

    path: str
    text: str
    speaker: str


class Repository:
    """The newest commit of a git directory."""

    def __init__(self, git_directory: Path) -> None:
        self._directory = str(git_directory)
        self.paths = self._git("ls-tree", "-r", "-z", "--name-only", "HEAD").decode().split("\0")

    def _git(self, *words: str) -> bytes:
        return subprocess.run(["git", "-C", self._directory, *words], check=True, capture_output=True).stdout

    def read(self, path: str) -> bytes:
        return self._git("show", f"HEAD:{path}")

    def like(self, pattern: str) -> list[str]:
        return [path for path in self.paths if fnmatch.fnmatchcase(path, pattern)]


def ljspeech(repository: Repository, recipe: dict) -> Iterator[FoundClip]:
    """metadata.csv: name|text|text with numbers in words."""
    rows = (line.split("|") for line in repository.read(recipe["table"]).decode("utf-8").splitlines())
    texts = {row[0]: row[2] for row in rows if len(row) == 3}
    for path in repository.like(recipe["paths"]):
        if text := texts.get(Path(path).stem):
            yield FoundClip(path, text, "LJ")


def common_voice(repository: Repository, recipe: dict) -> Iterator[FoundClip]:
    """validated.tsv with a head: client_id, path, sentence, ..."""
    table = io.StringIO(repository.read(recipe["table"]).decode("utf-8"))
    rows = {row["path"]: row for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)}
    for path in repository.like(recipe["paths"]):
        if row := rows.get(Path(path).name):
            yield FoundClip(path, row["sentence"], row["client_id"][:12])


def unlabelled(repository: Repository, recipe: dict) -> Iterator[FoundClip]:
    for path in repository.like(recipe["paths"]):
        yield FoundClip(path, "", Path(path).parts[recipe["speaker_folder"]])


def folder_names(repository: Repository, recipe: dict) -> Iterator[FoundClip]:
    """The folder's name is what is said; with waivers, only the files that one of them names."""
    waived = None
    if pattern := recipe.get("waivers"):
        texts = [repository.read(path).decode("utf-8", "replace") for path in repository.like(pattern)]
        lines = (line for text in texts if WAIVER in text for line in text.splitlines())
        waived = {Path(line.strip()).name for line in lines}
    names = recipe.get("names")
    for path in repository.like(recipe["paths"]):
        said = Path(path).parts[recipe["folder"]]
        if (names is None or said in names) and (waived is None or Path(path).name in waived):
            yield FoundClip(path, names[said] if names else f"{said.capitalize()}.", "")


READERS = {reader.__name__: reader for reader in (ljspeech, common_voice, unlabelled, folder_names)}


def decoded(content: bytes) -> np.ndarray | None:
    """First channel at 16 kHz, float [n]; None where it cannot be read or is silent."""
    try:
        samples, rate_hz = soundfile.read(io.BytesIO(content), always_2d=True)
    except soundfile.LibsndfileError:
        return None
    mono = samples[:, 0]
    if rate_hz != SAMPLE_RATE_HZ:
        divisor = int(np.gcd(rate_hz, SAMPLE_RATE_HZ))
        mono = resample_poly(mono, SAMPLE_RATE_HZ // divisor, rate_hz // divisor)
    return mono if len(mono) and np.abs(mono).max() > SILENCE_PEAK else None


def convert(repository: Repository, recipe: dict, folder: Path, known: set[str]) -> tuple[int, float, int]:
    """Write one set; (clips, seconds, speakers). known: stems of files that another set has already."""
    folder.mkdir(parents=True, exist_ok=True)
    rows, speakers = [], set()
    for number, clip in enumerate(READERS[recipe["reader"]](repository, recipe)):
        samples = None if Path(clip.path).stem in known else decoded(repository.read(clip.path))
        if samples is None:
            continue
        name = f"{recipe['name']}_{number:05d}.flac"
        soundfile.write(folder / name, np.clip(samples, -1, 1), SAMPLE_RATE_HZ, "PCM_16")
        rows.append((name, f"{len(samples) / SAMPLE_RATE_HZ:.3f}", " ".join(clip.text.split()), clip.speaker))
        speakers.add(clip.speaker)
    (folder / "manifest.tsv").write_text("".join("\t".join(row) + "\n" for row in rows), "utf-8")
    (folder / "LICENCE").write_text(f"{recipe['licence']}\nhttps://github.com/{recipe['repository']}\n", "utf-8")
    return len(rows), sum(float(row[1]) for row in rows), len(speakers - {""})
