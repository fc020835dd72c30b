"""Writes ONNX graphs by hand, over weights whose bytes lie in another file.

A weight is named by where the other file holds it, so that two graphs for two providers cost the bytes of one. What
has to be turned about first (`MatMulNBits` takes weights by column, in blocks) is written as operators over constants,
which ONNX Runtime computes once, when it loads the graph.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import onnx
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

OPSET = 18
CONTRIB = "com.microsoft"
INLINE_BYTES = 16_384
"""Smaller weights are copied: a place in another file is not worth its words."""
BLOCKS = (128, 64, 32)
SIGN_BIT = np.uint8(128)
EPSILON = 1e-5


@dataclass(frozen=True)
class Product:
    """A quantised weight [rows, columns] with its scale and zero point, each for all or for each column."""

    weight: TensorProto
    scale: np.ndarray
    zero: np.ndarray
    bias: np.ndarray | None


class Weights:
    """The weights of a graph, by the node that uses them, and where their bytes lie in its file."""

    def __init__(self, file: bytes, location: str) -> None:
        self.location = location
        self._file = file
        self.model = onnx.load_from_string(file)
        graphs = [self.model.graph]
        attributes = [attribute for node in self.model.graph.node for attribute in node.attribute]
        graphs += [attribute.g for attribute in attributes if attribute.HasField("g")]
        self._values = {tensor.name: tensor for graph in graphs for tensor in graph.initializer}
        self._nodes = {node.name: node for graph in graphs for node in graph.node}

    def node(self, name: str) -> NodeProto:
        """The node of this name. Raises KeyError."""
        return self._nodes[name]

    def value(self, name: str) -> TensorProto:
        """The constant of this name. Raises KeyError."""
        return self._values[name]

    def array(self, name: str) -> np.ndarray:
        """The numbers of the constant of this name."""
        return numpy_helper.to_array(self._values[name])

    def product(self, node_name: str) -> Product:
        """What the node of this name, DynamicQuantizeMatMul or MatMulIntegerToFloat, multiplies with."""
        node = self.node(node_name)
        names = list(node.input)
        if node.op_type == "MatMulIntegerToFloat":
            names = [names[0], names[1], names[3], names[5], *names[6:]]
        weight, scale, zero = self.value(names[1]), self.array(names[2]), self.array(names[3])
        bias = self.array(names[4]) if len(names) > 4 and names[4] else None
        return Product(weight, scale.reshape(-1), zero.reshape(-1), bias)

    def place_of(self, tensor: TensorProto) -> tuple[int, int]:
        """Offset and length of a weight's bytes in the file. Raises ValueError where they are not there once."""
        at = self._file.find(tensor.raw_data)
        if at < 0 or self._file.find(tensor.raw_data, at + 1) >= 0:
            raise ValueError(f"{tensor.name} is not in {self.location} once")
        return at, len(tensor.raw_data)


class GraphWriter:
    """A graph in the making. Values are named by the strings that its methods return."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self._nodes: list[NodeProto] = []
        self._constants: dict[str, TensorProto] = {}
        self._by_column: dict[str, str] = {}

    def op(self, kind: str, *inputs: str, domain: str = "", **attributes: Any) -> str:
        """An operator with one output."""
        return self.ops(kind, *inputs, outputs=1, domain=domain, **attributes)[0]

    def ops(self, kind: str, *inputs: str, outputs: int, domain: str = "", **attributes: Any) -> list[str]:
        """An operator with several outputs."""
        names = [f"{kind}_{len(self._nodes)}_{at}" for at in range(outputs)]
        self._nodes.append(helper.make_node(kind, list(inputs), names, domain=domain, **attributes))
        return names

    def named(self, value: str, name: str) -> None:
        """Gives a value the name of an output of the graph."""
        for node in self._nodes:
            for values in (node.input, node.output):
                for at, current in enumerate(values):
                    if current == value:
                        values[at] = name

    def constant(self, array: np.ndarray) -> str:
        """Numbers that stand in the graph itself."""
        name = f"constant_{len(self._constants)}"
        self._constants[name] = numpy_helper.from_array(array, name)
        return name

    def ints(self, *values: int) -> str:
        """A shape, or axes."""
        return self.constant(np.array(values, np.int64))

    def stored(self, tensor: TensorProto, data_type: int | None = None) -> str:
        """A weight of the other file, seen as numbers of this type."""
        name = f"stored_{tensor.name}"
        if name not in self._constants:
            place = TensorProto(name=name, data_type=data_type or tensor.data_type, dims=tensor.dims)
            if len(tensor.raw_data) <= INLINE_BYTES:
                place.raw_data = tensor.raw_data
            else:
                offset, length = self.weights.place_of(tensor)
                place.data_location = TensorProto.EXTERNAL
                for key, value in (("location", self.weights.location), ("offset", offset), ("length", length)):
                    place.external_data.add(key=key, value=str(value))
            self._constants[name] = place
        return name

    def by_column(self, product: Product) -> str:
        """Its weight [columns, rows] as uint8, signed numbers with 128 added."""
        name = product.weight.name
        if name not in self._by_column:
            turned = self.op("Transpose", self.stored(product.weight, TensorProto.UINT8), perm=[1, 0])
            if product.weight.data_type != TensorProto.UINT8:
                turned = self.op("BitwiseXor", turned, self.constant(np.array(SIGN_BIT)))
            self._by_column[name] = turned
        return self._by_column[name]

    def multiply(self, x: str, *products: Product, factors: tuple[float, ...] = ()) -> str:
        """x [..., rows] by the weights side by side, as one MatMulNBits, each output times its factor."""
        rows = product_rows(products)
        block = next(size for size in BLOCKS if rows % size == 0)
        parts = [self._blocks(product, rows // block, block, factor) for product, factor in
                 zip(products, factors or (1.0,) * len(products), strict=True)]
        weight, scales, zeros = (self._joined(list(values)) for values in zip(*parts, strict=True))
        columns = sum(product.weight.dims[1] for product in products)
        flat = self.op("Reshape", scales, self.ints(-1))
        inputs = [x, weight, flat]
        if any(zero_of(product) != SIGN_BIT for product in products):
            inputs.append(self.op("Reshape", zeros, self.ints(-1)))
        y = self.op("MatMulNBits", *inputs, domain=CONTRIB, K=rows, N=columns, bits=8, block_size=block)
        if all(product.bias is None for product in products):
            return y
        return self.op("Add", y, self.constant(np.concatenate([product.bias for product in products])))

    def normalise(self, x: str, weight_name: str) -> str:
        """Layer normalisation with the weight of this name, without a bias."""
        weight = self.stored(self.weights.value(weight_name))
        return self.op("LayerNormalization", x, weight, axis=-1, epsilon=EPSILON)

    def model(self, inputs: list[onnx.ValueInfoProto], outputs: list[onnx.ValueInfoProto], name: str) -> ModelProto:
        """The whole as a model."""
        graph = helper.make_graph(self._nodes, name, inputs, outputs, list(self._constants.values()))
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=9)

    def _blocks(self, product: Product, blocks: int, block: int, factor: float) -> tuple[str, str, str]:
        columns = product.weight.dims[1]
        weight = self.op("Reshape", self.by_column(product), self.ints(columns, blocks, block))
        shape = self.ints(columns, blocks)
        scale = self.constant((product.scale * np.float32(factor)).astype(np.float32).reshape(-1, 1))
        zero = self.constant(np.full((1, 1), zero_of(product), np.uint8))
        return weight, self.op("Expand", scale, shape), self.op("Expand", zero, shape)

    def _joined(self, parts: list[str]) -> str:
        return parts[0] if len(parts) == 1 else self.op("Concat", *parts, axis=0)


def product_rows(products: tuple[Product, ...]) -> int:
    """Rows that all of them share."""
    (rows,) = {product.weight.dims[0] for product in products}
    return rows


def zero_of(product: Product) -> np.uint8:
    """What stands for zero in by_column(). Raises ValueError where columns differ in it."""
    values = np.unique(product.zero.view(np.uint8) ^ (0 if product.weight.data_type == TensorProto.UINT8 else SIGN_BIT))
    if len(values) > 1:
        raise ValueError(f"{product.weight.name} has zero points by column")
    return values[0]


def value_info(name: str, data_type: int, *shape: int | str) -> onnx.ValueInfoProto:
    """An input or an output of a graph."""
    return helper.make_tensor_value_info(name, data_type, list(shape))


