"""When each word is spoken, by the teacher's cross-attention, and frame-wise targets for phonemes made of it.

CTC spends its first steps on finding where anything is. A teacher that has heard the clip knows: each text token
attends to the frames where it is spoken (Whisper's alignment heads, read out by a monotonic path as OpenAI's word
timestamps are). Phonemes are spread evenly inside their words.
"""

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from stt.corpus import PHONEME_BLANK_ID, Clip
from stt.frame_targets import bare_word
from stt.teacher import Teacher
from stt.whisper import split_heads

ALIGNMENT_HEADS = {
    "base": ((3, 1), (4, 2), (4, 3), (4, 7), (5, 1), (5, 2), (5, 4), (5, 6)),
    "tiny.en": ((1, 0), (2, 0), (2, 5), (3, 0), (3, 1), (3, 2), (3, 3), (3, 4)),
}
"""(layer, head) as published with Whisper's weights."""
FRAME_S = 0.02
SCORE_RATE_HZ = 25
LONGEST_PHONEME_S = 0.16
"""A word that lasts longer than its phonemes at this length has a pause before it, if it is the first, or after it."""
WordTime = tuple[str, float, float]
"""A word, its first and its last second."""


@torch.inference_mode()
def cross_attention(teacher: Teacher, heads: tuple[tuple[int, int], ...], log_mel: Tensor, tokens: list[int]) -> Tensor:
    """How each token attends to the audio, mean of the heads: [tokens, frames at 50 Hz].

    log_mel: [frames, MEL_BINS] as Whisper normalises it. tokens: with the prompt before and the end after them.
    """
    decoder = teacher.model.decoder
    audio = decoder.cross_keys_values(teacher.model.encoder(log_mel[None].to(decoder.positions.dtype)))
    asked: list[Tensor] = []
    hooks = [
        block.cross.query.register_forward_hook(lambda _, __, output: asked.append(output)) for block in decoder.blocks
    ]
    decoder(torch.tensor([tokens]), audio)
    for hook in hooks:
        hook.remove()
    rows = []
    for layer, head in heads:
        query = split_heads(asked[layer], decoder.blocks[layer].cross.heads)[0, head]
        rows.append(torch.softmax(query @ audio[layer][0][0, head].T * query.shape[-1] ** -0.5, -1))
    weights = torch.stack(rows).float()
    spread = weights.std(1, keepdim=True, unbiased=False) + 1e-9
    return ((weights - weights.mean(1, keepdim=True)) / spread).mean(0)


def monotonic_path(gains: np.ndarray) -> np.ndarray:
    """First frame of each row on the best path through [rows, frames]: each frame has one row, rows come in order and
    none is left out. ValueError with fewer frames than rows."""
    rows, frames = gains.shape
    if frames < rows:
        raise ValueError(f"{rows} tokens in {frames} frames")
    scores = np.full(rows, -np.inf)
    scores[0] = gains[0, 0]
    moved = np.zeros((frames, rows), bool)
    for frame in range(1, frames):
        before = np.r_[-np.inf, scores[:-1]]
        moved[frame] = before > scores
        scores = np.maximum(before, scores) + gains[:, frame]
    first, row = np.zeros(rows, int), rows - 1
    for frame in range(frames - 1, 0, -1):
        if moved[frame, row]:
            first[row] = frame
            row -= 1
    return first


def word_times(words: list[tuple[str, int]], first_frames: np.ndarray, end_frame: int) -> list[WordTime]:
    """words: (word, its number of tokens); first_frames: of each token; end_frame: where the last token ends."""
    edges = np.cumsum([0, *(count for _, count in words)])
    starts = [float(first_frames[edge]) * FRAME_S for edge in edges[:-1]]
    return [
        (word, start, end)
        for (word, _), start, end in zip(words, starts, [*starts[1:], end_frame * FRAME_S], strict=True)
    ]


def phoneme_times(words: list[WordTime], phonemes: int, sounds: dict[str, int]) -> tuple[tuple[float, float], ...]:
    """(begin, end) in seconds of each phoneme, spread inside the words. sounds: phonemes of each lower-case word; where
    they do not add up, as the sentence was phonemised as a whole, all words give or take."""
    if not words or not phonemes:
        return ()
    counts = np.array([max(1, sounds.get(bare_word(word), len(bare_word(word)))) for word, _, _ in words], float)
    edges = np.r_[0, np.cumsum(counts)] / counts.sum() * phonemes
    times = []
    for index in range(phonemes):
        at = int(np.clip(np.searchsorted(edges, index + 0.5) - 1, 0, len(words) - 1))
        _, begin, end = words[at]
        longest = LONGEST_PHONEME_S * counts[at]
        begin, end = (max(begin, end - longest), end) if at == 0 else (begin, min(end, begin + longest))
        low, high = np.interp([index, index + 1], edges[at : at + 2], (begin, end))
        times.append((float(low), float(high)))
    return tuple(times)


def times_loss(scores: Tensor, clips: list[Clip]) -> Tensor | None:
    """Cross-entropy of each frame's phoneme, blank where no word is. scores: [batch, F, classes] at 25 Hz.

    Clips whose times nobody knows count nothing; None where there are no others.
    """
    wanted = torch.full(scores.shape[:2], -1, dtype=torch.long)
    for row, clip in enumerate(clips):
        if len(clip.spoken_s) != len(clip.phonemes):
            continue
        wanted[row, : int(clip.seconds * SCORE_RATE_HZ)] = PHONEME_BLANK_ID
        for phoneme, (begin, end) in zip(clip.phonemes, clip.spoken_s, strict=True):
            first = round(begin * SCORE_RATE_HZ)
            wanted[row, first : max(first + 1, round(end * SCORE_RATE_HZ))] = phoneme
    if (wanted < 0).all():
        return None
    return F.cross_entropy(scores.flatten(0, 1), wanted.flatten().to(scores.device), ignore_index=-1)
