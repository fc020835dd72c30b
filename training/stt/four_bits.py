"""4-bit weights by GPTQ (Frantar et al. 2022): each weight is rounded so that the products of real speech change least.

A product y = x W has as many scales as it has blocks of `size` rows of W in each column. Row after row is rounded, and
its error is taken out again by the rows to come, as far as they can: by the inverse of H = E[x x^T]. ONNX Runtime's own
GPTQ finds the rounded weights and then rounds them once more, to scales that it measures anew (training/LOG.md).
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
import onnx
import onnxruntime
from onnx import numpy_helper

LEVELS = 16
DAMPING = 0.01
"""Of the mean of H's diagonal: what was never heard in calibration must not become large."""
SHRINKS = np.linspace(1.0, 0.6, 11)
"""Of a block's range, tried for the least error: to clip one outlier may serve all others."""


class Blocks(NamedTuple):
    """A 4-bit weight of N columns and K rows, in ceil(K / size) blocks."""

    codes: np.ndarray
    """uint8 [K, N], 0 to 15."""
    scales: np.ndarray
    """float32 [blocks, N]"""
    zeros: np.ndarray
    """uint8 [blocks, N], the code that stands for 0."""

    def weight(self, size: int) -> np.ndarray:
        """What is left of the weight, float32 [K, N]."""
        block = np.arange(len(self.codes)) // size
        return (self.codes.astype(np.float32) - self.zeros[block]) * self.scales[block]


def round_by_gptq(weight: np.ndarray, hessian: np.ndarray, size: int) -> Blocks:
    """weight: [K, N] of y = x W; hessian: sum of x^T x over calibration, [K, K]; size: rows in a block."""
    left = weight.astype(np.float64)
    rows = len(left)
    damped = hessian + DAMPING * np.mean(np.diag(hessian)) * np.eye(rows)
    # Upper Cholesky factor of the inverse: row k tells how later rows take up an error in row k.
    spread = np.linalg.cholesky(np.linalg.inv(damped)).T
    codes = np.zeros(weight.shape, np.uint8)
    scales, zeros = [], []
    for begin in range(0, rows, size):
        end = min(begin + size, rows)
        scale, zero = _grid(left[begin:end], np.diag(damped)[begin:end])
        scales.append(scale)
        zeros.append(zero)
        errors = np.zeros((end - begin, weight.shape[1]))
        for row in range(begin, end):
            code = np.clip(np.rint(left[row] / scale) + zero, 0, LEVELS - 1)
            codes[row] = code
            error = (left[row] - (code - zero) * scale) / spread[row, row]
            left[row + 1 : end] -= np.outer(spread[row, row + 1 : end], error)
            errors[row - begin] = error
        left[end:] -= spread[begin:end, end:].T @ errors
    return Blocks(codes, np.array(scales, np.float32), np.array(zeros, np.uint8))


def _grid(block: np.ndarray, importance: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Scale and zero code of each column, [N], that keep the block [rows, N] best; importance: of each row."""
    low, high = np.minimum(block.min(0), 0), np.maximum(block.max(0), 0)
    best = np.full(block.shape[1], np.inf)
    best_scale, best_zero = np.ones_like(best), np.zeros_like(best)
    for shrink in SHRINKS:
        # float32 is what the file holds.
        scale = np.maximum(shrink * (high - low) / (LEVELS - 1), 1e-9).astype(np.float32).astype(np.float64)
        zero = np.clip(np.rint(-shrink * low / scale), 0, LEVELS - 1)
        code = np.clip(np.rint(block / scale) + zero, 0, LEVELS - 1)
        error = importance @ (block - (code - zero) * scale) ** 2
        better = error < best
        best = np.where(better, error, best)
        best_scale, best_zero = np.where(better, scale, best_scale), np.where(better, zero, best_zero)
    return best_scale, best_zero


def products_of(graph: onnx.GraphProto) -> dict[str, onnx.NodeProto]:
    """Matrix products with a constant weight [K, N], by the weight's name."""
    weights = {tensor.name for tensor in graph.initializer if len(tensor.dims) == 2}
    return {node.input[1]: node for node in graph.node if node.op_type == "MatMul" and node.input[1] in weights}


def hessians(
    model: onnx.ModelProto, nodes: Iterable[onnx.NodeProto], feeds: Iterable[dict[str, np.ndarray]]
) -> dict[str, np.ndarray]:
    """Sum of x^T x, [K, K], of each input x of these products, by the input's name, over all feeds of the graph."""
    names = sorted({node.input[0] for node in nodes})
    probed = onnx.ModelProto()
    probed.CopyFrom(model)
    known = {output.name for output in probed.graph.output}
    probed.graph.output.extend(onnx.ValueInfoProto(name=name) for name in names if name not in known)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(probed.SerializeToString(), options, providers=["CPUExecutionProvider"])
    sums: dict[str, np.ndarray] = {}
    for feed in feeds:
        for name, value in zip(names, session.run(names, feed), strict=True):
            x = value.reshape(-1, value.shape[-1])
            sums[name] = sums.get(name, 0) + (x.T @ x).astype(np.float64)
    return sums


def pack_four_bits(model: onnx.ModelProto, kept: Iterable[str], size: int, feeds: Iterable[dict]) -> None:
    """Replace the products of `model` by 4-bit MatMulNBits, except those whose weights are `kept`.

    size: rows in a block, a power of two from 16 on; feeds: inputs of the graph, from real speech.
    """
    graph = model.graph
    products = {name: node for name, node in products_of(graph).items() if name not in set(kept)}
    sums = hessians(model, products.values(), feeds)
    tensors = {tensor.name: tensor for tensor in graph.initializer}
    for name, node in products.items():
        weight = numpy_helper.to_array(tensors[name])
        blocks = round_by_gptq(weight, sums[node.input[0]], size)
        graph.initializer.extend(_tensors(name, blocks, size))
        node.CopyFrom(
            onnx.helper.make_node(
                "MatMulNBits",
                [node.input[0], f"{name}_codes", f"{name}_scales", f"{name}_zeros"],
                list(node.output),
                name=node.name,
                domain="com.microsoft",
                K=weight.shape[0],
                N=weight.shape[1],
                bits=4,
                block_size=size,
                accuracy_level=4,
            )
        )
        graph.initializer.remove(tensors[name])
    if not any(entry.domain == "com.microsoft" for entry in model.opset_import):
        model.opset_import.append(onnx.helper.make_opsetid("com.microsoft", 1))


def _tensors(name: str, blocks: Blocks, size: int) -> Iterator[onnx.TensorProto]:
    """As MatMulNBits reads them: [N, blocks, size / 2] two codes a byte, [N, blocks], [N, ceil(blocks / 2)]."""
    rows, columns = blocks.codes.shape
    count = len(blocks.scales)
    codes = np.zeros((columns, count * size), np.uint8)
    codes[:, :rows] = blocks.codes.T
    yield numpy_helper.from_array(_in_pairs(codes).reshape(columns, count, size // 2), f"{name}_codes")
    yield numpy_helper.from_array(np.ascontiguousarray(blocks.scales.T), f"{name}_scales")
    zeros = np.zeros((columns, count + count % 2), np.uint8)
    zeros[:, :count] = blocks.zeros.T
    yield numpy_helper.from_array(_in_pairs(zeros), f"{name}_zeros")


def _in_pairs(codes: np.ndarray) -> np.ndarray:
    """[N, n] of 0 to 15 -> [N, n / 2] bytes, the first code in the low half."""
    return np.ascontiguousarray(codes[:, 0::2] | codes[:, 1::2] << 4)
