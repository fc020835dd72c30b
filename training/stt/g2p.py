"""From letters to phonemes: a small CTC Transformer that says how a name may sound (`src/recognizer/pronouncer.ts`).

Each letter gets SLOTS rows of scores over the student's phonemes, so that the whole of a word is one call of the graph,
and a search over the rows gives several ways to say it.
"""

import tempfile
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import nn

from stt.corpus import PHONEME_ID
from stt.quantise import prepare_graph, quantise_wasm

ALPHABET = "abcdefghijklmnopqrstuvwxyz'-"
"""Ids from 1 on; 0 pads."""
HOME = len(ALPHABET) + 1
"""Before a word's letters: as it sounds in the language it comes from, said by an English speaker; without it, as one
reads it who does not know that language."""
SLOTS = 2
"""Rows for one letter: "x" has two sounds."""
LONGEST = 40
LOOK_LIKE = str.maketrans(
    {"ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "đ": "d", "ð": "th", "þ": "th", "ı": "i", "’": "'"}
)


def letters_of(word: str) -> list[int]:
    """Ids of a word's letters, without accents; other signs are left out."""
    plain = unicodedata.normalize("NFD", word.lower().translate(LOOK_LIKE))
    return [ALPHABET.index(letter) + 1 for letter in plain if letter in ALPHABET]


class Pronouncer(nn.Module):
    """letters [B, L] -> scores before the softmax [B, SLOTS * L, phonemes + 1]; class 0 is the blank."""

    def __init__(self, width: int = 144, layers: int = 4, heads: int = 4, inner: int = 432, window: int = 5) -> None:
        super().__init__()
        self.classes = len(PHONEME_ID) + 1
        self.window = window
        self.embedding = nn.Embedding(HOME + 1, 48)
        self.front = nn.Linear(48 * window, width)
        self.places = nn.Parameter(torch.randn(LONGEST + 1, width) * 0.02)
        self.layers = nn.ModuleList(Layer(width, heads, inner) for _ in range(layers))
        self.norm = nn.LayerNorm(width)
        self.head = nn.Linear(width, SLOTS * self.classes)

    def forward(self, letters: torch.Tensor) -> torch.Tensor:
        blocked = letters == 0
        seen = windows(self.embedding(letters), self.window)
        hidden = self.front(seen) + self.places[: letters.shape[1]]
        for layer in self.layers:
            hidden = layer(hidden, blocked)
        return self.head(self.norm(hidden)).reshape(letters.shape[0], -1, self.classes)


class Layer(nn.Module):
    """Attention over the whole word, then a product over the neighbouring letters."""

    def __init__(self, width: int, heads: int, inner: int) -> None:
        super().__init__()
        self.heads = heads
        self.first = nn.LayerNorm(width)
        self.second = nn.LayerNorm(width)
        self.mixed = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.up = nn.Linear(3 * width, inner)
        self.down = nn.Linear(inner, width)
        self.dropout = nn.Dropout(0.1)

    def forward(self, hidden: torch.Tensor, blocked: torch.Tensor) -> torch.Tensor:
        batch, length, width = hidden.shape
        query, key, value = (
            part.reshape(batch, length, self.heads, -1).transpose(1, 2)
            for part in self.mixed(self.first(hidden)).split(width, dim=-1)
        )
        scores = query @ key.transpose(-1, -2) * (width // self.heads) ** -0.5
        scores = scores.masked_fill(blocked[:, None, None], -1e4)
        heard = (scores.softmax(-1) @ value).transpose(1, 2).reshape(batch, length, width)
        hidden = hidden + self.dropout(self.out(heard))
        near = windows(self.second(hidden).masked_fill(blocked[..., None], 0.0), 3)
        return hidden + self.dropout(self.down(torch.relu(self.up(near))))


def windows(rows: torch.Tensor, size: int) -> torch.Tensor:
    """[B, L, W] -> [B, L, size * W]: each row with its neighbours, zeros beyond the ends."""
    half = size // 2
    padded = nn.functional.pad(rows, (0, 0, half, half))
    length = rows.shape[1]
    return torch.cat([padded[:, shift : shift + length] for shift in range(size)], dim=-1)


def export(model: Pronouncer, path: Path) -> None:
    """INT8 of all products: `letters [1, L]` (int64) -> `phonemes [1, SLOTS * L, classes]`."""
    with tempfile.TemporaryDirectory() as folder:
        whole, prepared = Path(folder) / "whole.onnx", Path(folder) / "prepared.onnx"
        torch.onnx.export(
            model.eval(),
            (torch.tensor([letters_of("name")]),),
            str(whole),
            input_names=["letters"],
            output_names=["phonemes"],
            dynamic_shapes={"letters": {1: torch.export.Dim("length", min=1, max=LONGEST + 1)}},
            dynamo=True,
            external_data=False,
        )
        prepare_graph(whole, prepared)
        quantise_wasm(prepared, path)


def distance(a: Sequence, b: Sequence) -> int:
    """Levenshtein's."""
    row = list(range(len(b) + 1))
    for i, left in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, right in enumerate(b, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (left != right))
    return row[-1]
