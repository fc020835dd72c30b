"""Word times: when each word of a set's text is spoken, by Whisper's cross-attention with the text given.

Writes training/data/times/<set>.json: for each clip its words with first and last second. Sets that have a file are
left out.
"""

import argparse
import json
import os

import soundfile
import torch
from lhotse import CutSet
from torch.nn.functional import pad

from stt.features import FRAME_RATE_HZ, log_mel, normalise_whisper
from stt.lessons import HAS_BFLOAT16
from stt.paths import CUTS, TEACHERS, TIMES
from stt.teacher import Teacher, load_teacher
from stt.teacher_times import ALIGNMENT_HEADS, WordTime, cross_attention, monotonic_path, word_times

SILENCE_AFTER_S = 1.0
"""Room for the end token. Not Whisper's 30 s: most of its time would go into silence."""
SETS = ("libri4", "libri251", "lj", "kokoro_lj", "kokoro", "coffee")


class Encoder:
    """Text to a teacher's byte-level tokens, greedily by the longest piece: not always as Whisper would write it, but
    the decoder reads any spelling, and no tokenizer is needed."""

    def __init__(self, vocabulary: list[str]) -> None:
        self.ids = {piece: number for number, piece in enumerate(vocabulary) if not piece.startswith("<|")}
        self.longest = max(map(len, self.ids))

    def word(self, word: str) -> list[int]:
        """Tokens of a plain ASCII word with the space before it."""
        text, tokens = f"Ġ{word}", []
        while text:
            length = next(n for n in range(min(self.longest, len(text)), 0, -1) if text[:n] in self.ids)
            tokens.append(self.ids[text[:length]])
            text = text[length:]
        return tokens


def times_of(teacher: Teacher, encoder: Encoder, name: str, samples: torch.Tensor, text: str) -> list[WordTime]:
    """Words of a clip, float32 [n] at 16 kHz, with first and last second; ValueError where it is too short for them."""
    words = [(word, encoder.word(word)) for word in text.split()]
    frames = normalise_whisper(log_mel(samples))
    silent = pad(frames, (0, 0, 0, int(SILENCE_AFTER_S * FRAME_RATE_HZ)), value=float(frames.min()))
    silent = silent[: len(silent) // 2 * 2]
    tokens = [*teacher.prompt, *(token for _, spelled in words for token in spelled), teacher.end]
    attention = cross_attention(teacher, ALIGNMENT_HEADS[name], silent, tokens).numpy()
    # A token's row of attention is of the position that predicts it; the last row, the end's, takes what is left.
    first = monotonic_path(attention[len(teacher.prompt) - 1 : -1])
    counts = [(word, len(spelled)) for word, spelled in words]
    return word_times(counts, first, int(first[-1]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--teacher", choices=sorted(ALIGNMENT_HEADS), default="base")
    parser.add_argument("--sets", nargs="+", default=SETS)
    args = parser.parse_args()
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", 1)))
    teacher = load_teacher(TEACHERS / f"{args.teacher}.pt")
    if HAS_BFLOAT16:
        teacher.model.bfloat16()
    encoder = Encoder(teacher.vocabulary)
    TIMES.mkdir(parents=True, exist_ok=True)
    for name in args.sets:
        out, times = TIMES / f"{name}.json", {}
        if out.exists() or not (CUTS / f"{name}.jsonl.gz").exists():
            continue
        for cut in CutSet.from_file(CUTS / f"{name}.jsonl.gz"):
            samples, _ = soundfile.read(cut.recording.sources[0].source, dtype="float32")
            try:
                found = times_of(teacher, encoder, args.teacher, torch.from_numpy(samples), cut.supervisions[0].text)
            except ValueError:
                continue
            times[cut.id.split("/")[-1]] = [[word, round(begin, 2), round(end, 2)] for word, begin, end in found]
        out.write_text(json.dumps(times), "utf-8")
        print(f"{name}: {len(times)} clips", flush=True)


if __name__ == "__main__":
    main()
