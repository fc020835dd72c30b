"""Whisper's INT8 graphs, with small random weights."""

from dataclasses import replace

import numpy as np
import onnx
import onnxruntime
import pytest
import torch
from onnx import numpy_helper

from scripts.export_whisper import RELEASES, languages_of
from stt.features import MEL_BINS
from stt.teacher import Teacher
from stt.whisper import Whisper, WhisperDimensions
from stt.whisper_graphs import alignment_heads_of, share_table, write_graphs

PIECES = [f"Ġ{letter}" for letter in "abcdefgh"]
PIECES += ["<|endoftext|>", "<|startoftranscript|>", "<|en|>", "<|de|>", "<|jw|>", "<|translate|>", "<|transcribe|>"]
SIZES = WhisperDimensions(n_mels=MEL_BINS, d=16, heads=2, layers=2, vocabulary=len(PIECES), max_text_tokens=60)


@pytest.fixture(scope="module")
def teacher() -> Teacher:
    torch.manual_seed(3)
    model = Whisper(SIZES).eval()
    torch.nn.init.normal_(model.decoder.positions)
    prompt = [PIECES.index(piece) for piece in ("<|startoftranscript|>", "<|en|>", "<|transcribe|>")]
    end = PIECES.index("<|endoftext|>")
    return Teacher(model, PIECES, prompt, end, [], [], alignment_heads=[[1, 0], [1, 1], [0, 1]])


@pytest.fixture(scope="module")
def unshared(teacher, tmp_path_factory) -> bytes:
    """The decoder with both of its tables, as the quantiser leaves it."""
    folder = tmp_path_factory.mktemp("whisper")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("stt.whisper_graphs.share_table", lambda *_: None)
        write_graphs(teacher, folder)
    return (folder / "decoder.onnx").read_bytes()


def test_the_decoder_tells_where_it_listened_and_keeps_one_table(teacher, unshared):
    decoder = onnx.load_from_string(unshared)
    share_table(decoder, SIZES.vocabulary, SIZES.d)
    large = [tensor for tensor in decoder.graph.initializer if set(tensor.dims) == {SIZES.vocabulary, SIZES.d}]
    assert [numpy_helper.to_array(tensor).dtype for tensor in large] == [np.uint8]
    session = onnxruntime.InferenceSession(decoder.SerializeToString(), providers=["CPUExecutionProvider"])
    feeds = {"token": np.array([[4]])}
    for layer in range(SIZES.layers):
        for kind in ("key", "value"):
            feeds[f"cross.{layer}.{kind}"] = np.random.default_rng(layer).normal(size=(1, 2, 25, 8)).astype(np.float32)
            feeds[f"past.{layer}.{kind}"] = np.zeros((1, 2, 0, 8), np.float32)
    attention, logits = session.run(["attention", "logits"], feeds)
    assert attention.shape == (3, 25)
    assert attention.sum(axis=1) == pytest.approx([1, 1, 1], abs=1e-4)
    cross = [tuple(torch.from_numpy(feeds[f"cross.{layer}.{kind}"]) for kind in ("key", "value")) for layer in (0, 1)]
    with torch.inference_mode():
        expected, _ = teacher.model.decoder(torch.tensor([[4]]), cross)
    assert np.abs(logits - expected.numpy()).max() < 0.05 * np.abs(expected.numpy()).max()


def test_tables_that_differ_are_not_joined(unshared):
    decoder = onnx.load_from_string(unshared)
    table = next(tensor for tensor in decoder.graph.initializer if list(tensor.dims) == [SIZES.vocabulary, SIZES.d])
    table.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(table) + 1, table.name))
    with pytest.raises(ValueError, match="cannot be shared"):
        share_table(decoder, SIZES.vocabulary, SIZES.d)


def test_heads_of_the_upper_layers_where_none_are_known(teacher):
    assert alignment_heads_of(replace(teacher, alignment_heads=[])) == [(1, 0), (1, 1)]


def test_languages_have_standard_codes_and_a_model_of_english_one(teacher):
    assert languages_of(teacher) == ["en", "de", "jv"]
    assert languages_of(replace(teacher, prompt=[PIECES.index("<|startoftranscript|>")])) == ["en"]


def test_base_is_given_less_silence_than_tiny():
    assert RELEASES["base"].padding_ms < RELEASES["tiny.en"].padding_ms
