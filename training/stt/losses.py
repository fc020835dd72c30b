"""Losses of training."""

import torch
import torch.nn.functional as F
from torch import Tensor


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
