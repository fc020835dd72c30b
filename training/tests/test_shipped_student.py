"""The student in the repository: computes in INT8, agrees with its golden vectors, and is what its manifest says."""

import base64
import hashlib
import json

import numpy as np
import onnx
import onnxruntime
import pytest
import torch

from stt.features import MEL_BINS, normalise_running
from stt.paths import MODELS

FOLDER = MODELS / "student-v0"
MANIFEST = json.loads((FOLDER / "manifest.json").read_text())
LARGEST_BYTES = 12_000_000
INT8_OPERATORS = {"wasm": {"DynamicQuantizeLinear", "MatMulInteger"}, "webgpu": {"MatMulNBits"}}


def ctc_files():
    return [entry for entry in MANIFEST["files"] if entry["role"] == "ctc"]


@pytest.mark.parametrize("entry", MANIFEST["files"], ids=lambda entry: entry["path"])
def test_files_are_what_the_manifest_says(entry):
    content = (FOLDER / entry["path"]).read_bytes()
    assert len(content) == entry["bytes"]
    assert hashlib.sha256(content).hexdigest() == entry["sha256"]


@pytest.mark.parametrize("entry", ctc_files(), ids=lambda entry: entry["provider"])
def test_weights_are_multiplied_in_int8(entry):
    assert entry["bytes"] <= LARGEST_BYTES
    graph = onnx.load(FOLDER / entry["path"]).graph
    operators = {node.op_type for node in graph.node}
    assert INT8_OPERATORS[entry["provider"]] <= operators
    constants = {tensor.name for tensor in graph.initializer}
    floats = [node for node in graph.node if node.op_type in ("MatMul", "Gemm") and node.input[1] in constants]
    assert floats == [], "a product with constant weights is left in float"
    for node in graph.node:
        if node.op_type == "MatMulNBits":
            attributes = {attribute.name: attribute.i for attribute in node.attribute}
            assert (attributes["bits"], attributes["accuracy_level"]) == (8, 4)


@pytest.mark.parametrize("entry", ctc_files(), ids=lambda entry: entry["provider"])
def test_scores_agree_with_the_float_model(entry):
    golden = json.loads((FOLDER / "golden.json").read_text())
    log_mel = np.frombuffer(base64.b64decode(golden["logMel"]), "<f4").reshape(golden["frames"], MEL_BINS)
    expected = np.frombuffer(base64.b64decode(golden["logits"]), "<f4").reshape(golden["logitFrames"], -1)
    session = onnxruntime.InferenceSession(str(FOLDER / entry["path"]))
    frames = normalise_running(torch.from_numpy(log_mel.copy()))
    scores = session.run(None, {"log_mel": frames[None].numpy()})[0][0]
    errors = np.linalg.norm(scores - expected, axis=1) / np.linalg.norm(expected, axis=1)
    # A phoneme that INT8 hears a frame later changes the few rows of its span, and no others.
    assert np.median(errors) < 0.03
    assert (errors > 0.1).mean() < 0.1
    assert (scores.argmax(1) == expected.argmax(1)).mean() > 0.9
