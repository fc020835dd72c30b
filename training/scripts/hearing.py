"""Hearing: phoneme error rate of a run's student, in whole utterances and in chunks as live speech is heard."""

import argparse

import jiwer
import torch

from scripts.evaluate import features_of
from stt.checkpoint import load_student
from stt.chunks import Chunks
from stt.corpus import read_manifest
from stt.ears import best_path
from stt.paths import CHECKPOINTS, SPEECH
from stt.phonemes import phonemise


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", default="student-v0")
    parser.add_argument("--every", type=int, default=6, help="take every so manieth utterance of dev")
    parser.add_argument(
        "--chunks",
        nargs="*",
        default=["8+16:500", "12+12:500", "8+16:256"],
        help="chunk, look-ahead and left context in encoder frames of 20 ms",
    )
    args = parser.parse_args()
    student = load_student(CHECKPOINTS / args.run).eval()
    rows = read_manifest(SPEECH / "dev")[:: args.every]
    said = [" ".join(units) for units in phonemise([text for _, text in rows])]
    log_mels = [torch.from_numpy(features_of(path)) for path, _ in rows]
    for way in (None, *args.chunks):
        chunks = way and Chunks(*map(int, way.replace("+", ":").split(":")))
        with torch.inference_mode():
            heard = [best_path(student.hear(log_mel, chunks=chunks).phonemes[0].numpy()) for log_mel in log_mels]
        name = "whole" if way is None else f"chunks {way}"
        print(f"dev ({len(rows)} utterances), {name}: {100 * jiwer.wer(said, heard):.2f} % PER", flush=True)


if __name__ == "__main__":
    main()
