"""Whisper as two INT8 graphs: an encoder, and a decoder with cached keys and values that also tells where it listened.

The decoder's token table, a third of Whisper base, is kept once: token vectors are read out of the matrix that scores
tokens.
"""

import copy
import tempfile
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import ModelProto, NodeProto, helper, numpy_helper
from torch import Tensor, nn
from torch.nn import functional

from stt.quantise import prepare_graph, quantise_wasm
from stt.teacher import Teacher
from stt.whisper import CrossAttention, KeyValue, Whisper, split_heads

OPSET = 18
EXAMPLE_FRAMES = 3_000
"""30 s: what Whisper was trained on. The graphs take any even number of frames up to it."""


def cache_names(stem: str, layers: int) -> list[str]:
    """Names of the keys and values of every layer, in the order the graphs use."""
    return [f"{stem}.{layer}.{kind}" for layer in range(layers) for kind in ("key", "value")]


class EncoderGraph(nn.Module):
    """log_mel [1, frames, 80], normalised -> each layer's cross keys and values [1, heads, frames / 2, d / heads]."""

    def __init__(self, whisper: Whisper) -> None:
        super().__init__()
        self.whisper = whisper

    def forward(self, log_mel: Tensor) -> list[Tensor]:
        audio = self.whisper.encoder(log_mel)
        return [part for pair in self.whisper.decoder.cross_keys_values(audio) for part in pair]


class DecoderGraph(nn.Module):
    """One token, cross keys and values, cache -> logits [1, 1, vocabulary], attention [heads, audio], grown cache.

    alignment_heads: (layer, head) of the attention that is given out: heads that follow the words in time.
    """

    def __init__(self, whisper: Whisper, alignment_heads: list[tuple[int, int]]) -> None:
        super().__init__()
        self.decoder = copy.deepcopy(whisper.decoder)
        # A table of its own for the scores: the quantiser knows it for a matrix. share_table() joins the two again.
        self.table = nn.Parameter(whisper.decoder.embedding.weight.detach().clone())
        self.scoring = nn.Parameter(self.table.detach().T.clone())
        self.alignment_heads = alignment_heads

    def forward(self, token: Tensor, cross: list[Tensor], past: list[Tensor]) -> list[Tensor]:
        crosses, pasts = pairs(cross), pairs(past)
        start = past[0].shape[2]
        x = functional.embedding(token, self.table) + self.decoder.positions[start : start + 1]
        cache: list[Tensor] = []
        attention: list[Tensor] = []
        for layer, block in enumerate(self.decoder.blocks):
            mixed, kept = block.attn(block.attn_ln(x), past=pasts[layer])
            x = x + mixed
            listened = block.cross_ln(x)
            heads = [head for at, head in self.alignment_heads if at == layer]
            if heads:
                attention.append(attention_of(block.cross, listened, crosses[layer], heads))
            x = x + block.cross(listened, crosses[layer])
            x = x + block.mlp(block.mlp_ln(x))
            cache.extend(kept)
        return [self.decoder.ln(x) @ self.scoring, torch.cat(attention), *cache]


def attention_of(cross: CrossAttention, x: Tensor, audio: KeyValue, heads: list[int]) -> Tensor:
    """Weights [len(heads), audio] that some heads give to the audio, for one token x [1, 1, d]."""
    query = split_heads(cross.query(x), cross.heads)[0, heads]
    keys = audio[0][0, heads]
    return torch.softmax(query @ keys.transpose(1, 2) * query.shape[-1] ** -0.5, dim=-1)[:, 0]


def pairs(flat: list[Tensor]) -> list[KeyValue]:
    """Keys and values of each layer."""
    return list(zip(flat[::2], flat[1::2], strict=True))


def alignment_heads_of(teacher: Teacher) -> list[tuple[int, int]]:
    """The teacher's, or Whisper's default: all heads of the upper half of the layers."""
    dims = teacher.model.dims
    upper = [(layer, head) for layer in range(dims.layers // 2, dims.layers) for head in range(dims.heads)]
    return [(layer, head) for layer, head in teacher.alignment_heads] or upper


def write_graphs(teacher: Teacher, out_dir: Path) -> None:
    """Writes encoder.onnx and decoder.onnx."""
    dims = teacher.model.dims
    encoder = EncoderGraph(teacher.model).eval()
    decoder = DecoderGraph(teacher.model, alignment_heads_of(teacher)).eval()
    cross_names, past_names = cache_names("cross", dims.layers), cache_names("past", dims.layers)
    frames, audio, tokens = (torch.export.Dim(name) for name in ("frames", "audio", "tokens"))
    example = torch.zeros(1, EXAMPLE_FRAMES, dims.n_mels)
    with torch.inference_mode():
        cross = encoder(example)
    past = [torch.zeros(1, dims.heads, 3, dims.d // dims.heads) for _ in past_names]
    out_dir.mkdir(parents=True, exist_ok=True)
    write_int8(encoder, (example,), ({1: frames},), ["log_mel"], cross_names, out_dir / "encoder.onnx")
    write_int8(
        decoder,
        (torch.tensor([[0]]), cross, past),
        ({}, [{2: audio}] * len(cross), [{2: tokens}] * len(past)),
        ["token", *cross_names, *past_names],
        ["logits", "attention", *cache_names("present", dims.layers)],
        out_dir / "decoder.onnx",
    )
    shared = onnx.load(out_dir / "decoder.onnx")
    share_table(shared, dims.vocabulary, dims.d)
    onnx.save(shared, out_dir / "decoder.onnx")


def write_int8(
    graph: nn.Module,
    example: tuple[object, ...],
    dynamic: tuple[object, ...],
    inputs: list[str],
    outputs: list[str],
    path: Path,
) -> None:
    """Exports in float32, then quantises: weights per channel, activations as they come."""
    with tempfile.TemporaryDirectory() as scratch:
        float_path, prepared = Path(scratch) / "float.onnx", Path(scratch) / "prepared.onnx"
        torch.onnx.export(
            graph,
            example,
            float_path,
            dynamo=True,
            external_data=False,
            opset_version=OPSET,
            input_names=inputs,
            output_names=outputs,
            dynamic_shapes=dynamic,
            verbose=False,
        )
        prepare_graph(float_path, prepared)
        quantise_wasm(prepared, path)


def share_table(decoder: ModelProto, vocabulary: int, d: int) -> None:
    """Reads token vectors out of the INT8 matrix [d, vocabulary] that scores tokens, and drops the float table.

    Raises ValueError where the two are not the same numbers but for the rounding to INT8.
    """
    graph = decoder.graph
    values = {tensor.name: tensor for tensor in graph.initializer}
    sizes = {name: tuple(tensor.dims) for name, tensor in values.items()}
    lookups = (node for node in graph.node if node.op_type == "Gather")
    lookup = only(node for node in lookups if sizes.get(node.input[0]) == (vocabulary, d))
    products = (node for node in graph.node if node.op_type == "MatMulInteger")
    scoring = only(node for node in products if sizes.get(node.input[1]) == (d, vocabulary))
    table, matrix, zero = lookup.input[0], scoring.input[1], scoring.input[3]
    scale = zero.replace("_zero_point", "_scale")
    scales = numpy_helper.to_array(values[scale])
    restored = (numpy_helper.to_array(values[matrix]).astype(np.float32) - numpy_helper.to_array(values[zero])) * scales
    if (np.abs(restored.T - numpy_helper.to_array(values[table])) > 0.51 * scales[:, None]).any():
        raise ValueError(f"{matrix} does not hold the numbers of {table}: the table cannot be shared")
    # The matrix has a column for each token: [d, 1, 1], to be turned into [1, 1, d].
    ids, vector = lookup.input[1], lookup.output[0]
    nodes = [
        helper.make_node("Gather", [matrix, ids], ["column_int8"], axis=1),
        helper.make_node("Cast", ["column_int8"], ["column"], to=onnx.TensorProto.FLOAT),
        helper.make_node("Gather", [zero, ids], ["column_zero_int8"], axis=0),
        helper.make_node("Cast", ["column_zero_int8"], ["column_zero"], to=onnx.TensorProto.FLOAT),
        helper.make_node("Gather", [scale, ids], ["column_scale"], axis=0),
        helper.make_node("Sub", ["column", "column_zero"], ["column_centred"]),
        helper.make_node("Mul", ["column_centred", "column_scale"], ["column_vector"]),
        helper.make_node("Transpose", ["column_vector"], [vector], perm=[1, 2, 0]),
    ]
    place = list(graph.node).index(lookup)
    graph.node.remove(lookup)
    for node in reversed(nodes):
        graph.node.insert(place, node)
    graph.initializer.remove(values[table])


def only(nodes: Iterable[NodeProto]) -> NodeProto:
    """The one node; ValueError if there are none or several."""
    (node,) = nodes
    return node
