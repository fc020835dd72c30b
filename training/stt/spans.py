"""Frames of one phoneme together, so that the speller reads phonemes, not time.

A phoneme lasts one frame or ten, and what follows it is spelled the same. Where the speller reads frames it has to
learn that for every word; where it reads one span a phoneme, it learns spelling in less than half the steps, each of
half the work (training/LOG.md). After phone synchronous decoding (Chen et al. 2016), with products in place of loops,
so that it exports.
"""

from typing import NamedTuple

import torch
from torch import Tensor

PAUSE_FRAMES = 4
"""So many blanks in a row are a span of their own."""


class Spans(NamedTuple):
    """A span is a phoneme and the blanks up to the next one or to a pause; or a pause. S spans of F frames."""

    members: Tensor
    """1 where a frame is of a span, [batch, S, F]; every valid frame is of one."""
    onsets: Tensor
    """1 where a frame is the first of a span, [batch, S, F]."""
    counts: Tensor
    """Spans of each clip, [batch]; the others are empty."""


def spans_of(evidence: Tensor, frames: Tensor | None = None) -> Spans:
    """Spans of evidence [batch, F, phonemes], whose class 0 is blank. frames: valid ones of each clip, [batch].

    Without `frames` there are as many spans as frames, the last ones empty: a shape that is known beforehand.
    """
    best = (evidence >= evidence.amax(-1, keepdim=True)).to(evidence)
    blank = best[:, :, 0]
    same = (best * earlier(best, 1)).sum(-1).clamp(max=1)
    quiet = blank
    for frame in range(1, PAUSE_FRAMES):
        quiet = quiet * earlier(blank, frame)
    pause = quiet * (1 - earlier(blank, PAUSE_FRAMES))
    numbers = torch.arange(evidence.shape[1], device=evidence.device)[None]
    first = (numbers == 0).to(evidence)
    starts = torch.maximum(torch.maximum((1 - blank) * (1 - same), pause), first)
    valid = torch.ones_like(starts)
    if frames is not None:
        valid = inside(frames, evidence.shape[1]).to(evidence)
    of_frame = (starts * valid).cumsum(-1)
    counts = of_frame[:, -1].long()
    if frames is not None:
        numbers = numbers[:, : int(counts.max())]
    members = (of_frame[:, None, :] == (numbers[:, :, None] + 1).to(evidence)).to(evidence) * valid[:, None, :]
    return Spans(members, members * starts[:, None, :], counts)


def earlier(x: Tensor, frames: int) -> Tensor:
    """x of so many frames before, zeros at the start. x: [batch, F] or [batch, F, n]."""
    beginning = torch.zeros_like(x[:, :frames])
    return torch.cat([beginning, x[:, :-frames]], dim=1)


def inside(frames: Tensor, longest: int) -> Tensor:
    """True where a frame is of the clip, False where it is padding. frames: [batch] -> [batch, longest]."""
    return torch.arange(longest, device=frames.device)[None, :] < frames[:, None]
