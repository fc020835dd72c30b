import torch

from stt.weight_mean import WeightMean


def test_gives_the_mean_of_what_was_counted():
    model, mean = torch.nn.Linear(3, 2), WeightMean()
    seen = []
    for _ in range(4):
        torch.nn.init.normal_(model.weight)
        mean.add(model)
        seen.append(model.weight.detach().clone())
    torch.nn.init.zeros_(model.weight)
    mean.apply(model)
    torch.testing.assert_close(model.weight.detach(), torch.stack(seen).mean(0))
