"""What the report measures, each as one row; a row is measured once for the models as they are and then kept."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from evaluate import Clip, score, transcribe
from stt.paths import MODELS, REPOSITORY

STAGES = ("features", "media", "recognizer", "decoder")
"""Folders of the app whose code decides which words come out."""


@dataclass(frozen=True)
class Way:
    """A way through the app."""

    key: str
    name: str
    options: tuple[str, ...]


FILE_ALONE = Way("file-off", "student alone, file path", ("--path", "file", "--second-look", "off"))
FILE = Way("file-on", "with the second look, file path", ("--path", "file"))
CAPTIONS = Way("captions", "student alone, captions as streamed", ("--path", "stream", "--text", "captions"))
STREAM = Way("stream-on", "with the second look, stream path", ("--path", "stream"))


@dataclass(frozen=True)
class Row:
    """One figure of the report."""

    audio: str
    engine: str
    figure: str
    """WER in percent, or words."""
    wrong: str
    """What the errors are."""


class Kept:
    """Rows measured before, by what they measure and the hash of what decides it."""

    def __init__(self, folder: Path, deciding: bytes) -> None:
        self.folder = folder / hashlib.sha256(deciding).hexdigest()[:12]

    def row(self, name: str, measure: Callable[[], Row]) -> Row:
        """The row of this name, measured now if it has not been."""
        path = self.folder / f"{name}.json"
        if not path.exists():
            print(f"{name} ...", flush=True)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(asdict(measure())))
        row = Row(**json.loads(path.read_text()))
        print(f"{name}: {row.figure}", flush=True)
        return row


def deciding_for_app() -> bytes:
    """The models that the app takes by default, and its code that turns sound into words."""
    manifests = [json.loads(path.read_text("utf-8")) for path in sorted(MODELS.glob("*/manifest.json"))]
    files = [entry for manifest in manifests for entry in manifest["files"]]
    hashes = [entry["sha256"] for entry in files if entry.get("precision", "int8") == "int8"]
    sources = [path for stage in STAGES for path in sorted((REPOSITORY / "src" / stage).glob("*.ts"))]
    return "".join(hashes).encode() + contents(sources)


def deciding_for_peers() -> bytes:
    """What a peer's words come from; it does not change with the student."""
    code = [Path(__file__).with_name("peers.py"), REPOSITORY / "training" / "scripts" / "recover.py"]
    return contents([MODELS / "moonshine-tiny" / "manifest.json", *code])


def contents(paths: list[Path]) -> bytes:
    return b"".join(path.read_bytes() for path in paths)


def lines_of(clips: list[Clip], way: Way) -> list[dict]:
    """The app's lines for clips, on WASM in Chromium."""
    return transcribe(clips, ["--provider", "wasm", *way.options])


def words_by_app(audio: str, clips: list[Clip], way: Way) -> Row:
    """Word error rate of the app as built."""
    return scored(audio, way.name, clips, lines_of(clips, way))


def words_by_peer(audio: str, engine: str, clips: list[Clip], hear: Callable[[list[Path]], list[str]]) -> Row:
    """Word error rate of a peer, natively."""
    texts = hear([clip.path for clip in clips])
    return scored(audio, engine, clips, [{"text": text} for text in texts])


def scored(audio: str, engine: str, clips: list[Clip], lines: list[dict]) -> Row:
    result = score(clips, lines)
    wrong = f"{result.substitutions} substituted, {result.deletions} deleted, {result.insertions} inserted"
    return Row(f"{audio}, {len(clips)} clips", engine, f"{result.wer_percent:.2f} %", wrong)


def words_in_quiet(paths: list[Path], way: Way) -> Row:
    """Words that the app writes where nobody speaks: the bar is none."""
    lines = lines_of([Clip(path, "") for path in paths], way)
    counts = {path.stem: len(line["text"].split()) for path, line in zip(paths, lines, strict=True)}
    wrong = ", ".join(f"{name} {count}" for name, count in counts.items())
    return Row("nobody speaks, 2 min each", way.name, f"{sum(counts.values())} words", wrong)
