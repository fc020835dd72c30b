"""Moonshine on ONNX Runtime: an encoder over raw samples and a decoder that writes token by token, greedily, with
cached keys and values. Jeffries et al., "Moonshine: Speech Recognition for Live Transcription and Voice Commands",
arXiv:2410.15608. As `src/recognizer/moonshine-engine.ts`."""

import json
import math
import re

import numpy as np

from tabscribe.features import SAMPLE_RATE_HZ
from tabscribe.model_folder import ModelFolder
from tabscribe.student import open_session

MIN_SAMPLES = 1600
"""The encoder's convolutions need 895 samples for their first frame."""
SPECIAL_PIECE = re.compile(r"<unk>|</?s>|<<ST_\d+>>")
BYTE_PIECE = re.compile(r"<0x([0-9A-F]{2})>")
LOOP_MAX_TOKENS = 16
LOOP_MIN_REPEATS = 3
LOOP_MIN_REPEATED_TOKENS = 12
"""So that "no, no, no" passes."""


class Moonshine:
    def __init__(self, folder: ModelFolder, threads: int) -> None:
        self.id: str = folder.manifest["id"]
        self.max_seconds: float = folder.manifest["maxSeconds"]
        self._decoding = folder.manifest["decoder"]
        self._pieces: list[str] = json.loads(folder.read("tokens"))
        self._encoder = open_session(folder.read("encoder"), threads)
        self._decoder = open_session(folder.read("decoder"), threads)

    def transcribe(self, samples: np.ndarray) -> tuple[list[str], list[float]]:
        """Mono 16 kHz samples, float32 [n] -> words, and how sure the decoder was of each, 0 to 1."""
        return self._words(self._tokens(samples))

    def _tokens(self, samples: np.ndarray) -> list[tuple[int, float]]:
        """Token ids with their probabilities, without start and end."""
        limit = math.ceil(self._decoding["maxTokensPerSecond"] * len(samples) / SAMPLE_RATE_HZ)
        samples = np.pad(samples, (0, max(0, MIN_SAMPLES - len(samples))))
        mask = np.ones((1, len(samples)), np.int64)
        feeds = {"input_values": samples[None], "attention_mask": mask}
        hidden = self._encoder.run(None, feeds)[0]  # [1, frames, width]
        # The decoder thins the mask of samples to one of frames by itself.
        fixed = {"encoder_attention_mask": mask, "encoder_hidden_states": hidden}
        cache = self._empty_cache(hidden.shape[1])
        outputs = ["logits"] + [name.replace("past_key_values", "present") for name in cache]
        ids: list[int] = []
        tokens: list[tuple[int, float]] = []
        while len(tokens) < limit:
            last = ids[-1] if ids else self._decoding["startId"]
            step = {"input_ids": np.array([[last]]), "use_cache_branch": np.array([bool(ids)])}
            logits, *present = self._decoder.run(outputs, fixed | step | cache)
            scores = logits[0, -1]
            token = int(scores.argmax())
            if token == self._decoding["endId"]:
                break
            for name, value in zip(cache, present, strict=True):
                # The encoder's keys and values come out of the first step only.
                if ".decoder." in name or not ids:
                    cache[name] = value
            ids.append(token)
            tokens.append((token, float(1 / np.exp(scores - scores[token]).sum())))
            cut = loop_cut(ids)
            if cut is not None:
                return tokens[:cut]
        return tokens

    def _empty_cache(self, frames: int) -> dict[str, np.ndarray]:
        """[1, heads, steps, head size] for keys and values of the decoder's own tokens and of the encoder's frames."""
        heads, size = self._decoding["heads"], self._decoding["headSize"]
        return {
            f"past_key_values.{layer}.{side}.{kind}": np.zeros((1, heads, steps, size), np.float32)
            for layer in range(self._decoding["layers"])
            for side, steps in (("decoder", 0), ("encoder", frames))
            for kind in ("key", "value")
        }

    def _words(self, tokens: list[tuple[int, float]]) -> tuple[list[str], list[float]]:
        """Split at spaces in the bytes, not in the pieces: a character may be spread over several byte tokens."""
        words: list[bytearray] = []
        confidences: list[float] = []
        inside = False
        for token, probability in tokens:
            counted = False
            for byte in self._bytes_of(self._pieces[token]):
                if chr(byte).isspace():
                    inside = counted = False
                    continue
                if not inside:
                    words.append(bytearray())
                    confidences.append(1.0)
                    inside = True
                words[-1].append(byte)
                if not counted:
                    confidences[-1] *= probability
                    counted = True
        return [word.decode("utf-8", "replace") for word in words], confidences

    @staticmethod
    def _bytes_of(piece: str) -> bytes:
        if SPECIAL_PIECE.fullmatch(piece):
            return b""
        byte = BYTE_PIECE.fullmatch(piece)
        return bytes.fromhex(byte[1]) if byte else piece.replace("▁", " ").encode()


def loop_cut(ids: list[int]) -> int | None:
    """Where to cut a sequence whose end is a loop: after the loop's first round. A loop is a run of up to 16 tokens,
    three times or more in a row, over 12 tokens at least."""
    for period in range(1, LOOP_MAX_TOKENS + 1):
        repeats = max(LOOP_MIN_REPEATS, math.ceil(LOOP_MIN_REPEATED_TOKENS / period))
        tail = ids[-period * repeats :]
        if len(tail) == period * repeats and tail == tail[:period] * repeats:
            return len(ids) - period * (repeats - 1)
    return None
