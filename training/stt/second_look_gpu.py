"""Moonshine's graphs for WebGPU, in operators that run there, over the weights of the graphs for WASM.

The published graphs compute shapes and copy keys on the processor in every layer, and quantise an input with one scale
for all of its rows, so that the utterances of a batch would change each other's words. Here each row stands for itself.
Three graphs:

- encoder: `samples [1, n]` -> `hidden [1, F, width]`;
- cross: `hidden [B, F, width]` -> keys `cross.L.key [B, heads, head, F]`, values `cross.L.value [B, heads, F, head]`;
- decoder, one token for each of B utterances: `token [B, 1]`, `position [B, 1]`, `past_mask [1, 1, 1, T + 1]`,
  `sound_mask [B, 1, 1, F]`, the above and `past.L.key [B, heads, head, T]`, `past.L.value [B, heads, T, head]` ->
  `present.L.key` and `present.L.value` with T + 1, and `next [B, 2]`, the likeliest token and its probability.

Masks are added to scores. T is at least 1: an entry that the mask hides stands for an empty past.
"""

from dataclasses import dataclass

import numpy as np
from onnx import ModelProto, TensorProto

from stt.graph_writer import CONTRIB, EPSILON, GraphWriter, Product, Weights, value_info

ROTARY_BASE = 10_000
ROTARY_WIDTH = 32
"""Of the 36 numbers of a head so many are turned by their position."""
MAX_POSITIONS = 1_300
"""Above the encoder frames of 30 s, 41.5 a second."""
FLOAT, INT64 = TensorProto.FLOAT, TensorProto.INT64


@dataclass(frozen=True)
class Shape:
    """Of Moonshine tiny."""

    layers: int = 6
    heads: int = 8
    head: int = 36

    @property
    def width(self) -> int:
        """Of a frame and of a token."""
        return self.heads * self.head


class Moonshine(GraphWriter):
    """What the graphs have in common."""

    def __init__(self, weights: Weights, shape: Shape) -> None:
        super().__init__(weights)
        self.shape = shape

    def angles(self) -> tuple[str, str]:
        """Cosines and sines [MAX_POSITIONS, ROTARY_WIDTH / 2], computed when the graph is loaded."""
        rates = ROTARY_BASE ** -(np.arange(0, ROTARY_WIDTH, 2) / ROTARY_WIDTH)
        steps = self.constant(np.arange(MAX_POSITIONS, dtype=np.float32).reshape(-1, 1))
        turned = self.op("Mul", steps, self.constant(rates.astype(np.float32).reshape(1, -1)))
        return self.op("Cos", turned), self.op("Sin", turned)

    def turn(self, x: str, position: str, angles: tuple[str, str]) -> str:
        """Rotary embedding (Su et al. 2021, arXiv:2104.09864) of [B, T, width]; position [B, T]."""
        heads = self.shape.heads
        return self.op(
            "RotaryEmbedding", x, position, *angles, domain=CONTRIB, interleaved=1, num_heads=heads,
            rotary_embedding_dim=ROTARY_WIDTH,
        )

    def queries(self, node_name: str) -> tuple[Product, float]:
        """A product of queries, and the factor that scores are divided by."""
        return self.weights.product(node_name), self.shape.head**-0.5

    def split(self, x: str, parts: int) -> list[str]:
        """[..., n] -> parts of [..., n / parts]"""
        return self.ops("Split", x, outputs=parts, axis=-1, num_outputs=parts)

    def by_head(self, x: str, *order: int) -> str:
        """[B, T, width] as [B, T, heads, head] in another order of axes."""
        heads = self.op("Reshape", x, self.ints(0, 0, self.shape.heads, self.shape.head))
        return self.op("Transpose", heads, perm=list(order))

    def feed_forward(self, x: str, weight_name: str, block: str, gated: bool) -> str:
        """x + the block's two products over its normalised x."""
        inner = self.multiply(self.normalise(x, weight_name), self.weights.product(f"{block}/fc1/MatMul_quant"))
        if gated:
            value, gate = self.split(inner, 2)
            inner = self.op("Mul", self.op("Mul", gate, self.op("Sigmoid", gate)), value)
        else:
            inner = self.op("Gelu", inner, domain=CONTRIB)
        return self.op("Add", x, self.multiply(inner, self.weights.product(f"{block}/fc2/MatMul_quant")))


def encoder_of(weights: Weights, shape: Shape) -> ModelProto:
    """The encoder, for samples of any length."""
    graph = Moonshine(weights, shape)
    x = graph.op("Unsqueeze", "samples", graph.ints(1))
    x = graph.op("Tanh", graph.op("Conv", x, _conv_weight(graph, "conv1.weight_add_tensor"), strides=[64]))
    x = _normalise_whole(graph, x)
    for name, stride in (("conv2", 3), ("conv3", 2)):
        weight, bias = _conv_weight(graph, f"{name}.weight_add_tensor"), graph.stored(weights.value(f"{name}.bias"))
        x = graph.op("Gelu", graph.op("Conv", x, weight, bias, strides=[stride]), domain=CONTRIB)
    x = graph.op("Transpose", x, perm=[0, 2, 1])
    frames = graph.op("Squeeze", graph.op("Shape", x, start=1, end=2))
    zero, one = graph.constant(np.array(0, np.int64)), graph.constant(np.array(1, np.int64))
    position = graph.op("Expand", graph.op("Range", zero, frames, one), graph.op("Shape", x, start=0, end=2))
    angles = graph.angles()
    for layer in range(shape.layers):
        block = f"/layers.{layer}/self_attn"
        query, factor = graph.queries(f"{block}/q_proj/MatMul_quant")
        key, value = (weights.product(f"{block}/{part}_proj/MatMul_quant") for part in "kv")
        normal = graph.normalise(x, f"layers.{layer}.input_layernorm.weight")
        q, k, v = graph.split(graph.multiply(normal, query, key, value, factors=(factor, 1.0, 1.0)), 3)
        q, k = (graph.turn(part, position, angles) for part in (q, k))
        scores = graph.op("MatMul", graph.by_head(q, 0, 2, 1, 3), graph.by_head(k, 0, 2, 3, 1))
        mixed = graph.op("MatMul", graph.op("Softmax", scores, axis=-1), graph.by_head(v, 0, 2, 1, 3))
        mixed = graph.op("Transpose", mixed, perm=[0, 2, 1, 3])
        mixed = graph.op("Reshape", mixed, graph.ints(0, 0, shape.width))
        x = graph.op("Add", x, graph.multiply(mixed, weights.product(f"{block}/o_proj/MatMul_quant")))
        norm = f"layers.{layer}.post_attention_layernorm.weight"
        x = graph.feed_forward(x, norm, f"/layers.{layer}/mlp", gated=False)
    graph.named(graph.normalise(x, "layer_norm.weight"), "hidden")
    inputs = [value_info("samples", FLOAT, "batch", "samples")]
    return graph.model(inputs, [value_info("hidden", FLOAT, "batch", "frames", shape.width)], "encoder")


def cross_of(weights: Weights, shape: Shape) -> ModelProto:
    """Keys and values of the encoder's frames, layer by layer: all at once, a buffer is too large for small devices."""
    graph = Moonshine(weights, shape)
    for layer in range(shape.layers):
        block = f"/model/decoder/layers.{layer}/encoder_attn"
        both = (weights.product(f"{block}/{part}_proj/MatMul_quant") for part in "kv")
        key, value = graph.split(graph.multiply("hidden", *both), 2)
        graph.named(graph.by_head(key, 0, 2, 3, 1), f"cross.{layer}.key")
        graph.named(graph.by_head(value, 0, 2, 1, 3), f"cross.{layer}.value")
    inputs = [value_info("hidden", FLOAT, "batch", "frames", shape.width)]
    return graph.model(inputs, _caches("cross", shape, "frames"), "cross")


def decoder_of(weights: Weights, shape: Shape) -> ModelProto:
    """One token for each utterance of a batch."""
    graph = Moonshine(weights, shape)
    table = weights.product("/proj_out/MatMul_quant")
    x = _looked_up(graph, table)
    angles = graph.angles()
    for layer in range(shape.layers):
        x = _attend_to_past(graph, x, layer, angles)
        x = _attend_to_sound(graph, x, layer)
        block = f"/model/decoder/layers.{layer}/mlp"
        x = graph.feed_forward(x, f"model.decoder.layers.{layer}.final_layernorm.weight_merged_0", block, gated=True)
    logits = graph.multiply(graph.normalise(x, "model.decoder.norm.weight_merged_0"), table)
    graph.named(_chosen(graph, logits), "next")
    past, cross = _caches("past", shape, "tokens"), _caches("cross", shape, "frames")
    inputs = [
        value_info("token", INT64, "batch", 1),
        value_info("position", INT64, "batch", 1),
        value_info("past_mask", FLOAT, 1, 1, 1, "tokens_and_one"),
        value_info("sound_mask", FLOAT, "batch", 1, 1, "frames"),
        *past,
        *cross,
    ]
    outputs = [value_info("next", FLOAT, "batch", 2), *_caches("present", shape, "tokens_and_one")]
    return graph.model(inputs, outputs, "decoder")


def _conv_weight(graph: Moonshine, name: str) -> str:
    half = f"{name}_half"
    try:
        return graph.op("Cast", graph.stored(graph.weights.value(half)), to=FLOAT)
    except KeyError:
        return graph.stored(graph.weights.value(name))


def _normalise_whole(graph: Moonshine, x: str) -> str:
    """GroupNorm of one group over [B, channels, T]. First over the channels, so that many threads share the work."""
    channels, time = graph.ints(1), graph.ints(2)
    mean = graph.op("ReduceMean", graph.op("ReduceMean", x, channels), time)
    x = graph.op("Sub", x, mean)
    power = graph.op("ReduceMean", graph.op("ReduceMean", graph.op("Mul", x, x), channels), time)
    spread = graph.op("Sqrt", graph.op("Add", power, graph.constant(np.array(EPSILON, np.float32))))
    scale, shift = (
        graph.weights.array(graph.weights.node(f"/groupnorm/{kind}").input[1]).reshape(1, -1, 1)
        for kind in ("Mul", "Add")
    )
    return graph.op("Add", graph.op("Mul", graph.op("Div", x, spread), graph.constant(scale)), graph.constant(shift))


def _looked_up(graph: Moonshine, table: Product) -> str:
    """Rows of the table that scores tokens, for `token` [B, 1]. Read on the processor: it is one row each."""
    zero = float(table.zero.view(np.uint8)[0] ^ (0 if table.weight.data_type == TensorProto.UINT8 else 128))
    rows = graph.op("Cast", graph.op("Gather", graph.by_column(table), "token", axis=0), to=FLOAT)
    rows = graph.op("Sub", rows, graph.constant(np.array(zero, np.float32)))
    scale = table.scale.astype(np.float32)
    if len(scale) == 1:
        return graph.op("Mul", rows, graph.constant(scale))
    scales = graph.op("Gather", graph.constant(scale.reshape(-1, 1)), "token", axis=0)
    return graph.op("Mul", rows, scales)


def _attend_to_past(graph: Moonshine, x: str, layer: int, angles: tuple[str, str]) -> str:
    shape, block = graph.shape, f"/model/decoder/layers.{layer}/self_attn"
    query, factor = graph.queries(f"{block}/q_proj/MatMul_quant")
    key, value = (graph.weights.product(f"{block}/{part}_proj/MatMul_quant") for part in "kv")
    normal = graph.normalise(x, f"model.decoder.layers.{layer}.input_layernorm.weight_merged_0")
    q, k, v = graph.split(graph.multiply(normal, query, key, value, factors=(factor, 1.0, 1.0)), 3)
    q, k = (graph.turn(part, "position", angles) for part in (q, k))
    # One token each: axes of length 1 are moved by a reshape, which costs nothing.
    row, column = graph.ints(-1, shape.heads, 1, shape.head), graph.ints(-1, shape.heads, shape.head, 1)
    keys = graph.op("Concat", f"past.{layer}.key", graph.op("Reshape", k, column), axis=3)
    values = graph.op("Concat", f"past.{layer}.value", graph.op("Reshape", v, row), axis=2)
    mixed = _attend(graph, graph.op("Reshape", q, row), keys, values, "past_mask")
    graph.named(keys, f"present.{layer}.key")
    graph.named(values, f"present.{layer}.value")
    return graph.op("Add", x, graph.multiply(mixed, graph.weights.product(f"{block}/o_proj/MatMul_quant")))


def _attend_to_sound(graph: Moonshine, x: str, layer: int) -> str:
    shape, block = graph.shape, f"/model/decoder/layers.{layer}/encoder_attn"
    query, factor = graph.queries(f"{block}/q_proj/MatMul_quant")
    normal = graph.normalise(x, f"model.decoder.layers.{layer}.post_attention_layernorm.weight_merged_0")
    queries = graph.multiply(normal, query, factors=(factor,))
    q = graph.op("Reshape", queries, graph.ints(-1, shape.heads, 1, shape.head))
    mixed = _attend(graph, q, f"cross.{layer}.key", f"cross.{layer}.value", "sound_mask")
    return graph.op("Add", x, graph.multiply(mixed, graph.weights.product(f"{block}/o_proj/MatMul_quant")))


def _attend(graph: Moonshine, q: str, keys: str, values: str, mask: str) -> str:
    """q [B, heads, 1, head], keys [B, heads, head, N], values [B, heads, N, head] -> [B, 1, width]"""
    scores = graph.op("Add", graph.op("MatMul", q, keys), mask)
    mixed = graph.op("MatMul", graph.op("Softmax", scores, axis=-1), values)
    return graph.op("Reshape", mixed, graph.ints(-1, 1, graph.shape.width))


def _chosen(graph: Moonshine, logits: str) -> str:
    """logits [B, 1, tokens] -> [B, 2]"""
    last = graph.ints(-1)
    above = graph.op("Exp", graph.op("Sub", logits, graph.op("ReduceMax", logits, last)))
    probability = graph.op("Reciprocal", graph.op("ReduceSum", above, last))
    token = graph.op("Cast", graph.op("ArgMax", logits, axis=-1), to=FLOAT)
    return graph.op("Reshape", graph.op("Concat", token, probability, axis=-1), graph.ints(-1, 2))


def _caches(name: str, shape: Shape, length: str) -> list:
    heads, head = shape.heads, shape.head
    return [
        value_info(f"{name}.{layer}.{kind}", FLOAT, "batch", heads, *dims)
        for layer in range(shape.layers)
        for kind, dims in (("key", (head, length)), ("value", (length, head)))
    ]


def for_webgpu(
    encoder: tuple[str, bytes], decoder: tuple[str, bytes], shape: Shape = Shape()
) -> tuple[bytes, bytes, bytes]:
    """encoder, cross and decoder over the weights of the two given files, each a path and its content."""
    hearing, writing = Weights(encoder[1], encoder[0]), Weights(decoder[1], decoder[0])
    models = encoder_of(hearing, shape), cross_of(writing, shape), decoder_of(writing, shape)
    encoded, crossed, decoded = (model.SerializeToString() for model in models)
    return encoded, crossed, decoded
