"""The student that ships, read back as weights to train on."""

import base64
import json

import numpy as np
import pytest
import torch

from stt.features import MEL_BINS, normalise_running
from stt.graphs import write_whole
from stt.paths import RELEASED_PIECES
from stt.phonemes import PHONEMES
from stt.released import check_pieces, released_weights
from stt.student import Student, StudentConfig
from stt.text import load_pieces, train_pieces
from tests.test_shipped_student import FOLDER

TOKENS = FOLDER / "tokens.json"


def test_weights_read_back_write_what_the_release_writes():
    student = Student(StudentConfig(len(PHONEMES) + 1, len(json.loads(TOKENS.read_text("utf-8")))))
    student.load_state_dict(released_weights(FOLDER, student))
    golden = json.loads((FOLDER / "golden.json").read_text())
    log_mel = np.frombuffer(base64.b64decode(golden["logMel"]), "<f4").reshape(golden["frames"], MEL_BINS)
    expected = np.frombuffer(base64.b64decode(golden["logits"]), "<f4").reshape(golden["logitFrames"], -1)
    with torch.inference_mode():
        scores = write_whole(student.eval(), normalise_running(torch.from_numpy(log_mel.copy()))[None])[0][0].numpy()
    assert (scores.argmax(1) == expected.argmax(1)).mean() > 0.98


def test_a_student_of_other_sizes_is_refused():
    with pytest.raises(ValueError, match="has no weight for"):
        released_weights(FOLDER, Student(StudentConfig(len(PHONEMES) + 1, 400)))


def test_the_vocabulary_in_the_repository_is_the_release_s_own():
    check_pieces(TOKENS, load_pieces(RELEASED_PIECES))


def test_another_vocabulary_is_refused(tmp_path):
    train_pieces(["the cat sat on the mat", "a dog ran"] * 20, 17, tmp_path / "other")
    with pytest.raises(ValueError, match="other subwords"):
        check_pieces(TOKENS, load_pieces(tmp_path / "other.model"))
