"""The student: Whisper tiny.en's encoder, then phoneme posteriors, then a speller that writes subwords.

    log-mel 100 Hz -> convolutions, 4 Transformer layers at 50 Hz -> pairs of frames, 25 Hz -> phoneme scores
    -> spans, one a phoneme -> 4 convolution blocks ("the speller") -> two rows of subword scores a span

Both score layers are trained by CTC (Graves et al. 2006). The speller needs no more than the phonemes, so it can be
trained on plain text as well, and learns the spelling of words that no recording holds (see `posterior_bank.py`).
Where there is audio it also gets the features under the phonemes, which hold what phonemes do not say. Spelling is
local, so convolutions learn it from far less than attention does (training/LOG.md), and their reach bounds what a
caption must wait for.
"""

from dataclasses import asdict, dataclass
from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from stt.chunks import POSITIONS, Chunks
from stt.features import MEL_BINS
from stt.recurrent_head import RecurrentHead
from stt.spans import Spans, inside, spans_of
from stt.whisper import EncoderBlock, sinusoids_at

SUBSAMPLING = 4
POSTERIOR_FLOOR = 1e-5
LOG_FLOOR = 11.5
LONGEST_SPAN = 10
"""Frames; of longer spans the speller knows no more than that they are long."""
EVIDENCE_SPANS = 5
"""Spans that the speller sees side by side, a syllable or two."""
HEARING_DROPOUT = 0.1
FEATURE_DROPOUT = 0.5
"""Of the features that the speller gets: on little audio it learns to know the clips by them."""
SLOTS = 2
"""Rows of scores for each span. One is too few: "whiplash" has six phonemes and seven subwords, and equal neighbours
need a blank between."""
SPELLER_KERNEL = 5
SPELLER_DILATIONS = (1, 1, 2, 3)
"""One block each; with the evidence side by side they reach 16 spans to either side, three words or so."""


@dataclass(frozen=True)
class StudentConfig:
    """Sizes; stored as JSON beside each checkpoint."""

    phonemes: int
    vocabulary: int
    width: int = 384
    heads: int = 6
    encoder_layers: int = 4
    speller_width: int = 256
    speller_inner: int = 384
    recurrent_cells: int = 0
    """Of an LSTM below the phoneme scores; 0 for none."""

    def to_json(self) -> dict[str, int]:
        return asdict(self)


class Encoder(nn.Module):
    """Whisper's encoder for any length. The strided convolution is a matrix product, so that it quantises too."""

    def __init__(self, config: StudentConfig) -> None:
        super().__init__()
        width = config.width
        self.conv1 = nn.Conv1d(MEL_BINS, width, 3, padding=1)
        self.conv2 = nn.Linear(3 * width, width)
        self.blocks = nn.ModuleList(EncoderBlock(width, config.heads) for _ in range(config.encoder_layers))
        self.ln_post = nn.LayerNorm(width)

    def convolve(self, log_mel: Tensor) -> Tensor:
        """[batch, frames, MEL_BINS] -> [batch, frames / 2, width]."""
        x = F.gelu(self.conv1(log_mel.transpose(1, 2))).transpose(1, 2)
        even, odd = x[:, 0::2], x[:, 1::2]
        before = F.pad(odd[:, :-1], (0, 0, 1, 0))
        return F.gelu(self.conv2(torch.cat([before, even, odd], dim=-1)))

    def forward(
        self, log_mel: Tensor, valid: Tensor | None = None, frozen_layers: int = 0, chunks: Chunks | None = None
    ) -> Tensor:
        """[batch, frames, MEL_BINS] -> [batch, frames / 2, width].

        valid: True where a frame of the output is no padding, [batch, frames / 2].
        frozen_layers: 0 trains all; n >= 1 keeps the convolutions and the first n - 1 layers without gradients.
        chunks: None for frames that see the whole clip.
        """
        with torch.set_grad_enabled(torch.is_grad_enabled() and frozen_layers == 0):
            x = self.convolve(log_mel)
        frames, device = x.shape[1], x.device
        places = torch.arange(frames) if chunks is None else chunks.first_position + torch.arange(frames)
        x = x + sinusoids_at(places % POSITIONS, x.shape[2]).to(x)
        mask = None if valid is None else valid[:, None, None, :]
        if chunks is not None:
            shown = chunks.places(frames)
            there = shown < frames
            shown = shown.clamp(max=frames - 1).to(device)
            x = x[:, shown]
            seen = there[None].to(device) if valid is None else valid[:, shown] & there.to(device)
            # A token of padding attends to its own call, as to nothing it would not be a number.
            seen = seen[:, None, None, :] | torch.eye(len(shown), dtype=torch.bool, device=device)
            mask = chunks.mask(frames).to(device) & seen
        for index, block in enumerate(self.blocks):
            with torch.set_grad_enabled(torch.is_grad_enabled() and index + 1 >= frozen_layers):
                x = block(x, mask)
        return self.ln_post(x if chunks is None else x[:, chunks.own(frames).to(device)])


class ConvBlock(nn.Module):
    """A dilated convolution and a product back, with a residual. As a matrix product it quantises too."""

    def __init__(self, width: int, inner: int, dilation: int) -> None:
        super().__init__()
        self.dilation = dilation
        self.ln = nn.LayerNorm(width)
        self.widen, self.narrow = nn.Linear(SPELLER_KERNEL * width, inner), nn.Linear(inner, width)

    def forward(self, x: Tensor, valid: Tensor) -> Tensor:
        """x [batch, frames, width] -> the same shape; valid: [batch, frames, 1], 0 where x is padding."""
        around = side_by_side(self.ln(x), valid, SPELLER_KERNEL, self.dilation)
        return x + self.narrow(F.gelu(self.widen(around)))


class Heard(NamedTuple):
    """What the speller writes from, at 25 Hz."""

    phonemes: Tensor
    """Scores [batch, F, phonemes]."""
    features: Tensor
    """[batch, F, width]"""


class Spelled(NamedTuple):
    """What the speller wrote."""

    scores: Tensor
    """[batch, SLOTS * S, vocabulary], the rows of one span after the other's."""
    spans: Spans

    @property
    def rows(self) -> Tensor:
        """Valid rows of each clip, [batch]."""
        return SLOTS * self.spans.counts


class Student(nn.Module):
    def __init__(self, config: StudentConfig) -> None:
        super().__init__()
        self.config = config
        self.encoder = Encoder(config)
        self.pair = nn.Linear(2 * config.width, config.width)
        self.phonemes = nn.Linear(config.width, config.phonemes)
        if config.recurrent_cells:
            self.phonemes = RecurrentHead(config.width, config.recurrent_cells, config.phonemes)
        self.embed = nn.Linear(EVIDENCE_SPANS * 2 * config.phonemes, config.speller_width)
        # Larger than the default, so that evidence outweighs the biases from the first step.
        nn.init.normal_(self.embed.weight, std=0.15)
        self.speller = nn.ModuleList(
            ConvBlock(config.speller_width, config.speller_inner, dilation) for dilation in SPELLER_DILATIONS
        )
        self.speller_ln = nn.LayerNorm(config.speller_width)
        self.tokens = nn.Linear(config.speller_width, SLOTS * config.vocabulary)
        # Starts at zero: what the speller learnt from text holds when audio comes in.
        self.features = nn.Linear(config.width, config.speller_width, bias=False)
        nn.init.zeros_(self.features.weight)

    def hear(
        self,
        log_mel: Tensor,
        frames: Tensor | None = None,
        frozen_layers: int = 0,
        chunks: Chunks | None = None,
    ) -> Heard:
        """Normalised log-mel [batch, T, MEL_BINS], T a multiple of 4 -> T / 4 frames of what was heard.

        frames: valid log-mel frames of each clip, [batch]; None where nothing is padding.
        chunks: hear as live speech is heard; None to hear each frame in its whole clip.
        """
        valid = None if frames is None else inside(frames // 2, log_mel.shape[1] // 2)
        x = self.encoder(log_mel, valid, frozen_layers, chunks)
        x = x.reshape(x.shape[0], x.shape[1] // 2, 2 * x.shape[2])
        features = F.gelu(self.pair(F.dropout(x, HEARING_DROPOUT, self.training)))
        return Heard(self.phonemes(features), features)

    def spell(self, evidence: Tensor, frames: Tensor | None = None, features: Tensor | None = None) -> Spelled:
        """Evidence as of `evidence_of`, [batch, F, phonemes] at 25 Hz -> subword scores of each span.

        features: those of `hear`; None for text, of which no audio exists.
        """
        spans = spans_of(evidence.detach(), frames)
        valid = spans.members.amax(-1)[:, :, None]
        x = self.embed(side_by_side(seen_in(spans, evidence), valid, EVIDENCE_SPANS))
        if features is not None:
            x = x + self.features(F.dropout(spans.onsets @ features, FEATURE_DROPOUT, self.training))
        for block in self.speller:
            x = block(x, valid)
        scores = self.tokens(self.speller_ln(x))
        return Spelled(scores.reshape(scores.shape[0], SLOTS * scores.shape[1], self.config.vocabulary), spans)


def evidence_of(phoneme_scores: Tensor) -> Tensor:
    """Log posteriors scaled to about 0..1. Log of a floored softmax, as LogSoftmax has no WebGPU kernel."""
    return torch.log(torch.softmax(phoneme_scores, dim=-1) + POSTERIOR_FLOOR) / LOG_FLOOR + 1


def seen_in(spans: Spans, evidence: Tensor) -> Tensor:
    """[batch, S, 2 * phonemes]: evidence where each span begins, what all its frames add up to, and its length."""
    posteriors = torch.exp(LOG_FLOOR * (evidence[:, :, 1:] - 1))
    length = spans.members.sum(-1, keepdim=True).clamp(max=LONGEST_SPAN) / (LONGEST_SPAN / 2)
    return torch.cat([spans.onsets @ evidence, spans.members @ posteriors, length], dim=-1)


def side_by_side(x: Tensor, valid: Tensor, count: int, dilation: int = 1) -> Tensor:
    """Each frame with its neighbours, nothing beyond the ends: [batch, frames, n] -> [batch, frames, count * n]."""
    frames, reach = x.shape[1], count // 2 * dilation
    wide = F.pad(x * valid, (0, 0, reach, reach))
    return torch.cat([wide[:, at : at + frames] for at in range(0, count * dilation, dilation)], dim=-1)


def warm_start(student: Student, whisper: dict[str, Tensor]) -> None:
    """Copy Whisper's encoder (a state dict of `stt.whisper.Whisper` with the same sizes) into the student's."""
    encoder = {name.removeprefix("encoder."): value for name, value in whisper.items() if name.startswith("encoder.")}
    kernel = encoder.pop("conv2.weight")  # [out, in, 3] -> one product over the three frames side by side
    encoder["conv2.weight"] = kernel.permute(0, 2, 1).reshape(kernel.shape[0], -1)
    student.encoder.load_state_dict(encoder)
