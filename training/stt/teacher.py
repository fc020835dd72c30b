"""Recovered Whisper models: from CTranslate2's tensors to PyTorch, files and greedy text."""

from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from stt.ctranslate2 import ModelFile
from stt.features import HOP_SAMPLES, SAMPLE_RATE_HZ, log_mel, normalise_whisper
from stt.whisper import Whisper, WhisperDimensions

WINDOW_SAMPLES = 30 * SAMPLE_RATE_HZ

# CTranslate2's name of each module of a layer, by its name in stt.whisper.
ENCODER_NAMES = {
    "attn_ln": "self_attention/layer_norm",
    "attn.qkv": "self_attention/linear_0",
    "attn.out": "self_attention/linear_1",
    "mlp_ln": "ffn/layer_norm",
    "mlp.0": "ffn/linear_0",
    "mlp.2": "ffn/linear_1",
}
DECODER_NAMES = ENCODER_NAMES | {
    "cross_ln": "attention/layer_norm",
    "cross.query": "attention/linear_0",
    "cross.key_value": "attention/linear_1",
    "cross.out": "attention/linear_2",
}


@dataclass(frozen=True)
class Teacher:
    """A Whisper model with what greedy decoding needs.

    vocabulary holds byte-level pieces by token number. prompt is what decoding starts
    from; suppressed tokens are never chosen, suppressed_first not as the first.
    alignment_heads are [layer, head] of the cross-attention that follows the words in time; empty where not known.
    """

    model: Whisper
    vocabulary: list[str]
    prompt: list[int]
    end: int
    suppressed: list[int]
    suppressed_first: list[int]
    alignment_heads: list[list[int]] = field(default_factory=list)


def dimensions_of(file: ModelFile) -> WhisperDimensions:
    """Sizes, read off the tensors of a Whisper model.bin."""
    names = file.variables
    vocabulary, d = names["decoder/embeddings/weight"].shape
    return WhisperDimensions(
        n_mels=names["encoder/conv1/weight"].shape[1],
        d=d,
        heads=int(names["encoder/num_heads"]),
        layers=sum(name.endswith("/ffn/linear_0/weight") for name in names if "encoder" in name),
        vocabulary=vocabulary,
        max_text_tokens=names["decoder/position_encodings/encodings"].shape[0],
    )


def state_dict_of(file: ModelFile, layers: int) -> dict[str, Tensor]:
    """float32 state dict of stt.whisper.Whisper."""
    pairs = {
        "encoder.conv1": "encoder/conv1",
        "encoder.conv2": "encoder/conv2",
        "encoder.ln_post": "encoder/layer_norm",
        "decoder.ln": "decoder/layer_norm",
    }
    for side, names in (("encoder", ENCODER_NAMES), ("decoder", DECODER_NAMES)):
        for layer in range(layers):
            for ours, theirs in names.items():
                pairs[f"{side}.blocks.{layer}.{ours}"] = f"{side}/layer_{layer}/{theirs}"
    state = {
        "decoder.embedding.weight": file.variables["decoder/embeddings/weight"],
        "decoder.positions": file.variables["decoder/position_encodings/encodings"],
    }
    for ours, theirs in pairs.items():
        norm = theirs.endswith("layer_norm")
        state[f"{ours}.weight"] = file.variables[f"{theirs}/{'gamma' if norm else 'weight'}"]
        state[f"{ours}.bias"] = file.variables[f"{theirs}/{'beta' if norm else 'bias'}"]
    return {name: torch.from_numpy(array.astype(np.float32)) for name, array in state.items()}


def save_teacher(teacher: Teacher, path: Path) -> None:
    """Writes the teacher in one step, so that no reader sees half a file."""
    content = {
        "dims": asdict(teacher.model.dims),
        "state_dict": teacher.model.state_dict(),
        **{name: value for name, value in vars(teacher).items() if name != "model"},
    }
    partial = path.with_suffix(".partial")
    torch.save(content, partial)
    partial.rename(path)


def load_teacher(path: Path) -> Teacher:
    """The teacher of save_teacher, in evaluation mode."""
    content = torch.load(path, weights_only=True)
    model = Whisper(WhisperDimensions(**content.pop("dims")))
    model.load_state_dict(content.pop("state_dict"))
    return Teacher(model=model.eval(), **content)


@torch.inference_mode()
def transcribe(teacher: Teacher, samples: Tensor, max_tokens: int = 220) -> str:
    """Greedy text of float32 [n] at 16 kHz, at most 30 s (ValueError beyond)."""
    if samples.numel() > WINDOW_SAMPLES:
        raise ValueError(f"{samples.numel() / SAMPLE_RATE_HZ:.1f} s of audio; the window is 30 s")
    frames = log_mel(F.pad(samples, (0, WINDOW_SAMPLES - samples.numel())))
    assert frames.shape[0] == WINDOW_SAMPLES // HOP_SAMPLES
    audio = teacher.model.encoder(normalise_whisper(frames)[None])
    return text_of(decode_greedily(teacher, audio, max_tokens), teacher.vocabulary).strip()


@torch.inference_mode()
def decode_greedily(teacher: Teacher, audio: Tensor, max_tokens: int) -> list[int]:
    """Tokens that the decoder writes for encoded audio [1, frames, d] of any length, without prompt and end."""
    decoder = teacher.model.decoder
    cross = decoder.cross_keys_values(audio)
    scores, past = decoder(torch.tensor([teacher.prompt]), cross)
    scores[0, -1, teacher.suppressed_first] = -torch.inf
    chosen: list[int] = []
    while len(chosen) < max_tokens:
        scores[0, -1, teacher.suppressed] = -torch.inf
        token = int(scores[0, -1].argmax())
        if token == teacher.end:
            break
        chosen.append(token)
        scores, past = decoder(torch.tensor([[token]]), cross, past)
    return chosen


def text_of(tokens: list[int], vocabulary: list[str]) -> str:
    """Text of byte-level tokens; special tokens (<|...|>) are left out."""
    pieces = [vocabulary[token] for token in tokens]
    text = "".join(piece for piece in pieces if not piece.startswith("<|"))
    return bytes(BYTE_OF[character] for character in text).decode(errors="replace")


def _byte_of_character() -> dict[str, int]:
    """GPT-2's printable stand-in of each byte, reversed."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in printable]
    stand_ins = {chr(256 + rank): byte for rank, byte in enumerate(others)}
    return {chr(byte): byte for byte in printable} | stand_ins


BYTE_OF = _byte_of_character()
