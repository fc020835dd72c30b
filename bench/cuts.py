"""What cutting costs: long speech without pauses, cut by the app, against the same clips heard one by one and uncut.

    python bench/cuts.py DIR [--speakers N] [--minutes M] [--second-look on|off]

DIR as for memory.py. The clips of one speaker are joined without any pause; the app cuts the recording where it thinks
best, as a stream and as a file.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import soundfile

from evaluate import Clip, score, transcribe
from memory import SAMPLE_RATE_HZ, by_speaker, join, read_spoken
from report.sounds import read_mono


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--speakers", type=int, default=4, help="only the first so many")
    parser.add_argument("--minutes", type=float, default=3, help="longest recording")
    parser.add_argument("--second-look", choices=["on", "off"], default="on")
    wanted = parser.parse_args()

    groups = by_speaker(read_spoken(wanted.folder.resolve()), 60 * wanted.minutes, 0)[: wanted.speakers]
    options = ["--provider", "wasm", "--second-look", wanted.second_look]
    with tempfile.TemporaryDirectory() as scratch:
        joined = []
        for group in groups:
            path = Path(scratch) / f"{group[0].speaker}.wav"
            soundfile.write(path, join([read_mono(clip.path) for clip in group], 0), SAMPLE_RATE_HZ)
            joined.append(Clip(path, " ".join(clip.text for clip in group)))
        alone = [Clip(clip.path, clip.text) for group in groups for clip in group]
        for name, clips, path in (
            ("each clip as a file", alone, "file"),
            ("joined, as a file", joined, "file"),
            ("joined, as a stream", joined, "stream"),
        ):
            result = score(clips, transcribe(clips, [*options, "--path", path]))
            print(
                f"{name:22}{result.audio_seconds / 60:.1f} min, {result.failed} failed, WER {result.wer_percent:.2f} %"
            )


if __name__ == "__main__":
    main()
