"""4-bit weights: what MatMulNBits computes from the file, and what GPTQ saves."""

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import TensorProto, helper, numpy_helper

from stt.four_bits import pack_four_bits, round_by_gptq
from stt.quantise import quantise_four_bits, round_to_half

RNG = np.random.default_rng(3)
WIDTH = 128


def correlated(rows: int, width: int = WIDTH) -> np.ndarray:
    """Inputs whose values go together, as those of a network do: [rows, width]."""
    return (RNG.normal(size=(rows, 12)) @ RNG.normal(size=(12, width)) + 0.1 * RNG.normal(size=(rows, width))).astype(
        np.float32
    )


def chain(layers: int) -> onnx.ModelProto:
    """x [1, T, WIDTH] through as many products of WIDTH by WIDTH."""
    weights = [
        numpy_helper.from_array((RNG.normal(size=(WIDTH, WIDTH)) / WIDTH**0.5).astype(np.float32), f"w{at}")
        for at in range(layers)
    ]
    names = ["x", *(f"h{at}" for at in range(1, layers)), "y"]
    nodes = [helper.make_node("MatMul", [names[at], f"w{at}"], [names[at + 1]]) for at in range(layers)]
    graph = helper.make_graph(
        nodes,
        "chain",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, "T", WIDTH])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, [1, "T", WIDTH])],
        weights,
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10)


def run(model: onnx.ModelProto, x: np.ndarray) -> np.ndarray:
    return onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"]).run(
        None, {"x": x}
    )[0]


def relative(actual: np.ndarray, expected: np.ndarray) -> float:
    return float(np.linalg.norm(actual - expected) / np.linalg.norm(expected))


@pytest.mark.parametrize(("rows", "size"), [(128, 32), (128, 16), (112, 32)])
def test_the_runtime_multiplies_by_the_weights_that_were_found(rows, size):
    weight = RNG.normal(size=(rows, 24)).astype(np.float32)
    x = correlated(40, rows)
    blocks = round_by_gptq(weight, x.T.astype(np.float64) @ x, size)
    graph = helper.make_graph(
        [helper.make_node("MatMul", ["x", "w"], ["y"])],
        "one",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, "T", rows])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, [1, "T", 24])],
        [numpy_helper.from_array(weight, "w")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10)
    pack_four_bits(model, [], size, [{"x": x[None]}])
    assert [node.op_type for node in model.graph.node] == ["MatMulNBits"]
    # The runtime rounds what comes in to 8 bits, hence the tolerance; a wrong code or zero is ten times as far.
    assert relative(run(model, x[None])[0], x @ blocks.weight(size)) < 0.02


def test_gptq_keeps_the_products_of_real_inputs_better_than_rounding():
    weight = RNG.normal(size=(WIDTH, 32)).astype(np.float32)
    x = correlated(400)
    found = round_by_gptq(weight, x.T.astype(np.float64) @ x, 32).weight(32)
    # With inputs that do not go together there is nothing to take up an error: plain rounding.
    rounded = round_by_gptq(weight, np.eye(WIDTH), 32).weight(32)

    assert relative(x @ found, x @ weight) < 0.6 * relative(x @ rounded, x @ weight)


def test_the_ends_of_a_graph_keep_eight_bits(tmp_path):
    source, target = tmp_path / "float.onnx", tmp_path / "int4.onnx"
    model, x = chain(6), correlated(60)[None]
    onnx.save(model, str(source))
    quantise_four_bits(source, target, [{"x": x}])
    made = onnx.load(str(target))
    bits = [next(a.i for a in node.attribute if a.name == "bits") for node in made.graph.node]
    assert bits == [8, 4, 4, 4, 8, 8]
    assert target.stat().st_size < 0.3 * source.stat().st_size
    assert relative(run(made, x), run(model, x)) < 0.1


def test_half_precision_keeps_float_at_both_ends(tmp_path):
    source, target = tmp_path / "float.onnx", tmp_path / "fp16.onnx"
    model, x = chain(2), correlated(20)[None]
    onnx.save(model, str(source))
    round_to_half(source, target)
    made = onnx.load(str(target))
    assert all(tensor.data_type == TensorProto.FLOAT16 for tensor in made.graph.initializer)
    assert made.graph.input[0].type.tensor_type.elem_type == TensorProto.FLOAT
    assert 0 < relative(run(made, x), run(model, x)) < 0.01
