"""Export: the newest checkpoint as ONNX, then INT8 for WASM and for WebGPU, tokens and manifest."""

import argparse
import json
from pathlib import Path

import torch

from scripts.golden import write_golden
from stt.checkpoint import load_student
from stt.features import MEL_BINS
from stt.paths import CHECKPOINTS, MODELS, PIECES
from stt.quantise import prepare_graph, quantise_wasm, quantise_webgpu
from stt.shipped import student_manifest
from stt.student import SUBSAMPLING, Student
from stt.text import load_pieces

FLOAT_NAME = "model.float32.onnx"


def export_float(student: Student, path: Path) -> None:
    """Float32 ONNX: log_mel [1, T, MEL_BINS] -> logits [1, T / 2, vocabulary] and phonemes [1, T / 4, phonemes].

    T is any multiple of 4."""
    quarters = torch.export.Dim("quarters", min=2, max=4000)
    program = torch.onnx.export(
        student,
        (torch.zeros(1, 128 * SUBSAMPLING, MEL_BINS),),
        input_names=["log_mel"],
        output_names=["logits", "phonemes"],
        dynamic_shapes={"log_mel": {1: SUBSAMPLING * quarters}},
        dynamo=True,
        opset_version=18,
        external_data=False,
    )
    program.save(str(path), external_data=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", default="student-v0", help="checkpoint folder")
    parser.add_argument("--out", type=Path, default=MODELS / "student-v0")
    parser.add_argument("--version", default="0.3.0")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    run = CHECKPOINTS / args.run
    student = load_student(run)
    pieces = load_pieces(PIECES)
    export_float(student, run / FLOAT_NAME)
    prepared = run / "model.prepared.onnx"
    prepare_graph(run / FLOAT_NAME, prepared)
    quantise_wasm(prepared, args.out / "model.wasm.int8.onnx")
    quantise_webgpu(prepared, args.out / "model.webgpu.int8.onnx")
    names = [pieces.id_to_piece(index) for index in range(pieces.get_piece_size())]
    (args.out / "tokens.json").write_text(json.dumps(names, ensure_ascii=False), "utf-8")
    write_golden(student, args.out)
    manifest = student_manifest(args.out, args.version, len(names), student.config.phonemes)
    (args.out / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")
    for entry in manifest["files"]:
        print(f"{entry['path']}: {entry['bytes'] / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
