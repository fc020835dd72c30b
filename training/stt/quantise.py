"""INT8 in the two forms that compute in INT8: one for the WASM provider, one for WebGPU.

WASM: dynamic INT8 (DynamicQuantizeLinear, MatMulInteger), weights per channel. WebGPU: MatMulNBits, 8 bits,
accuracy_level 4, which runs integer dot products (dp4a) in the shader. Each falls back to float on the other provider.
"""

import tempfile
from pathlib import Path

import onnx
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_nbits_quantizer import DefaultWeightOnlyQuantConfig, MatMulNBitsQuantizer
from onnxruntime.quantization.shape_inference import quant_pre_process

NBITS_BLOCK = 128


def prepare_graph(source: Path, target: Path) -> None:
    """Fold constants and infer shapes, so that both quantisers find their weights."""
    quant_pre_process(str(source), str(target), skip_symbolic_shape=True)


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
    config = DefaultWeightOnlyQuantConfig(block_size=NBITS_BLOCK, is_symmetric=True, accuracy_level=4, bits=8)
    quantiser = MatMulNBitsQuantizer(onnx.load(str(source)), algo_config=config)
    quantiser.process()
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "model.onnx"
        quantiser.model.save_model_to_file(str(whole), use_external_data_format=False)
        target.write_bytes(whole.read_bytes())
