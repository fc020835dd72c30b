"""The student in the repository: computes in INT8, agrees with its golden vectors, and is what its manifest says."""

import base64
import hashlib
import json

import numpy as np
import onnx
import pytest
import soundfile
import torch

from stt.features import MEL_BINS, normalise_running
from stt.features import log_mel as log_mel_of
from stt.native import NativeStudent
from stt.paths import MODELS, TRAINING

FOLDER = MODELS / "student-v0"
MANIFEST = json.loads((FOLDER / "manifest.json").read_text())
LARGEST_BYTES = 12_000_000
INT8_OPERATORS = {"wasm": {"DynamicQuantizeLinear", "MatMulInteger"}, "webgpu": {"MatMulNBits"}}


GRAPHS = ("hearing", "speller")


def graph_files():
    """Those of 8 bits; other variants are tested where they are made."""
    graphs = (entry for entry in MANIFEST["files"] if entry["role"] in GRAPHS)
    return [entry for entry in graphs if entry.get("precision", "int8") == "int8"]


def student_of(provider):
    return NativeStudent(*(FOLDER / entry["path"] for entry in graph_files() if entry["provider"] == provider))


@pytest.mark.parametrize("entry", MANIFEST["files"], ids=lambda entry: entry["path"])
def test_files_are_what_the_manifest_says(entry):
    content = (FOLDER / entry["path"]).read_bytes()
    assert len(content) == entry["bytes"]
    assert hashlib.sha256(content).hexdigest() == entry["sha256"]


def test_piece_by_piece_is_heard_about_as_the_whole():
    """The shipped hearing with its memory, on the bundled clip: most frames have the phoneme of the whole clip."""
    samples, _ = soundfile.read(TRAINING / "tests" / "fixtures" / "clip.flac", dtype="float32")
    frames = normalise_running(log_mel_of(torch.from_numpy(samples)))
    frames = frames[: len(frames) // 4 * 4][None].numpy()
    student, memory = student_of("wasm"), MANIFEST["memory"]
    streamed = student.stream(frames, memory["chunkFrames"], memory["lookAheadFrames"], memory["frames"])
    whole, _ = student.hear(frames)
    assert streamed.shape == whole.shape
    assert (streamed.argmax(-1) == whole.argmax(-1)).mean() > 0.8


def test_a_browser_fetches_little_before_the_first_caption():
    for provider in INT8_OPERATORS:
        first = [
            entry
            for entry in MANIFEST["files"]
            if entry.get("provider", provider) == provider
            and entry.get("precision", "int8") == "int8"
            and entry["role"] not in ("words", "pronouncer")
        ]
        assert sum(entry["bytes"] for entry in first) <= LARGEST_BYTES


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.onnx")), ids=lambda path: path.name)
def test_graphs_tell_nothing_of_the_machine_that_made_them(path):
    assert not [node.name for node in onnx.load(path).graph.node if node.metadata_props]


@pytest.mark.parametrize("entry", graph_files(), ids=lambda entry: entry["path"])
def test_weights_are_multiplied_in_int8(entry):
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


@pytest.mark.parametrize("provider", INT8_OPERATORS)
def test_scores_agree_with_the_float_model(provider):
    golden = json.loads((FOLDER / "golden.json").read_text())
    log_mel = np.frombuffer(base64.b64decode(golden["logMel"]), "<f4").reshape(golden["frames"], MEL_BINS)
    expected = np.frombuffer(base64.b64decode(golden["logits"]), "<f4").reshape(golden["logitFrames"], -1)
    student = student_of(provider)
    frames = normalise_running(torch.from_numpy(log_mel.copy()))
    scores = student.spell(*student.hear(frames[None].numpy()))[0]
    errors = np.linalg.norm(scores - expected, axis=1) / np.linalg.norm(expected, axis=1)
    # A phoneme that INT8 hears a frame later changes the few rows of its span, and no others.
    assert np.median(errors) < 0.03
    assert (errors > 0.1).mean() < 0.1
    assert (scores.argmax(1) == expected.argmax(1)).mean() > 0.9
