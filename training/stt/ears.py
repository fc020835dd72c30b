"""How well a student hears: phoneme and word errors on the dev set, clean and in the conditions of daily life."""

import subprocess
import sys
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import jiwer
import numpy as np
import soundfile
import torch
from torch import Tensor
from torch.nn.functional import pad
from whisper_normalizer.english import EnglishTextNormalizer

from stt.channel import overdrive, telephone
from stt.corpus import PHONEME_BLANK_ID, read_manifest
from stt.features import SAMPLE_RATE_HZ, log_mel, normalise_running
from stt.lessons import HAS_BFLOAT16
from stt.paths import DATA, MODELS, REPOSITORY, SPEECH
from stt.phonemes import PHONEMES, phonemise
from stt.rooms import reverberate, simulated_room
from stt.student import SUBSAMPLING, Student

BABBLE_SNR_DB = 10
QUIET_S, QUIET_PIECE_S = 120, 10
ROOM_SEED = 99
"""None of training's rooms."""
WORDS = MODELS / "student-v0" / "words.bin"


@dataclass(frozen=True)
class Condition:
    """Utterances as they reach the student."""

    name: str
    log_mels: list[Tensor]
    """Normalised, [1, frames, MEL_BINS] each, frames a multiple of SUBSAMPLING."""
    texts: list[str]
    search_every: int
    """Look for words too in every so manieth; 0 for phonemes alone, as the search takes longer than the hearing."""

    def searched(self, of: list) -> list:
        return of[:: self.search_every] if self.search_every else []


def normalised(samples: np.ndarray) -> Tensor:
    """float32 [n] at 16 kHz -> [1, frames, MEL_BINS]."""
    frames = normalise_running(log_mel(torch.from_numpy(samples.astype(np.float32))))
    return pad(frames, (0, 0, 0, -frames.shape[0] % SUBSAMPLING), value=-1.0)[None]


def conditions(every: int = 3, seldom: int = 15) -> list[Condition]:
    """Dev, clean (every third utterance), in a babble (every sixth), and worse in other ways (every fifteenth); words
    in half of the first two."""
    rows = read_manifest(SPEECH / "dev")
    noisy = read_manifest(babble_set())
    few = rows[::seldom]
    rng = np.random.default_rng(ROOM_SEED)
    rooms = [simulated_room(rng) for _ in few]
    heard = [read(path) for path, _ in few]
    gap = np.zeros(SAMPLE_RATE_HZ, np.float32)
    texts = [text for _, text in few]
    couples = list(zip(range(0, len(few) - 1, 2), range(1, len(few), 2), strict=False))
    found = [
        Condition(name, [normalised(read(path)) for path, _ in some], [text for _, text in some], search_every=2)
        for name, some in (("clean", rows[::every]), ("babble", noisy[:: 2 * every]))
    ]
    for name, changed in (
        ("room", [reverberate(x, room) for x, room in zip(heard, rooms, strict=True)]),
        ("telephone", [telephone(x) for x in heard]),
        ("overdriven", [overdrive(x, rng) for x in heard]),
        ("quiet", [x * 0.05 for x in heard]),
    ):
        found.append(Condition(name, [normalised(x) for x in changed], texts, search_every=0))
    joined = [normalised(np.concatenate([heard[a], gap, heard[b]])) for a, b in couples]
    return [*found, Condition("joined", joined, [f"{texts[a]} {texts[b]}" for a, b in couples], search_every=0)]


def kitchen() -> list[Tensor]:
    """Two minutes in which nobody speaks, in pieces."""
    samples = np.resize(read(SPEECH / "noise" / "kitchen.opus"), QUIET_S * SAMPLE_RATE_HZ)
    return [normalised(piece) for piece in np.split(samples, QUIET_S // QUIET_PIECE_S)]


def babble_set() -> Path:
    """Dev with six voices behind each utterance, as the report has it."""
    folder = DATA / "report" / f"babble-{BABBLE_SNR_DB}"
    if not (folder / "manifest.tsv").exists():
        sys.path.append(str(REPOSITORY / "bench"))
        from report.sounds import make_noisy

        make_noisy(folder, SPEECH / "dev", SPEECH / "accent", BABBLE_SNR_DB)
    return folder


def read(path: Path) -> np.ndarray:
    samples, rate_hz = soundfile.read(path, dtype="float32")
    if rate_hz != SAMPLE_RATE_HZ:
        raise ValueError(f"{path}: {rate_hz} Hz")
    return samples


@torch.inference_mode()
def scores_of(student: Student, log_mels: list[Tensor]) -> list[np.ndarray]:
    """Phoneme scores [frames, classes] of each clip, computed in bfloat16 where that is fast, given in float32."""
    with torch.autocast("cpu", torch.bfloat16, enabled=HAS_BFLOAT16):
        return [student.hear(log_mel).phonemes[0].float().numpy() for log_mel in log_mels]


def phoneme_errors(scores: list[np.ndarray], said: list[str]) -> float:
    """PER of the best path in percent."""
    return 100 * jiwer.wer(said, [best_path(one) for one in scores])


def best_path(scores: np.ndarray) -> str:
    """[frames, classes] -> phonemes with spaces."""
    best = [PHONEME_BLANK_ID, *scores.argmax(-1).tolist()]
    return " ".join(PHONEMES[unit - 1] for before, unit in pairwise(best) if unit not in (before, PHONEME_BLANK_ID))


def words_in(scores: list[np.ndarray]) -> list[str]:
    """What the app's search finds in phoneme scores [frames, classes]; CalledProcessError where it fails."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "scores.bin"
        parts = (np.array(one.shape, "<u4").tobytes() + one.astype("<f4").tobytes() for one in scores)
        path.write_bytes(b"".join(parts))
        command = ["node", "--import", "tsx", "bench/find-words.ts", str(WORDS), str(path)]
        found = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout
    return found.split("\n")[: len(scores)]


def word_errors(found: list[str], texts: list[str]) -> float:
    """WER in percent, after Whisper's English normaliser."""
    normalise = EnglishTextNormalizer()
    return 100 * jiwer.wer([normalise(text) for text in texts], [normalise(text) for text in found])


def hearing_of(student: Student, heard_in: list[Condition], quiet: list[Tensor]) -> dict[str, float]:
    """All figures by name: "PER clean", "WER clean", ..., and words found where nobody speaks."""
    figures, searched = {}, []
    for condition in heard_in:
        scores = scores_of(student, condition.log_mels)
        said = [" ".join(units) for units in phonemise(condition.texts)]
        figures[f"PER {condition.name}"] = phoneme_errors(scores, said)
        searched.append((condition, condition.searched(scores)))
    noise = scores_of(student, quiet)
    # In one go, as reading the words takes seconds.
    found = iter(words_in([*(one for _, scores in searched for one in scores), *noise]))
    for condition, scores in searched:
        if scores:
            texts = condition.searched(condition.texts)
            figures[f"WER {condition.name}"] = word_errors(list(islice(found, len(scores))), texts)
    return figures | {"words in a kitchen": float(sum(len(line.split()) for line in found))}
