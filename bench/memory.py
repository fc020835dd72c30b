"""What the student's memory is worth on a stream, and what a minute costs late in a long recording.

    python bench/memory.py DIR [--speakers N] [--minutes M] [--pause SECONDS] [--provider wasm]

DIR/manifest.tsv has tab-separated columns file, seconds, text, speaker. The clips of one speaker are joined to one
recording, with pauses that end an utterance. Each recording is streamed twice through the app, once with the memory
kept from utterance to utterance and once forgotten at each; what is compared is the captions as they were streamed.
"""

from __future__ import annotations

import argparse
import csv
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile

from evaluate import Clip, score, transcribe
from report.sounds import read_mono

SAMPLE_RATE_HZ = 16000
WHOLE_MINUTE_SECONDS = 60


@dataclass(frozen=True)
class Spoken:
    path: Path
    seconds: float
    text: str
    speaker: str


def read_spoken(folder: Path) -> list[Spoken]:
    with (folder / "manifest.tsv").open(encoding="utf-8", newline="") as rows:
        reader = csv.reader(rows, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Spoken(folder / row[0], float(row[1]), row[2], row[3]) for row in reader if row]


def by_speaker(clips: list[Spoken], most_seconds: float, pause_seconds: float) -> list[list[Spoken]]:
    """For each speaker the first clips that fit into so many seconds, in the order of the manifest."""
    groups: dict[str, list[Spoken]] = {}
    lengths: dict[str, float] = {}
    for clip in clips:
        length = lengths.get(clip.speaker, 0) + clip.seconds + pause_seconds
        if length > most_seconds:
            continue
        lengths[clip.speaker] = length
        groups.setdefault(clip.speaker, []).append(clip)
    return list(groups.values())


def join(clips: list[np.ndarray], pause_seconds: float) -> np.ndarray:
    """One recording of all, each clip with a pause behind it."""
    pause = np.zeros(round(pause_seconds * SAMPLE_RATE_HZ), np.float32)
    return np.concatenate([part for clip in clips for part in (clip, pause)])


def seconds_of_work(lines: list[dict], minute: int) -> float | None:
    """Mean work on this minute, from 0, over the recordings that have all of it, for a second of audio."""
    full = [line["minutesMs"][minute] for line in lines if line.get("audioMs", 0) >= 60_000 * (minute + 1)]
    return sum(full) / len(full) / 1000 / WHOLE_MINUTE_SECONDS if full else None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--speakers", type=int, default=10, help="only the first so many")
    parser.add_argument("--minutes", type=float, default=6, help="longest recording")
    parser.add_argument("--pause", type=float, default=1.0, help="seconds of silence between clips")
    parser.add_argument("--provider", choices=["auto", "webgpu", "wasm"], default="wasm")
    wanted = parser.parse_args()

    groups = by_speaker(read_spoken(wanted.folder.resolve()), 60 * wanted.minutes, wanted.pause)[: wanted.speakers]
    with tempfile.TemporaryDirectory() as scratch:
        recordings = []
        for group in groups:
            path = Path(scratch) / f"{group[0].speaker}.wav"
            soundfile.write(path, join([read_mono(clip.path) for clip in group], wanted.pause), SAMPLE_RATE_HZ)
            recordings.append(Clip(path, " ".join(clip.text for clip in group)))
        for memory in ("keep", "forget"):
            options = ["--provider", wanted.provider, "--path", "stream", "--text", "captions", "--memory", memory]
            report(memory, recordings, transcribe(recordings, options))


def report(memory: str, recordings: list[Clip], lines: list[dict]) -> None:
    result = score(recordings, lines)
    minutes = max(len(line.get("minutesMs", [])) for line in lines)
    costs = [seconds_of_work(lines, minute) for minute in range(minutes)]
    print(
        f"memory {memory:7}{result.clips} recordings, {result.audio_seconds / 60:.1f} min, {result.failed} failed, "
        f"WER {result.wer_percent:.2f} %"
    )
    print("seconds of work a second, by minute: " + ", ".join(f"{cost:.3f}" for cost in costs if cost is not None))


if __name__ == "__main__":
    main()
