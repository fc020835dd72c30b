"""What teachers tell the student beside the phonemes of the text; all of it is off unless a stage gives it a weight."""

from dataclasses import dataclass
from typing import Literal

LAYERS, MEANING, TIMES = "layers", "meaning", "times"
"""Names of the losses."""


@dataclass(frozen=True)
class Tutoring:
    """Weights beside CTC on phonemes, which has 1."""

    layers: float = 0.0
    """The teacher's middle and last layer, frame by frame (`stt/layer_tutor.py`)."""
    layer_teacher: Literal["base", "tiny.en"] = "base"
    layer_distance: Literal["cosine", "kl"] = "cosine"
    meaning: float = 0.0
    """A sentence encoder's vector of the text (`stt/meaning_tutor.py`)."""
    times: float = 0.0
    """The phoneme of each frame, by the times of words in the teacher's cross-attention (`stt/teacher_times.py`)."""

    def weight_of(self, loss: str) -> float | None:
        """None for a loss of another kind."""
        return {LAYERS: self.layers, MEANING: self.meaning, TIMES: self.times}.get(loss)
