"""What teachers say beside the text: a loss is nothing where the student agrees, and reaches it where it does not."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from stt.corpus import Clip
from stt.features import MEL_BINS
from stt.graphs import Hearing
from stt.layer_tutor import LayerTutor, outputs_of
from stt.meaning_tutor import MeaningTutor, read_vectors, write_vectors
from stt.recurrent_head import RecurrentHead
from stt.schedule import Stage
from stt.student import Student, StudentConfig, warm_start
from stt.tutoring import Tutoring
from stt.whisper import AudioEncoder, Whisper, WhisperDimensions

SMALL = StudentConfig(
    phonemes=5, vocabulary=11, width=32, heads=2, encoder_layers=4, speller_width=16, speller_inner=24
)
RECURRENT = replace(SMALL, recurrent_cells=6)
ALL = torch.ones(2, 20, dtype=torch.bool)


def layers_of(student: Student, log_mel: torch.Tensor) -> list[torch.Tensor]:
    with outputs_of([student.encoder.blocks[1], student.encoder.blocks[3]]) as layers:
        student.hear(log_mel)
    return layers


@pytest.mark.parametrize("distance", ["cosine", "kl"])
def test_a_student_that_hears_what_the_teacher_hears_has_nothing_to_learn(distance):
    torch.manual_seed(1)
    whisper = Whisper(WhisperDimensions(MEL_BINS, 32, 2, 4, 20))
    student = Student(SMALL).eval()
    warm_start(student, whisper.state_dict())
    tutor, log_mel = LayerTutor(whisper.encoder, 32, distance), torch.randn(2, 40, MEL_BINS)
    wanted = tutor.features(log_mel, ALL)
    assert float(tutor(layers_of(student, log_mel), wanted, ALL).detach()) < 1e-5
    noisy = layers_of(student, log_mel + torch.randn_like(log_mel))
    loss = tutor(noisy, wanted, ALL)
    assert float(loss.detach()) > 5e-3
    loss.backward()
    assert student.encoder.conv1.weight.grad.abs().sum() > 0
    assert student.encoder.blocks[3].mlp[2].weight.grad.abs().sum() > 0
    assert all(weight.grad is None for weight in whisper.encoder.parameters())


def test_a_wider_teacher_is_reached_through_a_projection_by_the_middle_and_the_last_layer():
    torch.manual_seed(2)
    teacher = AudioEncoder(MEL_BINS, 48, 2, 6)
    tutor, log_mel = LayerTutor(teacher, 32, "cosine"), torch.randn(2, 40, MEL_BINS)
    assert not any(weight.shape[0] == 3 * 48 for weight in tutor.parameters())
    with outputs_of(list(teacher.blocks)) as every:
        wanted = tutor.features(log_mel, ALL)
    torch.testing.assert_close(wanted, [every[2], every[5]])
    student = Student(SMALL)
    tutor(layers_of(student, log_mel), wanted, ALL).backward()
    assert student.encoder.blocks[0].attn.qkv.weight.grad.abs().sum() > 0
    assert all(projection.weight.grad.abs().sum() > 0 for projection in tutor.projections)


def test_padding_is_not_compared():
    tutor = LayerTutor(AudioEncoder(MEL_BINS, 32, 2, 4), 32, "cosine")
    theirs = torch.randn(1, 20, 32)
    ours = torch.cat([theirs[:, :8], torch.randn(1, 12, 32)], dim=1)
    valid = torch.arange(20)[None] < 8
    assert float(tutor([ours, ours], [theirs, theirs], valid)) < 1e-5


def clip(tokens: tuple[int, ...]) -> Clip:
    return Clip(np.zeros(160, np.int16), (), tokens, "test")


def test_the_mean_of_what_is_heard_is_drawn_to_the_vector_of_its_text():
    tutor = MeaningTutor({(1, 2): np.array([0.0, 2.0], np.float32)}, 2)
    torch.nn.init.eye_(tutor.projection.weight)
    torch.nn.init.zeros_(tutor.projection.bias)
    features = torch.tensor([[[5.0, 5.0], [0.0, 0.0]], [[1.0, 1.0], [-1.0, 3.0]]], requires_grad=True)
    clips = [clip((7,)), clip((1, 2))]
    assert float(tutor(features, torch.tensor([2, 2]), clips)) == pytest.approx(0, abs=1e-6)
    loss = tutor(features, torch.tensor([2, 1]), clips)  # Its second frame is padding now.
    assert float(loss) == pytest.approx(1 - 0.5**0.5, abs=1e-6)
    loss.backward()
    assert features.grad[0].abs().sum() == 0
    assert features.grad[1, 0].abs().sum() > 0
    assert tutor(features, torch.tensor([2, 2]), [clip((7,)), clip(())]) is None


def test_vectors_come_back_from_their_file(tmp_path):
    write_vectors(tmp_path / "v.npz", [(1, 2, 3), (4,)], np.array([[0.5, 1.0], [2.0, -1.0]]))
    back = read_vectors(tmp_path / "v.npz")
    assert {key: value.tolist() for key, value in back.items()} == {(1, 2, 3): [0.5, 1.0], (4,): [2.0, -1.0]}


def test_the_recurrent_head_remembers_what_was_and_knows_nothing_of_what_comes():
    torch.manual_seed(3)
    head, features = RecurrentHead(8, 6, 5), torch.randn(1, 10, 8)
    changed = features.clone()
    changed[0, 4] += 1
    difference = (head(features) - head(changed)).abs().sum(-1)[0]
    assert difference[:4].sum() == 0
    assert (difference[4:] > 0).all()


def test_a_student_with_a_recurrent_head_teaches_its_layers():
    student = Student(RECURRENT)
    student.hear(torch.randn(1, 40, MEL_BINS)).phonemes.sum().backward()
    assert student.phonemes.recall.weight_ih_l0.grad.abs().sum() > 0
    assert student.encoder.conv1.weight.grad.abs().sum() > 0


def test_a_student_with_a_recurrent_head_is_not_exported():
    with pytest.raises(ValueError, match="no export"):
        Hearing(Student(RECURRENT))


def test_a_stage_weighs_its_tutors():
    stage = Stage("x", 1, 0, phoneme_weight=0.25, tutoring=Tutoring(layers=2.0, times=0.5))
    weights = [stage.weight_of(name) for name in ("phoneme", "layers", "meaning", "times", "token")]
    assert weights == [0.25, 2.0, 0.0, 0.5, 1.0]
