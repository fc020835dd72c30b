"""Whisper's decoder on the student's encoder, with small random weights."""

import json
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
import torch

from scripts.compare_joint import FromEncoder
from scripts.export_whisper import export
from scripts.joint_decoder import Training
from stt.byte_pairs import BytePairs
from stt.features import MEL_BINS
from stt.joint_decoder import IGNORED, JointModel, lines_of
from stt.paths import RELEASED_PIECES
from stt.student import Student, StudentConfig
from stt.teacher import Teacher, decode_greedily
from stt.text import load_pieces
from stt.whisper import Whisper, WhisperDimensions
from stt.whisper_onnx import OnnxWhisper

LETTERS = "abcdefghijklmnopqrstuvwxyz'.,?!:;-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
TOKENS = ["Ġ", *LETTERS, "Ġt", "he", "Ġthe", "<|end|>", "<|start|>"]
END, START = len(TOKENS) - 2, len(TOKENS) - 1
SIZES = WhisperDimensions(n_mels=MEL_BINS, d=16, heads=2, layers=2, vocabulary=len(TOKENS), max_text_tokens=400)


def small_teacher(seed: int = 1) -> Teacher:
    torch.manual_seed(seed)
    student = Student(StudentConfig(phonemes=5, vocabulary=7, width=16, heads=2, encoder_layers=1))
    model = JointModel(student, Whisper(SIZES)).eval()
    # Far apart, so that rounding to INT8 changes no best token.
    torch.nn.init.orthogonal_(model.decoder.embedding.weight, gain=8.0)
    return Teacher(model, TOKENS, [START], END, suppressed=[START], suppressed_first=[0, END])


@pytest.fixture
def words(tmp_path):
    tokenizer = {"model": {"vocab": {token: at for at, token in enumerate(TOKENS)}, "merges": ["Ġ t", ["h", "e"]]}}
    tokenizer["model"]["merges"].append("Ġt he")
    (tmp_path / "tokenizer.json").write_text(json.dumps(tokenizer))
    return BytePairs(tmp_path / "tokenizer.json")


def test_joins_the_pair_first_that_was_learnt_first(words):
    assert [TOKENS[token] for token in words.encode("the hat's")] == ["Ġthe", "Ġ", "h", "a", "t", "'", "s"]
    assert words.encode("") == []


def test_the_product_between_starts_as_nothing():
    model: JointModel = small_teacher().model
    log_mel = torch.randn(1, 40, MEL_BINS)
    assert torch.equal(model.encoder(log_mel), model.student.encoder(log_mel, None))


def test_a_clip_is_the_same_alone_and_padded_in_a_batch():
    teacher = small_teacher()
    model: JointModel = teacher.model
    clips = [torch.randn(frames, MEL_BINS) for frames in (40, 64)]
    batch = torch.zeros(2, 64, MEL_BINS)  # what the first convolution sees beyond the end of a clip alone
    batch[0, :40], batch[1] = clips
    frames = torch.tensor([40, 64])
    tokens, labels = lines_of([[1, 2, 3], [4, 5, 6, 7, 8]], teacher)
    together = model.log_probabilities(model.encoder(batch, frames), tokens, labels, frames)
    alone = model.log_probabilities(model.encoder(clips[0][None]), tokens[:1], labels[:1])
    assert torch.allclose(together[0], alone[0], atol=1e-5)
    without_mask = model.log_probabilities(model.encoder(batch, frames), tokens, labels)
    assert not torch.allclose(without_mask[0], alone[0], atol=1e-3)


def test_lines_teach_the_text_and_its_end_and_not_the_prompt():
    teacher = replace(small_teacher(), prompt=[START, 9])
    tokens, labels = lines_of([[1, 2], []], teacher)
    assert tokens.tolist() == [[START, 9, 1, 2], [START, 9, END, END]]
    assert labels.tolist() == [[IGNORED, 1, 2, END], [IGNORED, END, IGNORED, IGNORED]]


class FakeBatches:
    """Noise with a text, another at each step."""

    def batch(self, rng: np.random.Generator):
        tokens = load_pieces(RELEASED_PIECES).encode("the hat")
        clips = [SimpleNamespace(seconds=0.4, tokens=tuple(tokens))]
        return torch.from_numpy(rng.standard_normal((1, 40, MEL_BINS), dtype=np.float32)), torch.tensor([40]), clips


def test_a_stopped_run_goes_on_to_the_same_weights(tmp_path, words):
    def run(folder, stop: int | None = None) -> Training:
        training = Training(small_teacher(), words, FakeBatches(), folder, steps=6)
        training.resume()
        while training.step < (stop or training.steps):
            training.train_step()
        training.save()
        return training

    whole = run(tmp_path / "whole")
    run(tmp_path / "stopped", stop=3)
    resumed = run(tmp_path / "stopped")
    fresh = small_teacher().model.state_dict()
    for name, weight in whole.model.state_dict().items():
        assert torch.equal(weight, resumed.model.state_dict()[name]), name
        learns = any(part in name for part in ("between.", "cross", "_ln", "decoder.ln"))
        # Keys need no bias: attention is the same with any.
        assert learns != torch.equal(weight, fresh[name]), name
    assert whole.audio_s == pytest.approx(resumed.audio_s)


def test_int8_on_onnx_runtime_writes_what_torch_writes(tmp_path):
    teacher = small_teacher()
    added = FromEncoder(teacher.model)
    export(replace(teacher, model=added), tmp_path)
    audio = torch.randn(1, 25, SIZES.d)
    model = OnnxWhisper(tmp_path)
    assert model.tokens(model.encode(audio.numpy()), 8) == decode_greedily(teacher, added.encoder(audio), 8)
