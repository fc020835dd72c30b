"""Evaluate: greedy word error rate of the float32 and both INT8 forms on whole utterances, natively.

The app's own figures, through Chromium, come from bench/evaluate.py; these tell whether INT8 costs words.
"""

import argparse
from pathlib import Path

import jiwer
import numpy as np
import sentencepiece
import soundfile
import torch
from whisper_normalizer.english import EnglishTextNormalizer

from scripts.export import FLOAT_NAMES
from stt.corpus import read_manifest
from stt.features import log_mel, normalise_running
from stt.native import NativeStudent
from stt.paths import CHECKPOINTS, MODELS, PIECES, SPEECH
from stt.student import SUBSAMPLING
from stt.text import BLANK_ID, load_pieces


def greedy(logits: np.ndarray, pieces: sentencepiece.SentencePieceProcessor) -> str:
    """Best path of CTC, [frames, vocabulary] -> text."""
    best = logits.argmax(-1)
    kept = best[np.r_[True, best[1:] != best[:-1]]]
    return pieces.decode([int(token) for token in kept if token != BLANK_ID])


def features_of(path: Path) -> np.ndarray:
    """Normalised log-mel [1, frames, bins], frames a multiple of the subsampling."""
    samples, _ = soundfile.read(path, dtype="float32")
    frames = normalise_running(log_mel(torch.from_numpy(samples)))
    missing = -frames.shape[0] % SUBSAMPLING
    return torch.nn.functional.pad(frames, (0, 0, 0, missing), value=-1.0)[None].numpy()


def word_error_rate(student: NativeStudent, rows: list[tuple[Path, str]]) -> float:
    """WER of the speller's greedy text by jiwer, after Whisper's English normaliser."""
    pieces, normalise = load_pieces(PIECES), EnglishTextNormalizer()
    logits = (student.spell(*student.hear(features_of(path)))[0] for path, _ in rows)
    heard = [normalise(greedy(scores, pieces)) for scores in logits]
    return jiwer.wer([normalise(text) for _, text in rows], heard)


def shipped(folder: Path, provider: str) -> NativeStudent:
    """The INT8 form of a model folder for one provider."""
    return NativeStudent(*(folder / f"{role}.{provider}.int8.onnx" for role in FLOAT_NAMES))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", default="student-v0")
    parser.add_argument("--model", type=Path, default=MODELS / "student-v0")
    parser.add_argument("--sets", nargs="+", default=["dev"])
    parser.add_argument("--limit", type=int, help="first so many utterances only")
    args = parser.parse_args()
    run = CHECKPOINTS / args.run
    forms = {
        "float32": NativeStudent(*(run / name for name in FLOAT_NAMES.values())),
        "INT8 WASM": shipped(args.model, "wasm"),
        "INT8 WebGPU": shipped(args.model, "webgpu"),
    }
    for name in args.sets:
        rows = read_manifest(SPEECH / name)[: args.limit]
        for form, student in forms.items():
            wer = word_error_rate(student, rows)
            print(f"{name} ({len(rows)} utterances), {form}: {100 * wer:.2f} % WER", flush=True)


if __name__ == "__main__":
    main()
