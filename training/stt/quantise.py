"""The forms in which a student ships, for any of its graphs.

INT8 in the two forms that compute in INT8. WASM: dynamic INT8 (DynamicQuantizeLinear, MatMulInteger), weights per
channel. WebGPU: MatMulNBits, 8 bits, accuracy_level 4, which runs integer dot products (dp4a) in the shader. Each falls
back to float on the other provider.

INT4: MatMulNBits with 4-bit weights in blocks, found by GPTQ (`stt.four_bits`), for either provider; the first product
and the last two keep 8 bits. FP16: half precision throughout with float32 inputs and outputs, for adapters that have
shader-f16.
"""

import tempfile
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import onnx
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_nbits_quantizer import DefaultWeightOnlyQuantConfig, MatMulNBitsQuantizer
from onnxruntime.quantization.shape_inference import quant_pre_process
from onnxruntime.transformers.float16 import convert_float_to_float16

from stt.four_bits import pack_four_bits, products_of

NBITS_BLOCK = 128
FOUR_BITS_BLOCK = 32
"""Smaller ones keep more of the weights and cost bytes: scales are float32."""
FIRST_WHOLE, LAST_WHOLE = 1, 2
"""Products at the ends of a graph that keep 8 bits: what is lost there is lost for all, or at once."""


def prepare_graph(source: Path, target: Path) -> None:
    """Fold constants and infer shapes, so that both quantisers find their weights; leave out the exporter's notes."""
    quant_pre_process(str(source), str(target), skip_symbolic_shape=True)
    model = onnx.load(str(target))
    # Where each node comes from in the source: a hundred kilobytes, with the paths of the machine that exported it.
    graph = model.graph
    for part in (*graph.node, *graph.value_info, *graph.input, *graph.output, *graph.initializer, graph, model):
        del part.metadata_props[:]
    onnx.save(model, str(target))


def quantise_wasm(source: Path, target: Path) -> None:
    """Dynamic INT8 of all matrix products with constant weights.

    Weights are unsigned: on AVX2 without VNNI the signed-by-unsigned product saturates (error 0.12 against 0.006).
    """
    quantize_dynamic(
        source,
        target,
        op_types_to_quantize=["MatMul"],
        per_channel=True,
        weight_type=QuantType.QUInt8,
        extra_options={"MatMulConstBOnly": True},
    )


def quantise_webgpu(source: Path, target: Path) -> None:
    """8-bit MatMulNBits of all matrix products with constant weights."""
    _save_eight_bits(onnx.load(str(source)), target)


def quantise_four_bits(
    source: Path, target: Path, feeds: Iterable[dict[str, np.ndarray]], size: int = FOUR_BITS_BLOCK
) -> None:
    """4-bit MatMulNBits of most matrix products with constant weights, 8-bit of the others.

    feeds: inputs of the graph from real speech, a few minutes of it; size: rows of a weight in a block.
    """
    model = onnx.load(str(source))
    names = list(products_of(model.graph))
    pack_four_bits(model, [*names[:FIRST_WHOLE], *names[-LAST_WHOLE:]], size, feeds)
    _save_eight_bits(model, target)


def round_to_half(source: Path, target: Path) -> None:
    """float16 inside, float32 at inputs and outputs."""
    onnx.save(convert_float_to_float16(onnx.load(str(source)), keep_io_types=True), str(target))


def _save_eight_bits(model: onnx.ModelProto, target: Path) -> None:
    config = DefaultWeightOnlyQuantConfig(block_size=NBITS_BLOCK, is_symmetric=True, accuracy_level=4, bits=8)
    quantiser = MatMulNBitsQuantizer(model, algo_config=config)
    quantiser.process()
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "model.onnx"
        quantiser.model.save_model_to_file(str(whole), use_external_data_format=False)
        target.write_bytes(whole.read_bytes())
