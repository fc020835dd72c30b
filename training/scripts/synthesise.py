"""Speaks sentences with Kokoro-82M: synthetic training speech with a manifest.

Sentences that bring new words come first, so that a run stopped at any time has covered
as many distinct words as it could. A stopped run goes on where it was: the order depends
only on the texts and the options that pick sentences: change those, and take another seed.
"""

import argparse
import multiprocessing
import os
import random
import sys
import time
from dataclasses import dataclass
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path

import numpy as np
import soundfile
from scipy.signal import resample_poly

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from stt import kokoro  # noqa: E402
from stt.paths import SPEECH, SYNTHETIC  # noqa: E402
from stt.phonemes import espeak_ipa  # noqa: E402
from stt.sentences import covering_order, read_sentences  # noqa: E402

TEXT_DIR = SPEECH / "text"
DEFAULT_TEXTS = (TEXT_DIR / "standard_ebooks_sentences.txt", TEXT_DIR / "lj_sentences.txt")
OUTPUT_RATE_HZ = 16_000
BLOCK_SENTENCES = 64
SILENCE_PEAK = 0.02


@dataclass(frozen=True)
class Settings:
    """What one run speaks, and when it stops."""

    out_dir: Path
    seed: int
    hours: float
    minutes: float
    workers: int
    threads: int
    precision: str
    words: tuple[int, int]
    pace_range: tuple[float, float] = (0.9, 1.25)
    mixture_share: float = 0.5


def pick_voice(voices: dict[str, np.ndarray], rng: random.Random, mixture_share: float) -> tuple[str, np.ndarray]:
    """A voice's label and style table [510, 256]: one voice, or two of the same sex mixed.

    The label is "first+second:share of the first".
    """
    first = rng.choice(list(voices))
    same_sex = [name for name in voices if name[1] == first[1] and name != first]
    second, share = rng.choice(same_sex), round(rng.uniform(0.35, 0.8), 2)
    if rng.random() >= mixture_share:
        share = 1.0
    table = share * voices[first] + (1 - share) * voices[second]
    return f"{first}+{second}:{share:.2f}", table.astype(np.float32)


def file_name(seed: int, number: int) -> str:
    return f"k{seed}_{number:06d}.flac"


def read_manifest(path: Path) -> tuple[set[str], float]:
    """Names of the files that are there, and their total seconds; torn rows are left out."""
    names, seconds = set(), 0.0
    if path.exists():
        for row in path.read_text("utf-8").splitlines():
            cells = row.split("\t")
            if len(cells) == 4 and (path.parent / cells[0]).exists():
                names.add(cells[0])
                seconds += float(cells[1])
    return names, seconds


def append_row(path: Path, row: str) -> None:
    """Appends one line in one write, which keeps rows of two processes apart."""
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        os.write(handle, f"{row}\n".encode())
    finally:
        os.close(handle)


@dataclass(frozen=True)
class Utterance:
    """One sentence to speak; number is its place in the covering order."""

    number: int
    text: str
    label: str
    style_table: np.ndarray
    pace: float

    @property
    def language(self) -> str:
        """espeak's language for the first voice of the label."""
        return "en-gb" if self.label[0] == "b" else "en-us"


def cast(number: int, text: str, voices: dict[str, np.ndarray], settings: Settings) -> Utterance:
    """A sentence with its random voice and pace, the same in every run of a seed."""
    rng = random.Random(f"{settings.seed}:{number}")
    label, table = pick_voice(voices, rng, settings.mixture_share)
    return Utterance(number, text, label, table, round(rng.uniform(*settings.pace_range), 3))


def speak(synthesiser: kokoro.Kokoro, utterance: Utterance, ipa: str) -> np.ndarray | None:
    """Samples at 16 kHz, float64 [n]; None where the model cannot speak it or gives silence."""
    tokens = synthesiser.tokens(ipa)
    if not 0 < len(tokens) <= kokoro.MAX_TOKENS:
        return None
    samples = synthesiser.speak(tokens, utterance.style_table, utterance.pace)
    if not np.isfinite(samples).all() or np.abs(samples).max() < SILENCE_PEAK:
        return None
    samples = resample_poly(samples, OUTPUT_RATE_HZ // 8000, kokoro.SAMPLE_RATE_HZ // 8000)
    return samples / max(1.0, float(np.abs(samples).max()) / 0.99)


def store(utterance: Utterance, samples: np.ndarray, settings: Settings) -> float:
    """Writes the file, then its row, each in one step; returns seconds of speech."""
    name = file_name(settings.seed, utterance.number)
    partial = settings.out_dir / f"{name}.partial"
    soundfile.write(partial, samples, OUTPUT_RATE_HZ, "PCM_16", format="FLAC")
    partial.rename(settings.out_dir / name)
    seconds = len(samples) / OUTPUT_RATE_HZ
    row = (name, f"{seconds:.3f}", utterance.text, f"{utterance.label}@{utterance.pace}")
    append_row(settings.out_dir / "manifest.tsv", "\t".join(row))
    return seconds


def speak_share(worker: int, plan: list[tuple[int, str]], settings: Settings, spoken: Synchronized) -> None:
    """One process's part of the plan, until the time or the hours are used up.

    spoken: seconds of speech of all workers so far.
    """
    started = time.monotonic()
    model = kokoro.int8_model_bytes() if settings.precision == "int8" else kokoro.float_model_path()
    synthesiser = kokoro.Kokoro(model, settings.threads)
    voices = kokoro.english_voices()
    for start in range(0, len(plan), BLOCK_SENTENCES):
        block = [cast(number, text, voices, settings) for number, text in plan[start : start + BLOCK_SENTENCES]]
        for language in ("en-us", "en-gb"):
            part = [utterance for utterance in block if utterance.language == language]
            for utterance, ipa in zip(part, espeak_ipa([u.text for u in part], language), strict=True):
                over_time = time.monotonic() - started > settings.minutes * 60
                if over_time or spoken.value > settings.hours * 3600:
                    return
                samples = speak(synthesiser, utterance, ipa)
                if samples is not None:
                    seconds = store(utterance, samples, settings)
                    with spoken.get_lock():
                        spoken.value += seconds
        done, elapsed = start + len(block), time.monotonic() - started
        print(f"worker {worker}: {done} sentences, {elapsed:.0f} s, {spoken.value / 3600:.3f} h in all", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", nargs="*", type=Path, default=list(DEFAULT_TEXTS))
    parser.add_argument("--out", type=Path, default=SYNTHETIC)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--hours", type=float, default=1e9, help="stop at this much speech")
    parser.add_argument("--minutes", type=float, default=1e9, help="stop after this time")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--threads", type=int, default=1, help="threads of each worker")
    parser.add_argument("--precision", choices=("int8", "float32"), default="int8")
    parser.add_argument("--words", type=int, nargs=2, default=(5, 22), metavar=("LEAST", "MOST"), help="of a sentence")
    parser.add_argument("--per-text", type=int, help="take so many sentences of each text, at random, and no more")
    args = parser.parse_args()
    settings = Settings(
        args.out, args.seed, args.hours, args.minutes, args.workers, args.threads, args.precision, tuple(args.words)
    )
    settings.out_dir.mkdir(parents=True, exist_ok=True)
    done, seconds = read_manifest(settings.out_dir / "manifest.tsv")
    sentences = read_sentences(args.texts, *settings.words, args.per_text, settings.seed)
    order = covering_order(sentences, settings.seed)
    print(f"{len(sentences)} sentences, {len(done)} spoken before", flush=True)
    plan = [
        (number, sentences[index]) for number, index in enumerate(order) if file_name(settings.seed, number) not in done
    ]
    # Forked, so that the workers carry this script's command line and end with it.
    context = multiprocessing.get_context("fork")
    spoken = context.Value("d", seconds)
    workers = [
        context.Process(target=speak_share, args=(w, plan[w :: settings.workers], settings, spoken))
        for w in range(settings.workers)
    ]
    for process in workers:
        process.start()
    for process in workers:
        process.join()


if __name__ == "__main__":
    main()
