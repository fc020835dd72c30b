"""Word error rate and speed of the app as built, over a folder with a manifest.

    python bench/evaluate.py DIR [--path file] [--second-look on] [--text final] [--memory keep] [--provider wasm]
                                 [--model ID] [--second-look-model ID] [--every N] [--limit N]

DIR/manifest.tsv has tab-separated columns file, seconds, text; more columns are ignored. The files go
through the same program as `npm run transcribe`; texts are compared by jiwer after Whisper's English
normaliser, as corpus-level word error rate. A file that failed counts as heard with no words.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import jiwer
from whisper_normalizer.english import EnglishTextNormalizer

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Clip:
    path: Path
    reference: str


@dataclass(frozen=True)
class Score:
    clips: int
    failed: int
    audio_seconds: float
    wer_percent: float
    substitutions: int
    deletions: int
    insertions: int
    real_time_factor: float
    """Seconds of work for a second of audio."""


def read_manifest(folder: Path) -> list[Clip]:
    with (folder / "manifest.tsv").open(encoding="utf-8", newline="") as rows:
        reader = csv.reader(rows, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Clip(folder / row[0], row[2]) for row in reader if row]


def transcribe(clips: list[Clip], options: list[str]) -> list[dict]:
    """Lines of the command's JSON output, one a clip, in order."""
    # Not through npm: it joins the arguments to one shell word, which Linux limits to 128 KiB.
    command = ["node", "--import", "tsx", "bench/transcribe.ts", *options, "--", *(str(c.path) for c in clips)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        lines = [json.loads(line) for line in run.stdout]
    if run.returncode not in (0, 1) or len(lines) != len(clips):
        raise SystemExit(f"transcribe ended with {run.returncode} after {len(lines)} of {len(clips)} files")
    return lines


def score(clips: list[Clip], lines: list[dict]) -> Score:
    normalise = EnglishTextNormalizer()
    pairs = [
        (normalise(clip.reference), normalise(line.get("text", ""))) for clip, line in zip(clips, lines, strict=True)
    ]
    pairs = [pair for pair in pairs if pair[0]]
    words = jiwer.process_words([reference for reference, _ in pairs], [heard for _, heard in pairs])
    audio_ms = sum(line.get("audioMs", 0) for line in lines)
    wall_ms = sum(line.get("wallMs", 0) for line in lines)
    return Score(
        clips=len(clips),
        failed=sum("error" in line for line in lines),
        audio_seconds=audio_ms / 1000,
        wer_percent=100 * words.wer,
        substitutions=words.substitutions,
        deletions=words.deletions,
        insertions=words.insertions,
        real_time_factor=wall_ms / audio_ms if audio_ms else float("nan"),
    )


def engines_of(lines: list[dict]) -> str:
    """Who wrote the texts and where they ran; several where the run was not of one piece."""
    found = {
        f"{line['model']}{' + ' + line['secondLook'] if line['secondLook'] else ''} on {line['provider']}"
        for line in lines
        if "error" not in line
    }
    return "; ".join(sorted(found)) or "none"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--provider", choices=["auto", "webgpu", "wasm"], default="wasm")
    parser.add_argument("--path", choices=["stream", "file"], default="file")
    parser.add_argument("--second-look", choices=["on", "off"], default="on")
    parser.add_argument(
        "--text", choices=["final", "captions"], default="final", help="captions: as streamed, before any rewriting"
    )
    parser.add_argument(
        "--memory", choices=["keep", "forget"], default="keep", help="forget: begin each utterance anew"
    )
    parser.add_argument("--words", type=Path, help="names and terms to listen for, one a line")
    parser.add_argument("--model", help="id of another student")
    parser.add_argument("--second-look-model", help="id of another model for the final text")
    parser.add_argument("--every", type=int, default=1, help="take every so many clips")
    parser.add_argument("--limit", type=int, help="only the first so many clips")
    parser.add_argument("--save", type=Path, help="also write each clip's line here, with its reference")
    wanted = parser.parse_args()

    folder = wanted.folder.resolve()
    clips = read_manifest(folder)[:: wanted.every][: wanted.limit]
    options = ["--provider", wanted.provider, "--path", wanted.path, "--second-look", wanted.second_look]
    options += ["--text", wanted.text, "--memory", wanted.memory]
    if wanted.words:
        options += ["--words", str(wanted.words.resolve())]
    if wanted.model:
        options += ["--model", wanted.model]
    if wanted.second_look_model:
        options += ["--second-look-model", wanted.second_look_model]
    lines = transcribe(clips, options)
    if wanted.save:
        rows = (json.dumps({**line, "reference": c.reference}) for c, line in zip(clips, lines, strict=True))
        wanted.save.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")

    result = score(clips, lines)
    print(
        f"set            {folder.name}, {result.clips} files, {result.audio_seconds / 60:.1f} min, "
        f"{result.failed} failed"
    )
    print(f"engine         {engines_of(lines)}")
    second_look = wanted.second_look if wanted.text == "final" else "off"
    print(f"path           {wanted.path}, text {wanted.text}, second look {second_look}, memory {wanted.memory}")
    print(f"WER            {result.wer_percent:.2f} %")
    print(
        f"errors         {result.substitutions} substituted, {result.deletions} deleted, {result.insertions} inserted"
    )
    print(f"real-time      {result.real_time_factor:.3f} of the audio's length")
    if result.failed:
        sys.exit(1)


if __name__ == "__main__":
    main()
