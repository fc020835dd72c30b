"""A text teacher: the mean of what the student hears points where a sentence encoder points for the text.

Speech and text meet in one vector a sentence, as in SAMU-XLSR (Khurana et al. 2022, arXiv:2205.08180). The vectors are
made once by `scripts/embed_sentences.py`.
"""

from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from stt.corpus import Clip
from stt.spans import inside


class MeaningTutor(nn.Module):
    """The distance of a clip's mean features, projected, from its text's vector."""

    def __init__(self, vectors: dict[tuple[int, ...], np.ndarray], width: int) -> None:
        """vectors: [d] of each text, by its tokens."""
        super().__init__()
        self.vectors = vectors
        self.projection = nn.Linear(width, len(next(iter(vectors.values()))))

    def forward(self, features: Tensor, frames: Tensor, clips: list[Clip]) -> Tensor | None:
        """features [batch, F, width], frames: valid ones [batch]; None where no clip's text has a vector."""
        rows = [row for row, clip in enumerate(clips) if clip.tokens in self.vectors]
        if not rows:
            return None
        valid = inside(frames, features.shape[1])[rows, :, None].to(features)
        means = (features[rows] * valid).sum(1) / valid.sum(1)
        wanted = torch.from_numpy(np.stack([self.vectors[clips[row].tokens] for row in rows])).to(means)
        return (1 - F.cosine_similarity(self.projection(means), wanted, dim=-1)).mean()


def read_vectors(path: Path) -> dict[tuple[int, ...], np.ndarray]:
    """Vectors by tokens, of the file that `write_vectors` wrote; FileNotFoundError without one."""
    with np.load(path) as file:
        lengths, tokens, vectors = file["lengths"], file["tokens"], file["vectors"].astype(np.float32)
    texts = np.split(tokens, np.cumsum(lengths)[:-1])
    return {tuple(text.tolist()): vector for text, vector in zip(texts, vectors, strict=True)}


def write_vectors(path: Path, texts: list[tuple[int, ...]], vectors: np.ndarray) -> None:
    """texts: tokens of each; vectors: [texts, d]."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lengths = np.array([len(text) for text in texts])
    np.savez(path, lengths=lengths, tokens=np.concatenate(texts), vectors=vectors.astype(np.float16))
