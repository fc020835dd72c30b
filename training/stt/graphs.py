"""The two networks that ship, as ONNX sees them: hearing, which remembers, and the speller above it.

One hearing serves both uses. A whole file is one call with nothing remembered. Live speech is a call for each chunk: it
also takes the keys and values of what was heard before (after Emformer, Shi et al. 2020, arXiv:2010.10759), so that a
second of speech costs the same however long somebody has been talking.
"""

import torch
from torch import Tensor, nn

from stt.chunks import POSITIONS
from stt.student import SLOTS, Student, evidence_of
from stt.whisper import SelfAttention, sinusoids_at, split_heads

CONTEXT_FRAMES = 4
"""Log-mel frames before the new ones in each call: the convolutions look back over two."""
NEVER = -1e9
"""A score that softmax makes zero. Not minus infinity, which half precision would make not a number."""


class Hearing(nn.Module):
    """The student up to its phonemes, with a memory of what came before."""

    def __init__(self, student: Student) -> None:
        super().__init__()
        if student.config.recurrent_cells:
            raise ValueError("an LSTM below the phonemes has no export: its state is not in the memory")
        self.encoder, self.pair, self.phonemes = student.encoder, student.pair, student.phonemes

    def forward(
        self, log_mel: Tensor, position: Tensor, memory: Tensor, remembered: Tensor, kept: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Phoneme scores [1, T / 4, phonemes], features [1, T / 4, width] and the memory for the next call,
        [layers, 2, heads, K, width / heads].

        log_mel: [1, CONTEXT_FRAMES + T, MEL_BINS], normalised, T a multiple of 4; the context counts nothing where a
            stream begins.
        position: [1] int64, encoder frames (50 a second) heard before this call.
        memory: keys and values [layers, 2, heads, M, width / heads], M at least 1.
        remembered: [1] int64, how many of the last entries of the memory hold something.
        kept: [K] int64, places in the memory followed by this call's frames that the next call shall remember.
        """
        begun = position.clamp(max=1).to(log_mel)
        x = self.convolve(log_mel, begun)
        x = x + sinusoids_at((position + torch.arange(x.shape[1])) % POSITIONS, x.shape[2]).to(x)
        empty = torch.arange(memory.shape[3]) < memory.shape[3] - remembered
        layers = []
        for past, block in zip(memory.unbind(0), self.encoder.blocks, strict=True):
            mixed, new = attend_to_memory(block.attn, block.attn_ln(x), past, empty)
            x = x + mixed
            x = x + block.mlp(block.mlp_ln(x))
            layers.append(new)
        # Not by [..., kept], which ONNX would do by way of two transposed copies.
        next_memory = torch.cat([memory, torch.stack(layers)], dim=3).index_select(3, kept)
        x = self.encoder.ln_post(x)
        features = nn.functional.gelu(self.pair(x.reshape(1, x.shape[1] // 2, 2 * x.shape[2])))
        return self.phonemes(features), features, next_memory

    def convolve(self, log_mel: Tensor, begun: Tensor) -> Tensor:
        """[1, CONTEXT_FRAMES + T, MEL_BINS] -> [1, T / 2, width]; begun: 0 where nothing came before, else 1."""
        context = log_mel[:, :CONTEXT_FRAMES] * begun
        log_mel = torch.cat([context, log_mel[:, CONTEXT_FRAMES:]], dim=1)
        x = nn.functional.gelu(self.encoder.conv1(log_mel.transpose(1, 2))).transpose(1, 2)
        even, odd = x[:, CONTEXT_FRAMES::2], x[:, CONTEXT_FRAMES + 1 :: 2]
        before = torch.cat([x[:, CONTEXT_FRAMES - 1 : CONTEXT_FRAMES] * begun, odd[:, :-1]], dim=1)
        return nn.functional.gelu(self.encoder.conv2(torch.cat([before, even, odd], dim=-1)))


def attend_to_memory(attention: SelfAttention, x: Tensor, past: Tensor, empty: Tensor) -> tuple[Tensor, Tensor]:
    """Attention of x [1, t, width] to itself and to keys and values past [2, heads, M, width / heads], of which those
    where empty [M] is True count nothing. Returns [1, t, width] and new keys and values [2, heads, t, width / heads].

    Scores are joined and keys are not: the memory is large, and copying it would cost more than all products.
    """
    q, k, v = (split_heads(part, attention.heads) for part in attention.qkv(x).chunk(3, dim=-1))
    q = q * q.shape[-1] ** -0.5
    old = (q @ past[0:1].transpose(-1, -2)).masked_fill(empty, NEVER)
    weights = torch.softmax(torch.cat([old, q @ k.transpose(-1, -2)], dim=-1), dim=-1)
    entries = past.shape[2]
    mixed = weights[..., :entries] @ past[1:2] + weights[..., entries:] @ v
    return attention.out(mixed.transpose(1, 2).flatten(2)), torch.cat([k, v])


class Spelling(nn.Module):
    """The student's speller, over the whole of an utterance so far."""

    def __init__(self, student: Student) -> None:
        super().__init__()
        self.student = student

    def forward(self, phonemes: Tensor, features: Tensor) -> Tensor:
        """Scores of hearing, [1, F, phonemes] and [1, F, width] -> scores of subwords [1, SLOTS * F, vocabulary].

        The first row of a span's first frame is the span's first, all its other rows the second. No blanks between
        spans: a token that two of them share would be written twice.
        """
        scores, (members, onsets, _) = self.student.spell(evidence_of(phonemes), features=features)
        vocabulary = self.student.config.vocabulary
        slots = scores.reshape(1, members.shape[1], SLOTS * vocabulary)
        first, second = slots[:, :, :vocabulary], slots[:, :, vocabulary:]
        rest = members.transpose(1, 2) @ second
        begin = rest + onsets.transpose(1, 2) @ (first - second)
        return torch.cat([begin, rest], dim=-1).reshape(1, -1, vocabulary)


def nothing_heard(student: Student) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """position, memory, remembered and kept for a whole file in one call."""
    config = student.config
    memory = torch.zeros(config.encoder_layers, 2, config.heads, 1, config.width // config.heads)
    zero = torch.zeros(1, dtype=torch.long)
    return zero, memory, zero.clone(), zero.clone()


def write_whole(student: Student, log_mel: Tensor) -> tuple[Tensor, Tensor]:
    """What ships, on normalised log-mel [1, T, MEL_BINS] of a whole utterance, T a multiple of 4: scores of subwords
    [1, SLOTS * T / 4, vocabulary] and of phonemes [1, T / 4, phonemes]."""
    heard = student.hear(log_mel)
    return Spelling(student)(heard.phonemes, heard.features), heard.phonemes
