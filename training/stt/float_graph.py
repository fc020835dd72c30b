"""Turns a dynamically quantised int8 ONNX graph back into float32.

Weights are de-quantised once, and each run-time quantiser becomes a pass-through of scale 1.
"""

import numpy as np
import onnx
from onnx import helper, numpy_helper


def to_float(model: onnx.ModelProto) -> onnx.ModelProto:
    """The same graph with all integer convolutions, products and LSTMs in float32."""
    graph = model.graph
    constants = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    added: dict[str, np.ndarray] = {}
    scale_one = "float_scale_one"
    added[scale_one] = np.array(1.0, dtype=np.float32)
    renamed: dict[str, str] = {}
    for node in graph.node:
        if node.op_type == "DynamicQuantizeLinear":
            renamed[node.output[0]] = node.input[0]
            renamed[node.output[1]] = scale_one
    nodes = [node for node in graph.node if node.op_type != "DynamicQuantizeLinear"]
    integer_values = set()
    for node in nodes:
        for slot, name in enumerate(node.input):
            while name in renamed:
                name = renamed[name]
            node.input[slot] = name
        if node.op_type in ("ConvInteger", "MatMulInteger"):
            _float_product(node, constants, added)
            integer_values.add(node.output[0])
        elif node.op_type == "DynamicQuantizeLSTM":
            _float_lstm(node, constants, added)
    _float_biases(nodes, integer_values)
    del graph.node[:]
    graph.node.extend(nodes)
    graph.initializer.extend(numpy_helper.from_array(a, name) for name, a in added.items())
    used = {name for node in nodes for name in node.input}
    kept = [tensor for tensor in graph.initializer if tensor.name in used]
    del graph.initializer[:]
    graph.initializer.extend(kept)
    del graph.value_info[:]
    return model


def _float_product(node: onnx.NodeProto, constants: dict[str, np.ndarray], added: dict[str, np.ndarray]) -> None:
    """Makes an integer Conv or MatMul a float one; its weight scale stays a later Mul."""
    weight = constants[node.input[1]].astype(np.float32)
    if len(node.input) > 3 and node.input[3]:
        zero = constants[node.input[3]].astype(np.float32)
        if node.op_type == "ConvInteger" and zero.ndim == 1:
            zero = zero.reshape(-1, *[1] * (weight.ndim - 1))
        weight = weight - zero
    name = f"{node.input[1]}_float"
    added[name] = weight
    values, node.op_type = node.input[0], node.op_type.removesuffix("Integer")
    del node.input[:]
    node.input.extend([values, name])


def _float_lstm(node: onnx.NodeProto, constants: dict[str, np.ndarray], added: dict[str, np.ndarray]) -> None:
    """Makes a quantised LSTM a standard one: [dir, in, 4h] int8 becomes [dir, 4h, in]."""
    names = list(node.input)
    for slot, scale_slot in ((1, 8), (2, 10)):
        scale = constants[names[scale_slot]].astype(np.float32)
        zero = constants[names[scale_slot + 1]].astype(np.float32)
        shape = (-1, 1, 1) if scale.ndim == 1 else (scale.shape[0], 1, -1)
        weight = constants[names[slot]].astype(np.float32)
        weight = (weight - zero.reshape(shape)) * scale.reshape(shape)
        added[f"{names[slot]}_float"] = np.ascontiguousarray(weight.transpose(0, 2, 1))
        names[slot] += "_float"
    inputs = names[:8]
    while inputs and not inputs[-1]:
        inputs.pop()
    node.op_type, node.domain = "LSTM", ""
    del node.input[:]
    node.input.extend(inputs)


def _float_biases(nodes: list[onnx.NodeProto], integer_values: set[str]) -> None:
    """Keeps biases that were rounded to the integer grid before the Add in float."""
    producer = {name: node for node in nodes for name in node.output}
    for node in nodes:
        if node.op_type != "Add" or not integer_values.intersection(node.input):
            continue
        bias = next(name for name in node.input if name not in integer_values)
        while (step := producer.get(bias)) is not None and step.op_type != "Div":
            if step.op_type == "Cast":
                del step.attribute[:]
                step.attribute.append(helper.make_attribute("to", onnx.TensorProto.FLOAT))
            elif step.op_type == "Floor":
                step.op_type = "Identity"
            bias = step.input[0]
