"""What people pick today, on the same audio: Whisper by CTranslate2 and Moonshine by ONNX Runtime, both INT8, greedy.

Native, on one thread. The app's own rows go through Chromium.
"""

import json
from pathlib import Path

import ctranslate2
import numpy as np
import soundfile
import torch

from stt.features import log_mel, normalise_whisper
from stt.paths import MODELS
from stt.second_look import Moonshine
from stt.teacher import WINDOW_SAMPLES, text_of

PROMPTS = {
    "tiny.en": ("<|startoftranscript|>", "<|notimestamps|>"),
    "base": ("<|startoftranscript|>", "<|en|>", "<|transcribe|>", "<|notimestamps|>"),
}


def moonshine_texts(clips: list[Path]) -> list[str]:
    """Moonshine tiny as the app ships it."""
    folder = MODELS / "moonshine-tiny"
    pieces = json.loads((folder / "tokens.json").read_text("utf-8"))
    model = Moonshine((folder / "encoder.onnx").read_bytes(), (folder / "decoder.onnx").read_bytes(), pieces)
    return [model.transcribe(read(clip)) for clip in clips]


def whisper_texts(name: str, files: dict[str, bytes], clips: list[Path]) -> list[str]:
    """Whisper in its full 30 s window, without timestamps. files: model.bin, config.json, vocabulary.json."""
    pieces: list[str] = json.loads(files["vocabulary.json"])
    prompt = [pieces.index(piece) for piece in PROMPTS[name]]
    model = ctranslate2.models.Whisper("whisper", compute_type="int8", intra_threads=1, files=files)
    texts = []
    for clip in clips:
        samples = np.resize(np.pad(read(clip), (0, WINDOW_SAMPLES)), WINDOW_SAMPLES)
        frames = normalise_whisper(log_mel(torch.from_numpy(samples)))
        features = ctranslate2.StorageView.from_array(np.ascontiguousarray(frames.T.numpy()[None]))
        best = model.generate(features, [prompt], beam_size=1)[0]
        texts.append(text_of(best.sequences_ids[0], pieces).strip())
    return texts


def read(clip: Path) -> np.ndarray:
    samples, _ = soundfile.read(clip, dtype="float32", always_2d=True)
    return np.ascontiguousarray(samples[:, 0])
