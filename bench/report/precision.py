"""What each form of the student costs in words, at each noise: training/runs/precision.sh.

Every third utterance of dev, as recorded and with noise behind it, through the form's graphs in native ONNX Runtime on
one thread and the app's own search for words (bench/words-of-scores.ts). Goes on where it was stopped; writes what it
found into the model's manifest as `variants`, among which the app chooses.
"""

import argparse
import hashlib
import json
import struct
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import jiwer
import numpy as np
import torch
from whisper_normalizer.english import EnglishTextNormalizer

from evaluate import ROOT
from report.sounds import SEED, mixed, read_mono, read_rows, voices_behind
from stt.chunks import FRAME_MS
from stt.corpus import read_manifest
from stt.ears import best_path
from stt.features import log_mel, normalise_running
from stt.forms import FORMS, ROLES
from stt.native import NativeStudent
from stt.paths import CHECKPOINTS, DATA, MODELS, SPEECH
from stt.phonemes import phonemise
from stt.student import SLOTS, SUBSAMPLING

EVERY = 3
CLEAN_SNR_DB = 40
"""Dev as recorded: what is behind its voices lies about so far below them."""
SOUNDS = ("clean", "babble 10", "babble 0", "babble 5", "babble 20", "white 10", "kitchen 10")
"""The first letters name the noise, the number its SNR in dB. Those of babble go into the manifest."""
ROW_MS = 2 * FRAME_MS


@dataclass(frozen=True)
class Cell:
    """One form of the student at one sound."""

    wer: float
    per: float


def snr_db_of(sound: str) -> int:
    return CLEAN_SNR_DB if sound == "clean" else int(sound.split()[1])


@cache
def utterances() -> list[tuple[Path, str]]:
    return read_manifest(SPEECH / "dev")[::EVERY]


def noises(kind: str) -> Iterator[np.ndarray]:
    """For each utterance its samples; then, of this kind, what is to be heard behind them."""
    voices = read_rows(SPEECH / "accent") if kind == "babble" else []
    kitchen = read_mono(SPEECH / "noise" / "kitchen.opus") if kind == "kitchen" else np.zeros(1)
    for index, (path, _) in enumerate(utterances()):
        x, rng = read_mono(path), np.random.default_rng([SEED, index])
        if kind == "babble":
            yield x, voices_behind(x, SPEECH / "accent", voices, rng)
        elif kind == "kitchen":
            yield x, np.resize(np.roll(kitchen, -int(rng.integers(len(kitchen)))), len(x))
        else:
            yield x, rng.normal(size=len(x))


def inputs_of(sound: str, work: Path) -> list[np.ndarray]:
    """Normalised log-mel [1, T, bins] of each utterance; kept, as every form hears the same."""
    kept = work / f"{sound.replace(' ', '-')}.npz"
    if not kept.exists():
        kind = sound.split()[0]
        heard = [features_of(x if kind == "clean" else mixed(x, noise, snr_db_of(sound))) for x, noise in noises(kind)]
        kept.parent.mkdir(parents=True, exist_ok=True)
        np.savez(kept, *heard)
    with np.load(kept) as arrays:
        return [arrays[name] for name in arrays.files]


def features_of(samples: np.ndarray) -> np.ndarray:
    frames = normalise_running(log_mel(torch.from_numpy(samples.astype(np.float32))))
    missing = -frames.shape[0] % SUBSAMPLING
    return torch.nn.functional.pad(frames, (0, 0, 0, missing), value=-1.0)[None].numpy()


def words_of(scores: list[tuple[np.ndarray, np.ndarray]], model: Path) -> list[str]:
    """The app's words for phoneme scores [F, phonemes] and subword scores [SLOTS * F, vocabulary]."""
    header = {
        "frames": [len(phonemes) for phonemes, _ in scores],
        "frameMs": ROW_MS,
        "phonemes": scores[0][0].shape[1],
        "tokenRows": SLOTS,
    }
    head = json.dumps(header).encode()
    with tempfile.NamedTemporaryFile() as file:
        file.write(struct.pack("<I", len(head)) + head)
        for phonemes, logits in scores:
            file.write(phonemes.astype("<f4").tobytes() + logits.argmax(-1).astype("<i4").tobytes())
        file.flush()
        command = ["node", "--import", "tsx", "bench/words-of-scores.ts", str(model), file.name]
        run = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return run.stdout.split("\n")[:-1]


@cache
def spoken() -> list[str]:
    """Phonemes of the references."""
    return [" ".join(units) for units in phonemise([text for _, text in utterances()])]


def measured(files: list[Path], sound: str, model: Path, work: Path) -> Cell:
    """The cell of the form with these files; measured once."""
    version = hashlib.sha256(b"".join(path.read_bytes() for path in [*files, model / "words.bin"])).hexdigest()[:12]
    kept = work / f"{version} {sound}.json"
    if not kept.exists():
        student, scores = NativeStudent(*files), []
        for clip in inputs_of(sound, work):
            phonemes, features = student.hear(clip)
            scores.append((phonemes[0], student.spell(phonemes, features)[0]))
        normalise = EnglishTextNormalizer()
        references = [normalise(text) for _, text in utterances()]
        heard = [normalise(text) for text in words_of(scores, model)]
        cell = {
            "wer": 100 * jiwer.wer(references, heard),
            "per": 100 * jiwer.wer(spoken(), [best_path(phonemes) for phonemes, _ in scores]),
        }
        kept.write_text(json.dumps(cell))
    return Cell(**json.loads(kept.read_text()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--run", default="student-v0", help="checkpoint folder that holds the float graphs")
    parser.add_argument("--model", type=Path, default=MODELS / "student-v0")
    parser.add_argument("--sounds", nargs="+", choices=SOUNDS, default=SOUNDS)
    parser.add_argument("--precisions", nargs="+", choices=FORMS, help="those that the manifest names where left out")
    wanted = parser.parse_args()
    model, work = wanted.model.resolve(), DATA / "precision"
    manifest = json.loads((model / "manifest.json").read_text())
    ours = wanted.precisions or list(
        dict.fromkeys(file["precision"] for file in manifest["files"] if "precision" in file)
    )
    forms = {form.name: form for precision in ours for form in FORMS[precision]}
    files = {"float32": [CHECKPOINTS / wanted.run / f"{role}.float32.onnx" for role in ROLES]}
    files |= {name: [form.path(model, role) for role in ROLES] for name, form in forms.items()}
    cells: dict[str, dict[str, Cell]] = {name: {} for name in files}
    for sound in wanted.sounds:
        for name, paths in files.items():
            cell = cells[name][sound] = measured(paths, sound, model, work)
            megabytes = sum(path.stat().st_size for path in paths) / 1e6
            print(f"| {sound} | {name} | {megabytes:.1f} MB | {cell.per:.2f} | {cell.wer:.2f} |", flush=True)
    in_manifest = sorted((s for s in wanted.sounds if s == "clean" or s.startswith("babble")), key=snr_db_of)
    manifest["variants"] = [
        {
            "precision": form.precision,
            "provider": provider,
            **({"needs": list(form.needs)} if form.needs else {}),
            "bytes": form.bytes(model),
            "wer": [
                {"snrDb": snr_db_of(sound), "percent": round(cells[form.name][sound].wer, 2)} for sound in in_manifest
            ],
        }
        for form in forms.values()
        for provider in form.providers
    ]
    (model / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")


if __name__ == "__main__":
    main()
