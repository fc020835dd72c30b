"""Weights of a released student, read back from its ONNX: training goes on from what ships, without a checkpoint."""

import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from stt.student import Student

HEARING_PARTS = ("encoder.", "pair.", "phonemes.")


def check_pieces(tokens: Path, pieces) -> None:
    """Raise ValueError where a released student writes other subwords than the vocabulary `pieces`.

    A vocabulary trained anew from the same text is not always the same, and training would teach nonsense.
    """
    names = [pieces.id_to_piece(index) for index in range(pieces.get_piece_size())]
    if names != json.loads(tokens.read_text("utf-8")):
        raise ValueError(f"{tokens} holds other subwords than data/pieces.model: train with the release's own")


def released_weights(folder: Path, student: Student) -> dict[str, Tensor]:
    """State dict for a `student` of the same sizes from the dynamic INT8 ONNX files of a model folder
    (`stt.quantise.quantise_wasm`).

    Products lose their names in quantisation, but not their order. Raises ValueError where the graphs hold another
    network.
    """
    shapes = student.state_dict()
    hearing = [name for name in shapes if name.startswith(HEARING_PARTS)]
    # The speller's first products are of the phonemes and of the features, which the module declares last.
    speller = sorted(shapes.keys() - set(hearing), key=list(shapes).index)
    speller.sort(key=lambda name: name.startswith(("speller.", "speller_ln.", "tokens.")))
    return _weights_of(folder / "hearing.wasm.int8.onnx", hearing, shapes) | _weights_of(
        folder / "speller.wasm.int8.onnx", speller, shapes
    )


def _weights_of(model: Path, names: list[str], shapes: dict[str, Tensor]) -> dict[str, Tensor]:
    """The named weights from one graph, in the order in which it multiplies by them."""
    graph = onnx.load(str(model)).graph
    constants = {tensor.name.removeprefix("student."): numpy_helper.to_array(tensor) for tensor in graph.initializer}
    state = {name: torch.from_numpy(constants[name].copy()) for name in names if name in constants}
    constants |= {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    products = [_float_weight(node, constants) for node in graph.node if node.op_type == "MatMulInteger"]
    for name in (name for name in names if name not in state):
        found = next((at for at, product in enumerate(products) if product.shape == shapes[name].shape), None)
        if found is None:
            raise ValueError(f"{model.name} has no weight for {name} {list(shapes[name].shape)}")
        state[name] = products.pop(found)
    if products:
        raise ValueError(f"{model.name} has {len(products)} weights that the student has not")
    return state


def _float_weight(node: onnx.NodeProto, constants: dict[str, np.ndarray]) -> Tensor:
    """The weight of an integer product as a linear layer has it, [out, in]."""
    quantised, zero = constants[node.input[1]].astype(np.float32), constants[node.input[3]].astype(np.float32)
    scale = constants[node.input[3].removesuffix("_zero_point") + "_scale"]
    return torch.from_numpy(np.ascontiguousarray(((quantised - zero) * scale).T))
