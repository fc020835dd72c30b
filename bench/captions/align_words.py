"""Align words: when each word of some utterances is spoken, by PocketSphinx with the text given (forced alignment).

    pip install pocketsphinx soundfile soxr
    python bench/captions/align_words.py SPEECH_DIR OUT_DIR [--count 24] [--seconds 4 9]

Writes OUT_DIR/word-times.json, and the utterances beside it as WAV: decoders of MP3 disagree on where a clip begins.
SPEECH_DIR/manifest.tsv: file, seconds, text. Takes utterances from all over the manifest; those with a word that its
dictionary lacks, or that it cannot align, are left out. It stands apart from the student: what is measured does not
say itself when it should have been ready.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import soundfile
import soxr
from pocketsphinx import Decoder

RATE_HZ = 16_000
FRAME_MS = 10


def samples_of(path: Path) -> np.ndarray:
    """Mono int16 samples at 16 kHz."""
    samples, rate_hz = soundfile.read(path, dtype="float32", always_2d=True)
    mono = soxr.resample(samples.mean(1), rate_hz, RATE_HZ)
    return (np.clip(mono, -1, 1) * 32767).astype("<i2")


def aligned(decoder: Decoder, samples: np.ndarray, text: str) -> list[dict]:
    """Words with their first and last millisecond; [] where the text does not fit."""
    words = text.lower().split()
    if any(decoder.lookup_word(word) is None for word in words):
        return []
    decoder.set_align_text(" ".join(words))
    decoder.start_utt()
    decoder.process_raw(samples.tobytes(), full_utt=True)
    decoder.end_utt()
    found = [
        {"word": segment.word.split("(")[0], "startMs": segment.start_frame * FRAME_MS,
         "endMs": (segment.end_frame + 1) * FRAME_MS}
        for segment in decoder.seg() or ()
        if not segment.word.startswith("<") and not segment.word.startswith("[")
    ]  # fmt: skip
    return found if [item["word"] for item in found] == words else []


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("speech", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--count", type=int, default=24)
    parser.add_argument("--seconds", nargs=2, type=float, default=(4, 9))
    args = parser.parse_args()
    least, most = args.seconds
    rows = [line.split("\t") for line in (args.speech / "manifest.tsv").read_text("utf-8").splitlines()]
    fitting = [row for row in rows if least <= float(row[1]) <= most]
    decoder = Decoder(samprate=RATE_HZ, loglevel="FATAL", lm=None)
    args.out.mkdir(parents=True, exist_ok=True)
    clips = []
    for file, _, text, *_ in fitting[:: max(1, len(fitting) // (2 * args.count))]:
        samples = samples_of(args.speech / file)
        words = aligned(decoder, samples, text)
        if words:
            wav = f"{Path(file).stem}.wav"
            soundfile.write(args.out / wav, samples, RATE_HZ)
            clips.append({"file": wav, "words": words})
        if len(clips) == args.count:
            break
    (args.out / "word-times.json").write_text(json.dumps(clips), "utf-8")
    print(f"{len(clips)} utterances, {sum(len(clip['words']) for clip in clips)} words")


if __name__ == "__main__":
    main()
