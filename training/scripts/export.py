"""Export: the newest checkpoint as ONNX, then in each of its forms, tokens and manifest."""

import argparse
import json
from pathlib import Path

import torch
from torch.export import Dim

from scripts.golden import write_golden
from stt.calibration import speech_for
from stt.checkpoint import load_student
from stt.features import MEL_BINS
from stt.forms import FORMS, Form
from stt.graphs import CONTEXT_FRAMES, Hearing, Spelling, nothing_heard
from stt.paths import CHECKPOINTS, MODELS, PIECES
from stt.quantise import prepare_graph
from stt.shipped import student_manifest
from stt.student import SUBSAMPLING, Student
from stt.text import load_pieces

FLOAT_NAMES = {"hearing": "hearing.float32.onnx", "speller": "speller.float32.onnx"}
OPSET = 18


def export_float(student: Student, folder: Path) -> None:
    """Write both graphs of `stt.graphs` as float32 ONNX into the folder, under FLOAT_NAMES."""
    quarters, entries, kept, frames = (Dim(name, min=1, max=4000) for name in ("quarters", "entries", "kept", "frames"))
    position, memory, remembered, _ = nothing_heard(student)
    program = torch.onnx.export(
        Hearing(student),
        (
            torch.zeros(1, CONTEXT_FRAMES + 32 * SUBSAMPLING, MEL_BINS),
            position,
            memory.expand(-1, -1, -1, 8, -1).contiguous(),
            remembered,
            torch.arange(16),
        ),
        input_names=["log_mel", "position", "memory", "remembered", "kept"],
        output_names=["phonemes", "features", "next_memory"],
        dynamic_shapes={
            "log_mel": {1: CONTEXT_FRAMES * quarters},
            "position": None,
            "memory": {3: entries},
            "remembered": None,
            "kept": {0: kept},
        },
        dynamo=True,
        opset_version=OPSET,
        external_data=False,
    )
    program.save(str(folder / FLOAT_NAMES["hearing"]), external_data=False)
    config = student.config
    program = torch.onnx.export(
        Spelling(student),
        (torch.zeros(1, 32, config.phonemes), torch.zeros(1, 32, config.width)),
        input_names=["phonemes", "features"],
        output_names=["logits"],
        dynamic_shapes={"phonemes": {1: frames}, "features": {1: frames}},
        dynamo=True,
        opset_version=OPSET,
        external_data=False,
    )
    program.save(str(folder / FLOAT_NAMES["speller"]), external_data=False)


def write_forms(run: Path, out: Path, forms: list[Form]) -> None:
    """Write the files of these forms into `out`, from the float graphs in `run`."""
    prepared = {role: run / f"{role}.prepared.onnx" for role in FLOAT_NAMES}
    for role, name in FLOAT_NAMES.items():
        prepare_graph(run / name, prepared[role])
    feeds = speech_for(prepared) if any(form.calibrated for form in forms) else {role: [] for role in prepared}
    for form in forms:
        form.make_files(prepared, out, feeds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", default="student-v0", help="checkpoint folder")
    parser.add_argument("--out", type=Path, default=MODELS / "student-v0")
    parser.add_argument("--version", default="0.3.0")
    parser.add_argument("--precisions", nargs="+", choices=FORMS, default=["int8"])
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    run = CHECKPOINTS / args.run
    student = load_student(run)
    pieces = load_pieces(PIECES)
    export_float(student, run)
    write_forms(run, args.out, [form for precision in args.precisions for form in FORMS[precision]])
    names = [pieces.id_to_piece(index) for index in range(pieces.get_piece_size())]
    (args.out / "tokens.json").write_text(json.dumps(names, ensure_ascii=False), "utf-8")
    write_golden(student, args.out)
    manifest = student_manifest(args.out, args.version, student.config, args.precisions)
    (args.out / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")
    for entry in manifest["files"]:
        print(f"{entry['path']}: {entry['bytes'] / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
