"""Chunks of limited context: what lets one network hear whole files and live speech.

In training some batches see the whole clip and the others only chunks, as live speech comes: a frame attends to its
own chunk, to a few frames of look-ahead, and to what was heard before. Chunk and context are drawn anew for each
batch (dynamic chunks of U2, Zhang et al. 2020, arXiv:2012.05481). Frames of look-ahead are heard twice: once as
look-ahead, which nothing later sees, and once in their own chunk (the right context of Emformer, Shi et al. 2020,
arXiv:2010.10759). So look-ahead does not add up from layer to layer.
"""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

FRAME_MS = 20
"""Encoder frames, 50 a second."""
POSITIONS = 1500
"""Whisper's positions, 30 s. Speech that goes on longer meets them again from the first."""
CHUNK_FRAMES = (8, 12, 12, 12, 16, 24)
LOOK_AHEAD_FRAMES = (0, 8, 12, 12, 12, 16)
LEFT_FRAMES = (100, 400)


@dataclass(frozen=True)
class Chunks:
    """How an encoder that works piece by piece sees a clip, in encoder frames.

    Its sequence is one of tokens: each chunk's frames, then its look-ahead, then the next chunk's frames.
    """

    chunk_frames: int
    look_ahead_frames: int
    left_frames: int
    """Frames before its own chunk that a frame attends to."""
    first_position: int = 0
    """Position of the clip's first frame, 0 to POSITIONS - 1."""

    @property
    def call_frames(self) -> int:
        return self.chunk_frames + self.look_ahead_frames

    def places(self, frames: int) -> Tensor:
        """The frame that each token shows, [tokens]; of the clip's last chunks some lie beyond its end."""
        first = torch.arange(0, frames, self.chunk_frames)
        return (first[:, None] + torch.arange(self.call_frames)).flatten()

    def own(self, frames: int) -> Tensor:
        """The token that shows each frame in its own chunk, [frames]."""
        frame = torch.arange(frames)
        return frame // self.chunk_frames * self.call_frames + frame % self.chunk_frames

    def mask(self, frames: int) -> Tensor:
        """True where attention is allowed, [1, 1, tokens, tokens], queries before keys."""
        places = self.places(frames)
        call = torch.arange(len(places)) // self.call_frames
        first = call * self.chunk_frames
        is_own = places < first + self.chunk_frames
        behind = (call[None, :] < call[:, None]) & is_own[None, :] & (places >= first[:, None] - self.left_frames)
        return (behind | (call[None, :] == call[:, None]))[None, None]


def draw_chunks(rng: np.random.Generator) -> Chunks:
    """Chunks of training's ranges, somewhere in a long recording."""
    return Chunks(
        int(rng.choice(CHUNK_FRAMES)),
        int(rng.choice(LOOK_AHEAD_FRAMES)),
        int(rng.integers(*LEFT_FRAMES)),
        4 * int(rng.integers(POSITIONS // 4)),
    )
