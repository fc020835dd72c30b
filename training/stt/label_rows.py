"""Clips to label and the table of labels: one row a clip, appended when it is done, so that a run can be taken up."""

import csv
import fcntl
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from stt.agreement import Outcome


@dataclass(frozen=True)
class ClipTask:
    """One clip of a set. reference: empty where there is none; trusted: as in stt.agreement.decide."""

    folder: str
    file: str
    seconds: float
    reference: str
    trusted: bool

    @property
    def path(self) -> Path:
        return Path(self.folder, self.file)


@dataclass(frozen=True)
class LabelRow:
    """One row of the table. whisper: empty also where it was not asked."""

    file: str
    seconds: float
    label: str
    outcome: Outcome
    whisper: str
    moonshine: str

    def line(self) -> bytes:
        texts = (" ".join(text.split()) for text in (self.label, self.outcome, self.whisper, self.moonshine))
        return "\t".join((self.file, f"{self.seconds:.3f}", *texts)).encode() + b"\n"

    @classmethod
    def of_line(cls, line: bytes) -> "LabelRow":
        """Raises ValueError where the line is not such a row."""
        file, seconds, label, outcome, whisper, moonshine = line.decode().split("\t")
        return cls(file, float(seconds), label, Outcome(outcome), whisper, moonshine)


def tasks_of(folder: Path, has_reference: bool, trusted: bool) -> list[ClipTask]:
    """Tasks of folder/manifest.tsv (file, seconds, text or empty, ...)."""
    with (folder / "manifest.tsv").open(encoding="utf-8", newline="") as manifest:
        rows = list(csv.reader(manifest, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        ClipTask(str(folder.resolve()), row[0], float(row[1]), row[2].strip() if has_reference else "", trusted)
        for row in rows
        if row and row[0] != "file"
    ]


def read_rows(path: Path) -> list[LabelRow]:
    """Whole rows of a table; a last line without its end is a torn row and left out."""
    content = path.read_bytes() if path.exists() else b""
    return [LabelRow.of_line(line) for line in content[: content.rfind(b"\n") + 1].split(b"\n")[:-1]]


class LabelTable:
    """A table open for appending, of which this process is the one writer."""

    def __init__(self, file, rows: list[LabelRow]) -> None:
        self._file = file
        self.rows = rows

    def append(self, row: LabelRow) -> None:
        """One write a row: what was killed in the midst leaves a torn last row and no other harm."""
        self._file.write(row.line())
        self.rows.append(row)


@contextmanager
def open_table(path: Path) -> Iterator[LabelTable]:
    """The table with its rows so far, a torn last row cut off; BlockingIOError while another process writes it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab", buffering=0) as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        file.truncate(path.read_bytes().rfind(b"\n") + 1)
        yield LabelTable(file, read_rows(path))


def summary(name: str, rows: list[LabelRow], clips: int) -> str:
    """Counts of outcomes, hours kept and the share of rows dropped, as lines of text."""
    kept = [row for row in rows if row.outcome.kept]
    hours = sum(row.seconds for row in kept) / 3600
    all_hours = sum(row.seconds for row in rows) / 3600
    dropped = 100 * (1 - len(kept) / len(rows)) if rows else 0.0
    counts = Counter(row.outcome for row in rows)
    lines = [f"{name}: {len(rows)} of {clips} clips, {hours:.3f} of {all_hours:.3f} h kept, {dropped:.1f} % dropped"]
    return "\n".join(lines + [f"  {outcome}: {counts[outcome]}" for outcome in Outcome if counts[outcome]])
