"""Whisper as `scripts/export_whisper.py` writes it, in ONNX Runtime: INT8, greedy, on one thread."""

import json
from pathlib import Path

import numpy as np
import onnxruntime

from stt.second_look import loop_start

Cache = dict[str, np.ndarray]


class OnnxWhisper:
    """Encoder and decoder with cached keys and values."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self.encoder, self.decoder = (
            onnxruntime.InferenceSession(folder / name, options, ["CPUExecutionProvider"])
            for name in ("encoder.onnx", "decoder.onnx")
        )
        decoding = json.loads((folder / "manifest.json").read_text("utf-8"))["decoder"]
        self.pieces: list[str] = json.loads((folder / "tokens.json").read_text("utf-8"))
        self.prompt, self.end = decoding["prompt"], decoding["endId"]
        self.suppressed, self.suppressed_first = decoding["suppressed"], decoding["suppressedFirst"]
        shape = (1, decoding["heads"], 0, decoding["headSize"])
        names = [node.name for node in self.decoder.get_inputs()]
        self._empty: Cache = {name: np.zeros(shape, np.float32) for name in names if name.startswith("past")}
        self._outputs = ["logits", *(name.replace("past", "present") for name in self._empty)]

    def encode(self, log_mel: np.ndarray) -> Cache:
        """[1, frames, bins] -> keys and values that the decoder attends to."""
        names = [node.name for node in self.encoder.get_outputs()]
        return dict(zip(names, self.encoder.run(names, {"log_mel": log_mel}), strict=True))

    def tokens(self, cross: Cache, limit: int) -> list[int]:
        """Greedy tokens, at most `limit`, without prompt and end; a loop is cut after its first round."""
        past = self._empty
        written: list[int] = []
        fed = list(self.prompt)
        while len(written) < limit:
            for token in fed:
                logits, *present = self.decoder.run(self._outputs, {"token": np.array([[token]]), **cross, **past})
                past = dict(zip(self._empty, present, strict=True))
            scores = logits[0, -1]
            scores[self.suppressed] = -np.inf
            if not written:
                scores[self.suppressed_first] = -np.inf
            token = int(scores.argmax())
            if token == self.end:
                break
            written.append(token)
            fed = [token]
            cut = loop_start(written)
            if cut is not None:
                return written[:cut]
        return written
