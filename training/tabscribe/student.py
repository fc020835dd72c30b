"""The student: two graphs on ONNX Runtime. Hearing has a memory, so that a stream can go on where it was; the speller
reads what was heard."""

from dataclasses import dataclass

import numpy as np
import onnxruntime

from tabscribe.features import MEL_BINS, SILENT_LOG_MEL, RunningPeak
from tabscribe.model_folder import ModelFolder

CONTEXT_FRAMES = 4
"""Log-mel frames before those of a call, for the convolutions to look back at."""


@dataclass(frozen=True)
class MemoryShape:
    """What hearing remembers: keys and values of encoder frames, 50 a second, in every layer."""

    layers: int
    heads: int
    head_size: int
    frames: int
    """Kept at most."""
    chunk_frames: int
    """Heard for good in one call of a stream."""
    look_ahead_frames: int
    """Heard beyond them, and once more in the next call."""

    def empty(self) -> np.ndarray:
        """One entry that is never looked at: the graph wants at least one."""
        return np.zeros((self.layers, 2, self.heads, 1, self.head_size), np.float32)


@dataclass(frozen=True)
class Heard:
    phonemes: np.ndarray
    """Scores before the softmax, [F, phonemes] at 25 Hz."""
    features: np.ndarray
    """What lies under them, [F, width]."""


def open_session(graph: bytes, threads: int) -> onnxruntime.InferenceSession:
    """On the processor."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = threads
    return onnxruntime.InferenceSession(graph, options, ["CPUExecutionProvider"])


class Student:
    def __init__(self, folder: ModelFolder, threads: int) -> None:
        manifest = folder.manifest
        self.id: str = manifest["id"]
        self.max_frames: int = manifest["maxFrames"]
        self.frame_multiple: int = manifest["frameMultiple"]
        self.row_ms: float = 1000 / manifest["frameRateHz"]
        """Milliseconds under one row of the speller's scores."""
        self.phoneme_ms: float = self.row_ms * self.frame_multiple / manifest["subsampling"]
        self.blank_id: int = manifest["vocabulary"]["blankId"]
        self._normalisation = manifest["features"]["normalisation"]
        shape = manifest["memory"]
        self.memory = MemoryShape(
            shape["layers"],
            shape["heads"],
            shape["headSize"],
            shape["frames"],
            shape["chunkFrames"],
            shape["lookAheadFrames"],
        )
        self._hearing = open_session(folder.read("hearing"), threads)
        self._speller = open_session(folder.read("speller"), threads)

    def running_peak(self) -> RunningPeak:
        """At the beginning of a stream or of a piece of a file."""
        return RunningPeak.of(self._normalisation)

    def hear_whole(self, log_mel: np.ndarray) -> Heard:
        """log_mel [frames, MEL_BINS], not normalised, padded here with silence to whole frames of phonemes."""
        padding = np.full((-len(log_mel) % self.frame_multiple, MEL_BINS), SILENT_LOG_MEL, np.float32)
        frames = self.running_peak().normalise(np.concatenate([log_mel, padding]))
        context = np.zeros((CONTEXT_FRAMES, MEL_BINS), np.float32)
        heard, _ = self.hear(np.concatenate([context, frames]), 0, self.memory.empty(), 0, np.zeros(1, np.int64))
        return heard

    def hear(
        self, log_mel: np.ndarray, position: int, memory: np.ndarray, remembered: int, kept: np.ndarray
    ) -> tuple[Heard, np.ndarray]:
        """One call of the graph: what was heard, and the memory for the next call.

        log_mel: [CONTEXT_FRAMES + T, MEL_BINS], normalised; position: encoder frames before the T new ones;
        remembered: how many entries at the end of the memory count; kept: which of (memory, T / 2 new entries) stay.
        """
        feeds = {
            "log_mel": log_mel[None],
            "position": np.array([position]),
            "memory": memory,
            "remembered": np.array([remembered]),
            "kept": kept,
        }
        phonemes, features, memory = self._hearing.run(["phonemes", "features", "next_memory"], feeds)
        return Heard(phonemes[0], features[0]), memory

    def spell(self, heard: Heard) -> np.ndarray:
        """Scores of pieces, [2 F, pieces]."""
        feeds = {"phonemes": heard.phonemes[None], "features": heard.features[None]}
        return self._speller.run(["logits"], feeds)[0][0]
