"""Moonshine's two graphs as ONNX, without what they hold twice.

The published decoder keeps its token table once to look tokens up and once, transposed, to score them: the same bytes.
The encoder keeps its convolutions in float32, though float16 holds them as well.
"""

import tempfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import GraphProto, ModelProto, NodeProto, TensorProto, helper, numpy_helper

LARGE_BYTES = 1_000_000
WIDTH_FIRST = (1, 2, 0)
"""[width, 1, tokens] -> [1, tokens, width]"""


def as_onnx(ort_file: bytes) -> ModelProto:
    """An ONNX model from ONNX Runtime's own format, operator by operator."""
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.add_session_config_entry("session.save_model_format", "ONNX")
    with tempfile.TemporaryDirectory() as folder:
        options.optimized_model_filepath = str(Path(folder) / "model.onnx")
        onnxruntime.InferenceSession(ort_file, options, providers=["CPUExecutionProvider"])
        model = onnx.load(options.optimized_model_filepath)
    for branch in branches_of(model):
        branch.name = branch.name or "branch"  # ONNX asks for one, ONNX Runtime's format has none
    return model


def branches_of(model: ModelProto) -> list[GraphProto]:
    """Graphs inside the nodes of the main graph."""
    return [attribute.g for node in model.graph.node for attribute in node.attribute if attribute.HasField("g")]


def share_table(decoder: ModelProto) -> None:
    """Look tokens up in the table that scores them, and drop the other one.

    Raises ValueError where the two are not the same numbers.
    """
    values = {tensor.name: tensor for tensor in decoder.graph.initializer}
    for branch in branches_of(decoder):
        lookup, scoring = table_users(branch, values)
        table, scores = lookup.input[0], scoring.input[1]
        dequantise = next(node for node in branch.node if lookup.output[0] in node.input)
        same = [(table, scores), *zip(dequantise.input[1:], scoring.input[2:4], strict=True)]
        for mine, other in same:
            if not np.array_equal(numpy_helper.to_array(values[mine]), numpy_helper.to_array(values[other]).T):
                raise ValueError(f"{mine} and {other} differ: the table cannot be shared")
        column, place = f"{lookup.output[0]}_column", list(branch.node).index(lookup)
        branch.node.insert(place, helper.make_node("Gather", [scores, lookup.input[1]], [column], axis=1))
        # Two-dimensional token ids give [width, 1, tokens].
        branch.node[place + 1].CopyFrom(
            helper.make_node("Transpose", [column], [lookup.output[0]], perm=list(WIDTH_FIRST))
        )
    decoder.graph.initializer.remove(values[table])


def table_users(branch: GraphProto, values: dict[str, TensorProto]) -> tuple[NodeProto, NodeProto]:
    """The node of a branch that looks tokens up and the one that scores them, by the size of what they read."""
    large = {name for name, tensor in values.items() if len(tensor.raw_data) > LARGE_BYTES}
    users = [node for node in branch.node if large & set(node.input)]
    lookup = next(node for node in users if node.op_type == "Gather")
    return lookup, next(node for node in users if node.op_type == "DynamicQuantizeMatMul")


def halve_large_floats(model: ModelProto) -> None:
    """Store large float32 weights as float16, with a cast that ONNX Runtime folds when it loads them."""
    casts = []
    for tensor in model.graph.initializer:
        if tensor.data_type == TensorProto.FLOAT and len(tensor.raw_data) > LARGE_BYTES:
            name = tensor.name
            half = numpy_helper.to_array(tensor).astype(np.float16)
            tensor.CopyFrom(numpy_helper.from_array(half, f"{name}_half"))
            casts.append(helper.make_node("Cast", [f"{name}_half"], [name], to=TensorProto.FLOAT))
    for cast in reversed(casts):
        model.graph.node.insert(0, cast)


def smaller(encoder: bytes, decoder: bytes) -> tuple[bytes, bytes]:
    """Both graphs of the package (.ort) as smaller ONNX files."""
    encoder_model, decoder_model = as_onnx(encoder), as_onnx(decoder)
    halve_large_floats(encoder_model)
    share_table(decoder_model)
    return encoder_model.SerializeToString(), decoder_model.SerializeToString()
