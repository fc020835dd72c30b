"""One training process, or many of them started by torchrun, each with a share of every step."""

import os
import sys
from dataclasses import dataclass

import torch
import torch.distributed as distributed
from torch import nn
from torch.nn.parallel import DistributedDataParallel


@dataclass(frozen=True)
class World:
    """This process among those that train one model."""

    rank: int
    size: int
    device: torch.device

    @property
    def first(self) -> bool:
        """The one that logs and writes checkpoints."""
        return self.rank == 0

    def shared(self, module: nn.Module) -> nn.Module:
        """The module with gradients averaged over all processes; each stage leaves other weights without any."""
        if self.size == 1:
            return module
        return DistributedDataParallel(module, find_unused_parameters=True)


def say(line: str) -> None:
    """Print a line in one write, so that the lines of several processes do not mix."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def join_world() -> World:
    """Meet the other processes where torchrun started this one, by the variables that it sets."""
    rank, size = int(os.environ.get("RANK", 0)), int(os.environ.get("WORLD_SIZE", 1))
    cuda = torch.cuda.is_available()
    device = torch.device("cuda", int(os.environ.get("LOCAL_RANK", 0))) if cuda else torch.device("cpu")
    if cuda:
        torch.cuda.set_device(device)
    if size > 1:
        distributed.init_process_group("nccl" if cuda else "gloo")
    return World(rank, size, device)


def leave_world(world: World) -> None:
    """Wait for the others and part."""
    if world.size > 1:
        distributed.barrier()
        distributed.destroy_process_group()
