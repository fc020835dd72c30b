"""The student's two graphs in native ONNX Runtime, for evaluation."""

from pathlib import Path

import numpy as np
import onnxruntime

from stt.graphs import CONTEXT_FRAMES


class NativeStudent:
    """Hearing and speller of one form (float32, or INT8 for one provider)."""

    def __init__(self, hearing: Path, speller: Path, threads: int = 1) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self.hearing, self.speller = (
            onnxruntime.InferenceSession(str(path), options, ["CPUExecutionProvider"]) for path in (hearing, speller)
        )
        shape = next(node.shape for node in self.hearing.get_inputs() if node.name == "memory")
        self.empty = np.zeros([1 if isinstance(size, str) else size for size in shape], np.float32)

    def hear(self, log_mel: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """A whole utterance, normalised log-mel [1, T, MEL_BINS], T a multiple of 4 -> phoneme scores
        [1, T / 4, phonemes] and features [1, T / 4, width]."""
        phonemes, features = self.hearing.run(["phonemes", "features"], self.whole(log_mel))
        return phonemes, features

    def whole(self, log_mel: np.ndarray) -> dict[str, np.ndarray]:
        """Inputs of the hearing for a whole utterance, log-mel as of `hear`."""
        zero = np.zeros(1, np.int64)
        return {
            "log_mel": np.pad(log_mel, ((0, 0), (CONTEXT_FRAMES, 0), (0, 0))),
            "position": zero,
            "memory": self.empty,
            "remembered": zero,
            "kept": zero,
        }

    def stream(self, log_mel: np.ndarray, chunk: int, look_ahead: int, left: int) -> np.ndarray:
        """Phoneme scores as of `hear`, of speech that comes piece by piece; chunk, look_ahead and left in encoder
        frames."""
        padded = np.pad(log_mel, ((0, 0), (CONTEXT_FRAMES, 0), (0, 0)))
        count, memory, remembered, heard = log_mel.shape[1] // 2, self.empty, 0, []
        for first in range(0, count, chunk):
            last = min(count, first + chunk + look_ahead)
            own = min(chunk, count - first)
            entries = memory.shape[3]
            kept = np.arange(max(entries - remembered, entries + own - left), entries + own)
            feeds = {
                "log_mel": padded[:, 2 * first : CONTEXT_FRAMES + 2 * last],
                "position": np.array([first]),
                "memory": memory,
                "remembered": np.array([remembered]),
                "kept": kept,
            }
            phonemes, memory = self.hearing.run(["phonemes", "next_memory"], feeds)
            remembered = len(kept)
            heard.append(phonemes[:, : own // 2])
        return np.concatenate(heard, axis=1)

    def spell(self, phonemes: np.ndarray, features: np.ndarray) -> np.ndarray:
        """Scores of subwords [1, 2 F, vocabulary]."""
        return self.speller.run(None, {"phonemes": phonemes, "features": features})[0]
