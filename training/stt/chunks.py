"""Chunks of limited context: what lets one network hear whole files and live speech.

In training most batches see the whole clip and the others only chunks: a frame attends to its own chunk and to a few
before it, as it must when speech arrives piece by piece. After the dynamic chunks of U2 (Zhang et al. 2020,
arXiv:2012.05481).
"""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

FRAME_MS = 20
"""Encoder frames, 50 a second."""
POSITIONS = 1500
"""Whisper's positions, 30 s. Speech that goes on longer meets them again from the first."""
CHUNK_FRAMES = (16, 24, 24, 32, 48)
LEFT_FRAMES = (100, 500)


@dataclass(frozen=True)
class Chunks:
    """How an encoder that works piece by piece sees a clip, in encoder frames."""

    chunk_frames: int
    left_chunks: int
    """Whole chunks before its own that a frame attends to."""
    first_position: int = 0
    """Position of the clip's first frame, 0 to POSITIONS - 1."""

    def mask(self, frames: int) -> Tensor:
        """True where attention is allowed, [1, 1, frames, frames], queries before keys."""
        chunk = torch.arange(frames) // self.chunk_frames
        behind = chunk[:, None] - chunk[None, :]
        return ((behind >= 0) & (behind <= self.left_chunks))[None, None]


def draw_chunks(rng: np.random.Generator) -> Chunks:
    """A chunk and a left context of training's ranges, somewhere in a long recording."""
    chunk_frames = int(rng.choice(CHUNK_FRAMES))
    left_frames = int(rng.integers(*LEFT_FRAMES))
    return Chunks(chunk_frames, max(1, left_frames // chunk_frames), 4 * int(rng.integers(POSITIONS // 4)))
