"""Moonshine tiny, the engine that rewrites a finished utterance.

Its weights are as published (INT8), not trained here; `second_look_graph.py` repacks them.
This module reads the package and transcribes with ONNX Runtime, as a reference for the
app's own decoder. Jeffries et al., "Moonshine: Speech Recognition for
Live Transcription and Voice Commands", arXiv:2410.15608.
"""

import math
import re
from dataclasses import dataclass

import numpy as np
import onnxruntime

from stt.packages import Package

PACKAGE = Package(
    "moonshine-voice",
    "0.1.0",
    "0f833deb43bad5dcfb4cfd3257b6df83ef9abd3f27be3199622fe41932e8d916",
)
ENCODER_MEMBER = "moonshine_voice/assets/tiny-en/encoder_model.ort"
DECODER_MEMBER = "moonshine_voice/assets/tiny-en/decoder_model_merged.ort"
TOKENIZER_MEMBER = "moonshine_voice/assets/tiny-en/tokenizer.bin"
LICENCE_MEMBER = "moonshine_voice-0.1.0.dist-info/licenses/LICENSE"

SAMPLE_RATE_HZ = 16_000
MAX_TOKENS_PER_SECOND = 6.5
MAX_SECONDS = 30
MIN_SAMPLES = 1_600
"""The encoder's three convolutions need 895 samples for one frame."""

FIRST_BYTE_ID = 3
SPECIAL_PIECE = re.compile(r"<unk>|</?s>|<<ST_\d+>>")
BYTE_PIECE = re.compile(r"<0x([0-9A-F]{2})>")
LOOP_MAX_TOKENS = 16
LOOP_MIN_REPEATS = 3
LOOP_MIN_REPEATED_TOKENS = 12


@dataclass(frozen=True)
class DecoderShape:
    """Size of the cached keys and values, [1, heads, steps, head_size] in every layer."""

    layers: int
    heads: int
    head_size: int


def read_pieces(tokenizer: bytes) -> list[str]:
    """Pieces by id from a tokenizer.bin.

    Each entry is a length and so many bytes of UTF-8; a length from 128 on takes two
    bytes, low seven bits first. Ids 3 to 258 are the 256 single bytes, here "<0xNN>".
    """
    pieces: list[str] = []
    at = 0
    while at < len(tokenizer):
        length = tokenizer[at]
        at += 1
        if length >= 128:
            length = length - 128 + 128 * tokenizer[at]
            at += 1
        raw = tokenizer[at : at + length]
        at += length
        is_byte = FIRST_BYTE_ID <= len(pieces) < FIRST_BYTE_ID + 256
        pieces.append(f"<0x{raw[0]:02X}>" if is_byte else raw.decode("utf-8"))
    return pieces


def text_of(tokens: list[int], pieces: list[str]) -> str:
    """Text of a token sequence; special tokens write nothing."""
    raw = b""
    for token in tokens:
        piece = pieces[token]
        byte = BYTE_PIECE.fullmatch(piece)
        if byte:
            raw += bytes.fromhex(byte[1])
        elif not SPECIAL_PIECE.fullmatch(piece):
            raw += piece.encode("utf-8")
    return " ".join(raw.decode("utf-8", "replace").replace("▁", " ").split())


def loop_start(tokens: list[int]) -> int | None:
    """Where to cut if the sequence ends in a loop: after the loop's first round.

    A loop is a run of up to 16 tokens said three times or more in a row, over at least
    12 tokens, so that "no, no, no" passes.
    """
    for period in range(1, LOOP_MAX_TOKENS + 1):
        repeats = max(LOOP_MIN_REPEATS, math.ceil(LOOP_MIN_REPEATED_TOKENS / period))
        covered = period * repeats
        tail = tokens[-covered:]
        if len(tail) == covered and tail == tail[:period] * repeats:
            return len(tokens) - covered + period
    return None


class Moonshine:
    """Encoder and merged decoder in ONNX Runtime."""

    def __init__(self, encoder: bytes, decoder: bytes, pieces: list[str], threads: int = 1):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        providers = ["CPUExecutionProvider"]
        self.pieces = pieces
        self.encoder = onnxruntime.InferenceSession(encoder, options, providers)
        self.decoder = onnxruntime.InferenceSession(decoder, options, providers)
        self.start_id = pieces.index("<s>")
        self.end_id = pieces.index("</s>")
        self.cache_inputs = {
            node.name: node.shape for node in self.decoder.get_inputs() if node.name.startswith("past_key_values.")
        }

    def shape(self) -> DecoderShape:
        """Size of the decoder's cache, read from the graph."""
        shapes = list(self.cache_inputs.values())
        return DecoderShape(len(shapes) // 4, shapes[0][1], shapes[0][3])

    def transcribe(self, samples: np.ndarray) -> str:
        """Greedy transcript of mono 16 kHz samples, float32 [n]."""
        return text_of(self.tokens(samples), self.pieces)

    def tokens(self, samples: np.ndarray) -> list[int]:
        """Greedy token ids, without start and end."""
        limit = math.ceil(MAX_TOKENS_PER_SECOND * len(samples) / SAMPLE_RATE_HZ)
        samples = np.pad(samples, (0, max(0, MIN_SAMPLES - len(samples))))
        mask = np.ones((1, len(samples)), np.int64)
        feeds = {"input_values": samples[None], "attention_mask": mask}
        hidden = self.encoder.run(None, feeds)[0]  # [1, frames, width]
        # The decoder thins the mask of samples itself.
        fixed = {"encoder_attention_mask": mask, "encoder_hidden_states": hidden}
        cache = self._empty_cache(hidden.shape[1])
        outputs = ["logits"] + [name.replace("past_key_values", "present") for name in cache]
        written: list[int] = []
        while len(written) < limit:
            last = written[-1] if written else self.start_id
            step = {"input_ids": np.array([[last]]), "use_cache_branch": np.array([bool(written)])}
            logits, *present = self.decoder.run(outputs, fixed | step | cache)
            token = int(logits[0, -1].argmax())
            if token == self.end_id:
                break
            for name, value in zip(cache, present, strict=True):
                # The encoder's keys and values come out of the first step only.
                if ".decoder." in name or not written:
                    cache[name] = value
            written.append(token)
            cut = loop_start(written)
            if cut is not None:
                return written[:cut]
        return written

    def _empty_cache(self, frames: int) -> dict[str, np.ndarray]:
        shape = self.shape()
        return {
            name: np.zeros((1, shape.heads, 0 if ".decoder." in name else frames, shape.head_size), np.float32)
            for name in self.cache_inputs
        }
