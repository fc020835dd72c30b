"""Feature transfer: the student's layers hear in a noisy clip what a teacher's layers hear in the clean one.

After FitNets (Romero et al. 2015, arXiv:1412.6550) with DistilHuBERT's distance (Chang et al. 2022, arXiv:2110.01900).
Where teacher and student differ in width a learned projection stands between them and is thrown away afterwards.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from stt.whisper import AudioEncoder

STUDENT_LAYERS = (2, 4)
"""Counted from 1: the middle and the last of four."""


@contextmanager
def outputs_of(blocks: list[nn.Module]) -> Iterator[list[Tensor]]:
    """What the blocks give while the context is open, in the order of their calls."""
    outputs: list[Tensor] = []
    hooks = [block.register_forward_hook(lambda _, __, output: outputs.append(output)) for block in blocks]
    try:
        yield outputs
    finally:
        for hook in hooks:
            hook.remove()


class LayerTutor(nn.Module):
    """The distance of the student's layers from a frozen teacher's at the same share of the depth."""

    def __init__(self, teacher: AudioEncoder, width: int, distance: Literal["cosine", "kl"]) -> None:
        super().__init__()
        # In a list, so that it is no part of what is trained and saved.
        self._teacher = [teacher.eval().requires_grad_(False)]
        self.distance = distance
        taught = teacher.ln_post.normalized_shape[0]
        self.projections = nn.ModuleList(
            nn.Identity() if taught == width else nn.Linear(width, taught) for _ in STUDENT_LAYERS
        )

    @torch.no_grad()
    def features(self, log_mel: Tensor, valid: Tensor) -> list[Tensor]:
        """The teacher's layers, [batch, frames / 2, d] each, of clean log-mel [batch, frames, MEL_BINS] as Whisper
        normalises it; valid: [batch, frames / 2]."""
        teacher = self._teacher[0].to(log_mel.device)
        depth = len(teacher.blocks)
        chosen = [teacher.blocks[layer * depth // max(STUDENT_LAYERS) - 1] for layer in STUDENT_LAYERS]
        with outputs_of(chosen) as outputs:
            teacher(log_mel, valid[:, None, None, :])
        return outputs

    def forward(self, heard: list[Tensor], wanted: list[Tensor], valid: Tensor) -> Tensor:
        """Mean distance over layers and valid frames. heard and wanted: [batch, frames / 2, ..] for each layer."""
        losses = []
        for projection, ours, theirs in zip(self.projections, heard, wanted, strict=True):
            ours, theirs = projection(ours.float()), theirs.float()
            # A few of Whisper's channels are a hundred times as large as the others; normalised, all count.
            ours, theirs = (F.layer_norm(x, x.shape[-1:]) for x in (ours, theirs))
            if self.distance == "cosine":
                each = 1 - F.cosine_similarity(ours, theirs, dim=-1)
            else:
                each = F.kl_div(ours.log_softmax(-1), theirs.log_softmax(-1), reduction="none", log_target=True).sum(-1)
            losses.append((each * valid).sum() / valid.sum())
        return torch.stack(losses).mean()
