"""The two teachers that label clips: Whisper base with beam search, in CTranslate2, and Moonshine tiny, greedy."""

import json
import zlib
from collections.abc import Mapping

import ctranslate2
import numpy as np
import soundfile
import torch
from torch.nn import functional as F

from stt.agreement import Decision, Outcome, decide
from stt.features import HOP_SAMPLES, SAMPLE_RATE_HZ, log_mel, normalise_whisper
from stt.label_rows import ClipTask, LabelRow
from stt.second_look import MAX_SECONDS, Moonshine
from stt.teacher import WINDOW_SAMPLES, text_of

BEAM_SIZE = 5
MAX_TOKENS = 224
SILENCE_AFTER_S = 4.0
"""Whisper was trained on 30 s; clips are shorter, and most of its time would go into silence."""
LOOP_COMPRESSION = 2.4
"""Whisper's own sign of a loop: bytes of text for each byte that zlib makes of them."""


class BeamWhisper:
    """Whisper, INT8 weights, beam search without timestamps."""

    def __init__(self, files: Mapping[str, bytes], prompt: tuple[str, ...], threads: int = 1) -> None:
        """files: model.bin, config.json and vocabulary.json of a CTranslate2 model. prompt: its first pieces."""
        self._vocabulary: list[str] = json.loads(files["vocabulary.json"])
        self._prompt = [self._vocabulary.index(piece) for piece in prompt]
        self._model = ctranslate2.models.Whisper(
            "whisper", device="cpu", compute_type="int8", intra_threads=threads, files=dict(files)
        )

    def transcribe(self, samples: np.ndarray) -> str:
        """Text of float32 [n] at 16 kHz, n at most 30 s. A loop is heard again in Whisper's full window."""
        window = min(WINDOW_SAMPLES, len(samples) + round(SILENCE_AFTER_S * SAMPLE_RATE_HZ))
        text = self._transcribe_window(samples, window)
        return self._transcribe_window(samples, WINDOW_SAMPLES) if loops(text) else text

    def _transcribe_window(self, samples: np.ndarray, window: int) -> str:
        window -= window % (2 * HOP_SAMPLES)  # The encoder halves the frames; a rest of silence goes.
        window = max(window, len(samples) - len(samples) % (2 * HOP_SAMPLES))
        padded = F.pad(torch.from_numpy(samples), (0, max(0, window - len(samples))))
        frames = normalise_whisper(log_mel(padded[:window]))  # [frames, bins]
        features = ctranslate2.StorageView.from_array(np.ascontiguousarray(frames.T.numpy()[None]))
        best = self._model.generate(features, [self._prompt], beam_size=BEAM_SIZE, max_length=MAX_TOKENS)[0]
        return text_of(best.sequences_ids[0], self._vocabulary).strip()


def loops(text: str) -> bool:
    """Whether the text says the same over and over."""
    raw = text.encode()
    return len(raw) > LOOP_COMPRESSION * len(zlib.compress(raw))


class Labeller:
    """Labels one clip at a time."""

    def __init__(self, whisper: BeamWhisper, moonshine: Moonshine) -> None:
        self._whisper = whisper
        self._moonshine = moonshine

    def __call__(self, task: ClipTask) -> LabelRow:
        """Whisper, the slower one, is not asked where Moonshine has the reference's words already."""
        samples = read_clip(task)
        if samples is None:
            return LabelRow(task.file, task.seconds, "", Outcome.DROPPED_UNUSABLE, "", "")
        whisper, moonshine = None, self._moonshine.transcribe(samples)
        decision = decide(moonshine, whisper, task.reference, task.trusted)
        if decision.outcome is not Outcome.MOONSHINE_RIGHT:
            whisper = self._whisper.transcribe(samples)
            decision = decide(moonshine, whisper, task.reference, task.trusted)
        return label_row(task, decision, whisper or "", moonshine)


def label_row(task: ClipTask, decision: Decision, whisper: str, moonshine: str) -> LabelRow:
    return LabelRow(task.file, task.seconds, decision.label, decision.outcome, whisper, moonshine)


def read_clip(task: ClipTask) -> np.ndarray | None:
    """Samples, float32 [n]; None where the file cannot be read, has another rate or is above 30 s."""
    try:
        samples, rate_hz = soundfile.read(task.path, dtype="float32", always_2d=True)
    except soundfile.LibsndfileError:
        return None
    fits = rate_hz == SAMPLE_RATE_HZ and 0 < len(samples) <= MAX_SECONDS * SAMPLE_RATE_HZ
    return np.ascontiguousarray(samples[:, 0]) if fits else None
