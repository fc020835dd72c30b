"""Whisper in plain PyTorch: an encoder for audio of any length, and its decoder."""

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F


@dataclass(frozen=True)
class WhisperDimensions:
    """Sizes of a Whisper model; encoder and decoder share width, heads and depth."""

    n_mels: int
    d: int
    heads: int
    layers: int
    vocabulary: int
    max_text_tokens: int = 448


# Keys and values [batch, heads, tokens, d / heads] of one attention.
KeyValue = tuple[Tensor, Tensor]


def sinusoids(frames: int, d: int) -> Tensor:
    """Whisper's encoder positions [frames, d]."""
    return sinusoids_at(torch.arange(frames), d)


def sinusoids_at(places: Tensor, d: int) -> Tensor:
    """Whisper's encoding of places [n] as [n, d]: sines in the first half, cosines after."""
    rates = torch.exp(-math.log(10_000) / (d // 2 - 1) * torch.arange(d // 2))
    angles = places[:, None] * rates[None, :]
    return torch.cat([angles.sin(), angles.cos()], dim=1)


class SelfAttention(nn.Module):
    """Attention of a sequence to itself, with one projection for queries, keys, values."""

    def __init__(self, d: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(d, 3 * d)
        self.out = nn.Linear(d, d)

    def forward(
        self, x: Tensor, mask: Tensor | None = None, past: KeyValue | None = None,
        causal: bool = False,
    ) -> tuple[Tensor, KeyValue]:  # fmt: skip
        """x [batch, t, d] -> [batch, t, d], and the keys and values so far.

        mask: boolean, broadcast to [batch, heads, t, keys], True where attention is allowed.
        """
        q, k, v = (split_heads(part, self.heads) for part in self.qkv(x).chunk(3, dim=-1))
        if past is not None:
            k, v = torch.cat([past[0], k], dim=2), torch.cat([past[1], v], dim=2)
        mixed = attend(q, k, v, mask, causal)
        return self.out(mixed.transpose(1, 2).flatten(2)), (k, v)


class CrossAttention(nn.Module):
    """Attention of text to audio."""

    def __init__(self, d: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.query = nn.Linear(d, d)
        self.key_value = nn.Linear(d, 2 * d)
        self.out = nn.Linear(d, d)

    def keys_values(self, audio: Tensor) -> KeyValue:
        """Keys and values of encoded audio [batch, frames, d], made once an utterance."""
        k, v = self.key_value(audio).chunk(2, dim=-1)
        return split_heads(k, self.heads), split_heads(v, self.heads)

    def forward(self, x: Tensor, audio: KeyValue, mask: Tensor | None = None) -> Tensor:
        """x [batch, t, d] -> [batch, t, d]; mask as in SelfAttention, over audio frames."""
        q = split_heads(self.query(x), self.heads)
        mixed = F.scaled_dot_product_attention(q, *audio, attn_mask=mask)
        return self.out(mixed.transpose(1, 2).flatten(2))


def attend(q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None, causal: bool) -> Tensor:
    """Attention of [batch, heads, t, d / heads] to keys and values; mask as in SelfAttention.

    In training on a CPU step by step: half the time of PyTorch's own kernel in bfloat16, whose backward pass is slow.
    """
    if causal or not q.requires_grad or q.is_cuda:
        return F.scaled_dot_product_attention(q, k, v, attn_mask=mask, is_causal=causal)
    scores = (q * q.shape[-1] ** -0.5) @ k.transpose(-1, -2)
    if mask is not None:
        scores = scores + torch.zeros(mask.shape, dtype=q.dtype).masked_fill(~mask, -torch.inf)
    return torch.softmax(scores, -1, dtype=q.dtype) @ v


def split_heads(x: Tensor, heads: int) -> Tensor:
    """[batch, t, d] -> [batch, heads, t, d / heads]."""
    return x.unflatten(-1, (heads, -1)).transpose(1, 2)


class FeedForward(nn.Sequential):
    """[.., d] -> [.., d] through four times the width."""

    def __init__(self, d: int) -> None:
        super().__init__(nn.Linear(d, 4 * d), nn.GELU(), nn.Linear(4 * d, d))


class EncoderBlock(nn.Module):
    def __init__(self, d: int, heads: int) -> None:
        super().__init__()
        self.attn_ln, self.attn = nn.LayerNorm(d), SelfAttention(d, heads)
        self.mlp_ln, self.mlp = nn.LayerNorm(d), FeedForward(d)

    def forward(self, x: Tensor, mask: Tensor | None = None) -> Tensor:
        """x [batch, frames, d] -> the same shape."""
        x = x + self.attn(self.attn_ln(x), mask)[0]
        return x + self.mlp(self.mlp_ln(x))


class AudioEncoder(nn.Module):
    """Log-mel frames at 100 a second to vectors at 50 a second, for any length."""

    def __init__(self, n_mels: int, d: int, heads: int, layers: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv1d(n_mels, d, kernel_size=3, padding=1)
        self.conv2 = nn.Conv1d(d, d, kernel_size=3, stride=2, padding=1)
        self.blocks = nn.ModuleList(EncoderBlock(d, heads) for _ in range(layers))
        self.ln_post = nn.LayerNorm(d)

    def forward(self, mel: Tensor, mask: Tensor | None = None) -> Tensor:
        """mel [batch, frames, n_mels], normalised -> [batch, (frames + 1) // 2, d].

        mask: boolean, broadcast to [batch, heads, t, t], True where attention is allowed.
        """
        x = F.gelu(self.conv1(mel.transpose(1, 2)))
        x = F.gelu(self.conv2(x)).transpose(1, 2)
        x = x + sinusoids(x.shape[1], x.shape[2]).to(x)
        for block in self.blocks:
            x = block(x, mask)
        return self.ln_post(x)


class DecoderBlock(nn.Module):
    def __init__(self, d: int, heads: int) -> None:
        super().__init__()
        self.attn_ln, self.attn = nn.LayerNorm(d), SelfAttention(d, heads)
        self.cross_ln, self.cross = nn.LayerNorm(d), CrossAttention(d, heads)
        self.mlp_ln, self.mlp = nn.LayerNorm(d), FeedForward(d)


class TextDecoder(nn.Module):
    """Next-token scores from tokens so far and encoded audio."""

    def __init__(self, dims: WhisperDimensions) -> None:
        super().__init__()
        self.embedding = nn.Embedding(dims.vocabulary, dims.d)
        self.positions = nn.Parameter(torch.zeros(dims.max_text_tokens, dims.d))
        self.blocks = nn.ModuleList(DecoderBlock(dims.d, dims.heads) for _ in range(dims.layers))
        self.ln = nn.LayerNorm(dims.d)

    def cross_keys_values(self, audio: Tensor) -> list[KeyValue]:
        """Each layer's keys and values of encoded audio [batch, frames, d]."""
        return [block.cross.keys_values(audio) for block in self.blocks]

    def forward(
        self, tokens: Tensor, cross: list[KeyValue], past: list[KeyValue] | None = None,
        audio_mask: Tensor | None = None,
    ) -> tuple[Tensor, list[KeyValue]]:  # fmt: skip
        """tokens [batch, n] int64 -> scores [batch, n, vocabulary], and the cache.

        With a cache only one new token a call is right, as no mask is made for more.
        """
        start = past[0][0].shape[2] if past else 0
        x = self.embedding(tokens) + self.positions[start : start + tokens.shape[1]]
        cache = []
        for layer, block in enumerate(self.blocks):
            layer_past = past[layer] if past else None
            mixed, kept = block.attn(block.attn_ln(x), past=layer_past, causal=past is None)
            x = x + mixed
            x = x + block.cross(block.cross_ln(x), cross[layer], audio_mask)
            x = x + block.mlp(block.mlp_ln(x))
            cache.append(kept)
        return self.ln(x) @ self.embedding.weight.T, cache


class Whisper(nn.Module):
    """Encoder and decoder with the sizes of `dims`."""

    def __init__(self, dims: WhisperDimensions) -> None:
        super().__init__()
        self.dims = dims
        self.encoder = AudioEncoder(dims.n_mels, dims.d, dims.heads, dims.layers)
        self.decoder = TextDecoder(dims)
