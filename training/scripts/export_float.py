"""Float32 ONNX of a released student, for servers: read back from its INT8 files, no checkpoint needed.

TensorRT and other runtimes for GPUs want float weights and quantise, or halve, them in their own way. Writes
OUT/hearing.float32.onnx and OUT/speller.float32.onnx and says how far their scores on a clip are from the INT8 ones.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import soundfile
import torch

from scripts.export import FLOAT_NAMES, export_float
from stt.corpus import PHONEME_ID
from stt.features import log_mel, normalise_running
from stt.native import NativeStudent
from stt.paths import MODELS
from stt.released import released_weights
from stt.student import SUBSAMPLING, Student, StudentConfig

CLIP = Path(__file__).resolve().parents[1] / "tests" / "fixtures" / "clip.flac"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=MODELS / "student-v0")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    vocabulary = json.loads((args.model / "manifest.json").read_text())["vocabulary"]["size"]
    student = Student(StudentConfig(len(PHONEME_ID) + 1, vocabulary))
    student.load_state_dict(released_weights(args.model, student))
    student.eval()
    args.out.mkdir(parents=True, exist_ok=True)
    export_float(student, args.out)
    samples, _ = soundfile.read(CLIP, dtype="float32")
    frames = normalise_running(log_mel(torch.from_numpy(samples)))
    frames = frames[: len(frames) // SUBSAMPLING * SUBSAMPLING].numpy()[None]
    wanted = NativeStudent(args.model / "hearing.wasm.int8.onnx", args.model / "speller.wasm.int8.onnx").hear(frames)[0]
    scores = NativeStudent(*(args.out / name for name in FLOAT_NAMES.values())).hear(frames)[0]
    error = np.linalg.norm(scores - wanted) / np.linalg.norm(scores)
    print(f"{args.out}: phoneme scores differ from INT8 by {error:.4f} of their size")


if __name__ == "__main__":
    main()
