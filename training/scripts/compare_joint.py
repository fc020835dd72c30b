"""Compare ways to write the final text of dev's utterances, natively, INT8, greedy, one thread: Moonshine tiny as
shipped, Whisper tiny.en whole, and tiny.en's decoder on the student's encoder (scripts/joint_decoder.py), which also
chooses among the word search's own texts. One line each: WER, bytes, processor time of an utterance.

The word search was tuned on the first of every three utterances; the second of every three are heard here.
"""

import argparse
import base64
import json
import statistics
import subprocess
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import jiwer
import numpy as np
import soundfile
import torch
from torch import nn
from whisper_normalizer.english import EnglishTextNormalizer

from scripts.evaluate import features_of
from scripts.export_whisper import export
from scripts.joint_decoder import FOLDER, joint_teacher
from stt.byte_pairs import BytePairs
from stt.corpus import read_manifest
from stt.features import SAMPLE_RATE_HZ, log_mel, normalise_whisper
from stt.joint_decoder import JointModel, lines_of
from stt.paths import DATA, MODELS, REPOSITORY, SPEECH, TEACHERS
from stt.second_look import MAX_TOKENS_PER_SECOND, Moonshine
from stt.teacher import WINDOW_SAMPLES, Teacher, load_teacher, text_of
from stt.text import written
from stt.whisper_onnx import OnnxWhisper

NORMALISE = EnglishTextNormalizer()
ABOUT_FIVE_S = (4.0, 6.0)


@dataclass(frozen=True)
class Clip:
    """An utterance of dev."""

    path: Path
    text: str
    samples: np.ndarray
    """float32 [n] at 16 kHz"""

    @property
    def seconds(self) -> float:
        return len(self.samples) / SAMPLE_RATE_HZ

    @property
    def token_limit(self) -> int:
        """As the app has it for Moonshine."""
        return int(np.ceil(MAX_TOKENS_PER_SECOND * self.seconds))


def word_error_rate(clips: list[Clip], texts: list[str]) -> float:
    """Percent."""
    return 100 * jiwer.wer([NORMALISE(clip.text) for clip in clips], [NORMALISE(text) for text in texts])


def int8_bytes(*modules: nn.Module) -> int:
    """Bytes of the weights with one for each value of a matrix, four for all others; tables are held once."""
    weights = {id(weight): weight for module in modules for weight in module.parameters()}
    return sum(weight.numel() * (1 if weight.dim() > 1 else 4) for weight in weights.values())


def report(name: str, size: int, clips: list[Clip], hear: Callable[[Clip], Callable[[], str]]) -> list[str]:
    """Prints the line of a way to hear. hear(clip) does what is not counted and gives what is."""
    texts, cpu_ms = [], []
    for clip in clips:
        work = hear(clip)
        started = time.process_time()
        texts.append(work())
        cpu_ms.append(1000 * (time.process_time() - started))
    five = [ms for ms, clip in zip(cpu_ms, clips, strict=True) if ABOUT_FIVE_S[0] <= clip.seconds <= ABOUT_FIVE_S[1]]
    line(name, size, clips, texts, f"{statistics.median(five):.0f} ms")
    return texts


def line(name: str, size: int, clips: list[Clip], texts: list[str], cpu: str) -> None:
    print(f"| {name} | {word_error_rate(clips, texts):.2f} | {size / 1e6:.1f} MB | {cpu} |", flush=True)


def moonshine(clips: list[Clip]) -> None:
    folder = MODELS / "moonshine-tiny"
    encoder, decoder = (folder / "encoder.onnx").read_bytes(), (folder / "decoder.onnx").read_bytes()
    model = Moonshine(encoder, decoder, json.loads((folder / "tokens.json").read_text("utf-8")))
    report("Moonshine tiny", len(encoder) + len(decoder), clips, lambda clip: lambda: model.transcribe(clip.samples))


def whole_whisper(clips: list[Clip]) -> None:
    teacher = load_teacher(TEACHERS / "tiny.en.pt")
    model = exported(teacher, DATA / "whisper-tiny.en-onnx")

    def hear(clip: Clip) -> Callable[[], str]:
        padded = np.pad(clip.samples, (0, WINDOW_SAMPLES - len(clip.samples)))
        frames = normalise_whisper(log_mel(torch.from_numpy(padded)))[None].numpy()
        return lambda: text_of(model.tokens(model.encode(frames), clip.token_limit), model.pieces)

    report("Whisper tiny.en, whole", int8_bytes(teacher.model), clips, hear)


def exported(teacher: Teacher, folder: Path) -> OnnxWhisper:
    if not (folder / "manifest.json").exists():
        export(teacher, folder)
    return OnnxWhisper(folder)


class FromEncoder(nn.Module):
    """What the decoder adds to the student, in the shape that export() takes: its "log-mel" is the encoder's output."""

    def __init__(self, joint: JointModel) -> None:
        super().__init__()
        self.encoder, self.decoder = joint.between, joint.decoder
        self.dims = replace(joint.dims, n_mels=joint.dims.d)


@torch.inference_mode()
def encoded(joint: JointModel, clip: Clip) -> np.ndarray:
    """The student's encoder output, [1, frames, d]; the captions have paid for it."""
    return joint.hearing(torch.from_numpy(features_of(clip.path))).numpy()


def shared_encoder(clips: list[Clip], trained: bool) -> None:
    teacher = joint_teacher(trained)
    joint: JointModel = teacher.model
    added = FromEncoder(joint)
    model = exported(replace(teacher, model=added), FOLDER / ("onnx-trained" if trained else "onnx"))

    def hear(clip: Clip) -> Callable[[], str]:
        frames = encoded(joint, clip)
        return lambda: text_of(model.tokens(model.encode(frames), clip.token_limit), model.pieces)

    name = "tiny.en's decoder on the student's encoder, " + ("fine-tuned" if trained else "as it is")
    report(name, int8_bytes(added), clips, hear)
    if trained:
        used = spoken_tokens(teacher)
        model.suppressed = sorted(set(range(joint.dims.vocabulary)) - used)
        size = int8_bytes(added) - joint.dims.d * len(model.suppressed)
        report(f"the same, the {len(used)} tokens of the text alone", size, clips, hear)


def spoken_tokens(teacher: Teacher) -> set[int]:
    """Tokens that the sentences of plain text need, and the end."""
    words = BytePairs(TEACHERS / "tiny.en.tokenizer.json")
    sentences = (
        text for path in sorted((SPEECH / "text").glob("*.txt")) for text in path.read_text("utf-8").splitlines()
    )
    return {teacher.end} | {token for sentence in sentences for token in words.encode(written(sentence))}


@torch.inference_mode()
def rescored(clips: list[Clip], trained: bool) -> None:
    """The word search's texts under several weights, the likeliest by the decoder."""
    teacher = joint_teacher(trained)
    joint: JointModel = teacher.model
    words = BytePairs(TEACHERS / "tiny.en.tokenizer.json")
    found = searched(joint, clips)
    scored: list[list[tuple[str, float]]] = []
    cpu_ms = []
    for clip, texts in zip(clips, found, strict=True):
        audio = torch.from_numpy(encoded(joint, clip))
        started = time.process_time()
        tokens, labels = lines_of([words.encode(written(text.upper())) for text in texts], teacher)
        chances = joint.log_probabilities(joint.between(audio), tokens, labels).sum(-1).tolist()
        cpu_ms.append(1000 * (time.process_time() - started))
        scored.append(list(zip(texts, chances, strict=True)))
    name = f"n-best of the word search ({np.mean([len(texts) for texts in found]):.1f} texts), "
    line(name + "its own first", 0, clips, [texts[0] for texts in found], "0 ms")
    best = [min(texts, key=lambda text: edits(text, clip.text)) for texts, clip in zip(found, clips, strict=True)]
    line(name + "the best of them", 0, clips, best, "")
    chosen = [max(texts, key=lambda pair: pair[1])[0] for texts in scored]
    cpu = f"{np.median(cpu_ms):.0f} ms, float32"
    line(name + "chosen by the decoder", int8_bytes(FromEncoder(joint)), clips, chosen, cpu)


def edits(text: str, reference: str) -> float:
    return jiwer.wer(NORMALISE(reference), NORMALISE(text))


def searched(joint: JointModel, clips: list[Clip]) -> list[list[str]]:
    """Texts that the word search finds under several weights, its own first (bench/second-look/n-best.ts)."""
    lines = []
    for clip in clips:
        scores = joint.student.hear(torch.from_numpy(features_of(clip.path))).phonemes[0].numpy()
        data = base64.b64encode(scores.astype("<f4").tobytes()).decode()
        lines.append(json.dumps({"file": clip.path.name, "phonemes": scores.shape[1], "data": data}))
    command = ["node", "--import", "tsx", "bench/second-look/n-best.ts", str(MODELS / "student-v0" / "words.bin")]
    done = subprocess.run(command, cwd=REPOSITORY, input="\n".join(lines), capture_output=True, text=True, check=True)
    return [json.loads(row)["texts"] for row in done.stdout.splitlines()]


WAYS: dict[str, Callable[[list[Clip]], None]] = {
    "moonshine": moonshine,
    "whisper": whole_whisper,
    "joint": lambda clips: shared_encoder(clips, trained=False),
    "joint-trained": lambda clips: shared_encoder(clips, trained=True),
    "rescored": lambda clips: rescored(clips, trained=True),
}


def read_clips(rows: Iterable[tuple[Path, str]]) -> list[Clip]:
    return [Clip(path, text, soundfile.read(path, dtype="float32")[0]) for path, text in rows]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ways", nargs="+", choices=list(WAYS), default=list(WAYS))
    parser.add_argument("--first", type=int, default=1, help="leave out so many utterances")
    parser.add_argument("--every", type=int, default=3, help="then take every so manieth")
    args = parser.parse_args()
    torch.set_num_threads(1)
    clips = read_clips(read_manifest(SPEECH / "dev")[args.first :: args.every])
    print(f"{len(clips)} utterances\n\n| way | WER | download | processor time of 4 to 6 s |")
    print("| --- | --- | --- | --- |", flush=True)
    for way in args.ways:
        WAYS[way](clips)


if __name__ == "__main__":
    main()
