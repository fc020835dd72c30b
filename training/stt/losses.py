"""Losses of training."""

import torch
import torch.nn.functional as F
from torch import Tensor

from stt.spans import inside


def ctc(scores: Tensor, frames: Tensor, targets: list[tuple[int, ...]]) -> Tensor:
    """CTC loss (Graves et al. 2006) for each target unit, of which an empty target counts as one.

    scores: [batch, frames, classes]; frames: valid ones of each clip, [batch]. Clips too short for their targets count
    nothing.
    """
    lengths = torch.tensor([len(target) for target in targets])
    joined = torch.tensor([unit for target in targets for unit in target], dtype=torch.long, device=scores.device)
    losses = F.ctc_loss(
        scores.log_softmax(-1).transpose(0, 1), joined, frames.cpu(), lengths, reduction="sum", zero_infinity=True
    )
    return losses / lengths.clamp(min=1).sum()


def divergence(scores: Tensor, wanted: Tensor, frames: Tensor) -> Tensor:
    """Kullback-Leibler divergence of a student's classes from a teacher's, for each valid frame.

    Distillation of Hinton et al. 2015 at temperature 1. Both [batch, frames, classes], before the softmax; frames:
    valid ones of each clip, [batch].
    """
    each = F.kl_div(scores.log_softmax(-1), wanted.log_softmax(-1), reduction="none", log_target=True).sum(-1)
    valid = inside(frames, scores.shape[1])
    return (each * valid).sum() / valid.sum()
