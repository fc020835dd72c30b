"""Repacking the second look: the same numbers from less."""

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import ModelProto, TensorProto, helper, numpy_helper

from stt.second_look_graph import halve_large_floats, share_table

TOKENS, WIDTH = 2_048, 512
SCALE, ZERO = np.float32(0.01), np.uint8(129)


def decoder(table: np.ndarray) -> ModelProto:
    """A decoder with the published one's shape in small: two branches that look a token up and score all."""

    def branch(name: str) -> onnx.GraphProto:
        nodes = [
            helper.make_node("Gather", ["table", "ids"], [f"{name}_looked_up"], axis=0),
            helper.make_node("DequantizeLinear", [f"{name}_looked_up", "scale", "zero"], [f"{name}_x"]),
            helper.make_node(
                "DynamicQuantizeMatMul",
                [f"{name}_x", "scores", "score_scale", "score_zero", ""],
                [name],
                domain="com.microsoft",
            ),
        ]
        return helper.make_graph(nodes, name, [], [helper.make_tensor_value_info(name, TensorProto.FLOAT, None)])

    values = {"table": table, "scale": SCALE, "zero": ZERO, "score_scale": SCALE, "score_zero": ZERO}
    values["scores"] = np.ascontiguousarray(draw_table().T)
    graph = helper.make_graph(
        [helper.make_node("If", ["again"], ["logits"], then_branch=branch("then"), else_branch=branch("else"))],
        "decoder",
        [
            helper.make_tensor_value_info("again", TensorProto.BOOL, []),
            helper.make_tensor_value_info("ids", TensorProto.INT64, [1, "n"]),
        ],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, [1, "n", TOKENS])],
        [numpy_helper.from_array(np.asarray(value), name) for name, value in values.items()],
    )
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid("com.microsoft", 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=9)


def draw_table() -> np.ndarray:
    return np.random.default_rng(3).integers(0, 256, (TOKENS, WIDTH), dtype=np.uint8)


def run(model: ModelProto, feeds: dict[str, np.ndarray]) -> np.ndarray:
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return session.run(None, feeds)[0]


def test_a_shared_table_gives_the_same_scores_from_half_the_bytes() -> None:
    model = decoder(draw_table())
    before = model.ByteSize()
    feeds = [{"again": np.array(again), "ids": np.array([[7, 2_000]])} for again in (True, False)]
    expected = [run(model, feed) for feed in feeds]
    share_table(model)
    assert model.ByteSize() < 0.55 * before
    for feed, scores in zip(feeds, expected, strict=True):
        np.testing.assert_array_equal(run(model, feed), scores)


def test_two_tables_that_differ_are_not_shared() -> None:
    table = draw_table()
    table[5, 5] ^= 1
    with pytest.raises(ValueError, match="differ"):
        share_table(decoder(table))


def test_large_weights_are_kept_in_half_the_bytes() -> None:
    weight = np.random.default_rng(4).normal(size=(600, 600)).astype(np.float32)
    graph = helper.make_graph(
        [helper.make_node("MatMul", ["x", "weight"], ["y"])],
        "product",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, 600])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, [1, 600])],
        [numpy_helper.from_array(weight, "weight")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
    x = np.random.default_rng(5).normal(size=(1, 600)).astype(np.float32)
    expected = run(model, {"x": x})
    halve_large_floats(model)
    assert model.ByteSize() < 0.52 * weight.nbytes
    np.testing.assert_allclose(run(model, {"x": x}), expected, rtol=1e-2, atol=0.05)
