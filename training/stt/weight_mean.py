"""Mean of a model's weights over many steps, which hears strangers better than the last step alone."""

import torch
from torch import Tensor, nn


class WeightMean:
    """Running mean (Izmailov et al. 2018, "Averaging weights leads to wider optima and better generalization")."""

    def __init__(self) -> None:
        self.weights: dict[str, Tensor] = {}
        self.count = 0

    @torch.no_grad()
    def add(self, model: nn.Module) -> None:
        """Count the model's weights as they are now."""
        self.count += 1
        for name, weight in model.state_dict().items():
            self.weights.setdefault(name, weight.clone()).lerp_(weight, 1 / self.count)

    def apply(self, model: nn.Module) -> None:
        """Give the mean to the model."""
        model.load_state_dict(self.weights)
