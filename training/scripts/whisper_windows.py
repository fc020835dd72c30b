"""What shorter windows than Whisper's 30 s cost in words and save in work, natively on one thread.

    python training/scripts/whisper_windows.py base --every 5 --padding 1 3 30

Needs the folder that scripts/export_whisper.py writes. Prints a line for each padding: seconds of silence behind each
utterance, up to 30 s in all.
"""

import argparse
import csv
import sys
import time
from pathlib import Path

import jiwer
import numpy as np
import soundfile
import torch
from whisper_normalizer.english import EnglishTextNormalizer

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from scripts.export_whisper import MAX_TOKENS_PER_SECOND, RELEASES  # noqa: E402
from stt.features import SAMPLE_RATE_HZ, log_mel, normalise_whisper  # noqa: E402
from stt.paths import MODELS, SPEECH  # noqa: E402
from stt.teacher import WINDOW_SAMPLES, text_of  # noqa: E402
from stt.whisper_onnx import OnnxWhisper  # noqa: E402


def window_of(samples: np.ndarray, padding_s: float) -> np.ndarray:
    """Normalised log-mel [1, frames, bins] of the samples and the silence behind them; an even number of frames."""
    length = min(WINDOW_SAMPLES, len(samples) + round(padding_s * SAMPLE_RATE_HZ))
    padded = np.zeros(max(length, len(samples)), np.float32)
    padded[: len(samples)] = samples
    frames = normalise_whisper(log_mel(torch.from_numpy(padded)))
    return frames[: len(frames) // 2 * 2][None].numpy()


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("name", choices=list(RELEASES))
    parser.add_argument("--padding", type=float, nargs="+", default=[1.0, 3.0, 30.0], help="seconds")
    parser.add_argument("--set", type=Path, default=SPEECH / "dev", help="folder with a manifest.tsv")
    parser.add_argument("--every", type=int, default=5, help="take every so many utterances")
    options = parser.parse_args()
    torch.set_num_threads(1)
    model, normalise = OnnxWhisper(MODELS / RELEASES[options.name].id), EnglishTextNormalizer()
    with (options.set / "manifest.tsv").open(encoding="utf-8") as manifest:
        rows = list(csv.reader(manifest, delimiter="\t", quoting=csv.QUOTE_NONE))
    rows = [row for row in rows if row[0] != "file"][:: options.every]
    for padding_s in options.padding:
        references, texts, audio_s, work_s = [], [], 0.0, 0.0
        for file, _, reference, *_ in rows:
            samples, _ = soundfile.read(options.set / file, dtype="float32")
            window = window_of(samples, padding_s)
            started_s = time.process_time()
            tokens = model.tokens(model.encode(window), int(MAX_TOKENS_PER_SECOND * len(samples) / SAMPLE_RATE_HZ))
            work_s += time.process_time() - started_s
            audio_s += len(samples) / SAMPLE_RATE_HZ
            references.append(normalise(reference))
            texts.append(normalise(text_of(tokens, model.pieces)))
        words = jiwer.process_words(references, texts)
        print(
            f"padding {padding_s:g} s: WER {100 * words.wer:.2f} % on {len(rows)} utterances, "
            f"{words.insertions} words put in, {work_s / audio_s:.3f} s of work for a second of sound",
            flush=True,
        )


if __name__ == "__main__":
    main()
