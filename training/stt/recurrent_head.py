"""An optional phoneme head with a memory of its own: one LSTM layer (Hochreiter and Schmidhuber 1997), forwards only,
so that it could hear live speech."""

import torch
from torch import Tensor, nn


class RecurrentHead(nn.Module):
    def __init__(self, width: int, cells: int, phonemes: int) -> None:
        super().__init__()
        self.recall = nn.LSTM(width, cells, batch_first=True)
        self.scores = nn.Linear(cells, phonemes)

    def forward(self, features: Tensor) -> Tensor:
        """[batch, F, width] -> [batch, F, phonemes]; frame t depends on frames up to t alone."""
        with torch.autocast(features.device.type, enabled=False):
            return self.scores(self.recall(features.float())[0])
