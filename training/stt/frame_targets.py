"""Where in time each subword stands: frame-wise targets that spare CTC its slow search for an alignment.

CTC alone left the speller on its plateau for hundreds of steps. The phonemes' frames are known (by alignment of audio,
by construction of spoken text), so a subword's frame follows from how many phonemes come before its letters.
"""

import json
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from sentencepiece import SentencePieceProcessor
from torch import Tensor

from stt.paths import WORD_SOUNDS
from stt.spans import Spans
from stt.text import BLANK_ID

BLANK_WEIGHT = 0.2
"""Most frames are blank; at full weight the speller learns nothing else for long."""


def token_frames(words: list[list[str]], sounds: dict[str, int], first_frames: list[int]) -> list[int]:
    """A frame for each piece, strictly rising where there is room.

    words: the pieces of each word; sounds: phonemes of each lower-case word; first_frames: of each phoneme spoken.
    """
    counts = [max(1, sounds.get(bare_word("".join(word)), len("".join(word)))) for word in words]
    # The sentence was phonemised as a whole, where words lose or gain a sound: spread what is spoken over the words.
    edges = np.r_[0, np.cumsum(counts)] / sum(counts) * len(first_frames)
    places: list[float] = []
    for word, begin, end in zip(words, edges[:-1], edges[1:], strict=True):
        letters = np.array([max(1, len(piece.lstrip("▁"))) for piece in word], float)
        middles = (np.cumsum(letters) - letters / 2) / letters.sum()
        places.extend(begin + middles * (end - begin))
    frames = np.interp(np.array(places) - 0.5, np.arange(len(first_frames)), first_frames).round().astype(int)
    for index in range(1, len(frames)):
        frames[index] = max(frames[index], frames[index - 1] + 1)
    return [int(frame) for frame in frames]


def bare_word(word: str) -> str:
    """The word without its mark of a beginning, case and punctuation."""
    return word.lstrip("▁").lower().strip(".,?!;:'-")


def words_of(pieces: list[str]) -> list[list[str]]:
    """Group pieces into words at "▁"."""
    words: list[list[str]] = []
    for piece in pieces:
        if piece.startswith("▁") or not words:
            words.append([])
        words[-1].append(piece)
    return words


@dataclass(frozen=True)
class Target:
    """The tokens of a clip, and the frame near which each is to be written."""

    tokens: tuple[int, ...]
    frames: tuple[int, ...]


class Targets:
    """Makes targets from tokens and the frames of the phonemes under them."""

    def __init__(self, pieces: SentencePieceProcessor) -> None:
        self.pieces = pieces
        self.sounds: dict[str, int] = json.loads(WORD_SOUNDS.read_text("utf-8"))

    def of(self, tokens: tuple[int, ...], phoneme_frames: list[int]) -> Target:
        """phoneme_frames: none where nobody speaks, and then there are no tokens either."""
        if not tokens:
            return Target((), ())
        words = words_of([self.pieces.id_to_piece(token) for token in tokens])
        return Target(tokens, tuple(token_frames(words, self.sounds, phoneme_frames)))


def slot_loss(scores: Tensor, spans: Spans, targets: list[Target]) -> Tensor:
    """Cross-entropy by slot: each token in the span of its frame, or next where that is taken. scores: [batch, N, n],
    the same number of slots for each span."""
    slots = scores.shape[1] // spans.members.shape[1]
    first_slot = slots * spans.members.argmax(1)
    wanted = torch.full(scores.shape[:2], BLANK_ID)
    for row, target in enumerate(targets):
        free = 0
        for frame, token in zip(target.frames, target.tokens, strict=True):
            slot = max(free, int(first_slot[row, min(frame, first_slot.shape[1] - 1)]))
            if slot < slots * int(spans.counts[row]):
                wanted[row, slot] = token
            free = slot + 1
    weights = torch.where(wanted == BLANK_ID, BLANK_WEIGHT, 1.0)
    weights = weights * (torch.arange(scores.shape[1])[None] < slots * spans.counts.cpu()[:, None])
    wanted, weights = wanted.to(scores.device), weights.to(scores.device)
    losses = F.cross_entropy(scores.flatten(0, 1), wanted.flatten(), reduction="none").view_as(weights)
    return (losses * weights).sum() / weights.sum()
