"""The teachers of a recipe, as the stages ask for them."""

from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import Tensor, nn

from stt.augment import as_floats, pad_frames
from stt.chunks import Chunks
from stt.corpus import Clip
from stt.features import log_mel, normalise_whisper
from stt.layer_tutor import STUDENT_LAYERS, LayerTutor, outputs_of
from stt.meaning_tutor import MeaningTutor, read_vectors
from stt.paths import MEANINGS, TEACHERS
from stt.schedule import Recipe, Stage
from stt.spans import inside
from stt.student import SUBSAMPLING, Heard, Student
from stt.teacher import load_teacher
from stt.teacher_times import times_loss
from stt.tutoring import LAYERS, MEANING, TIMES


class Tutors(nn.Module):
    """What all tutors say to a batch. Their projections are trained with the student and ship with nothing."""

    def __init__(self, recipe: Recipe, width: int, bfloat16: bool) -> None:
        """width: of the student; bfloat16: whether teachers compute in it."""
        super().__init__()
        self.bfloat16 = bfloat16
        tutorings = [stage.tutoring for stage in recipe.stages]
        by_layers = next((tutoring for tutoring in tutorings if tutoring.layers > 0), None)
        self.layers = self.meaning = None
        if by_layers is not None:
            teacher = load_teacher(TEACHERS / f"{by_layers.layer_teacher}.pt").model.encoder
            self.layers = LayerTutor(teacher, width, by_layers.layer_distance)
        if any(tutoring.meaning > 0 for tutoring in tutorings):
            self.meaning = MeaningTutor(read_vectors(MEANINGS), width)

    @contextmanager
    def watching(self, student: Student) -> Iterator[list[Tensor]]:
        """Gives the outputs of the student's taught layers while it hears; none where no tutor wants them."""
        blocks = [] if self.layers is None else [student.encoder.blocks[layer - 1] for layer in STUDENT_LAYERS]
        with outputs_of(blocks) as outputs:
            yield outputs

    def forward(
        self,
        stage: Stage,
        clips: list[Clip],
        frames: Tensor,
        heard: Heard,
        layers: list[Tensor],
        chunks: Chunks | None = None,
    ) -> dict[str, Tensor]:
        """Losses by name. clips: as they were spoken, before noise; frames: valid ones at 100 Hz, [batch]; layers: of
        `watching`, heard in `chunks`."""
        losses: dict[str, Tensor | None] = {}
        if stage.tutoring.layers > 0 and self.layers is not None:
            spoken = [normalise_whisper(log_mel(torch.from_numpy(as_floats(clip.samples)))) for clip in clips]
            clean = pad_frames(spoken, SUBSAMPLING)[0].to(frames.device)
            valid = inside(frames // 2, clean.shape[1] // 2)
            with torch.autocast(clean.device.type, torch.bfloat16, enabled=self.bfloat16):
                wanted = self.layers.features(clean, valid)
            if chunks is not None:
                layers = [layer[:, chunks.own(clean.shape[1] // 2)] for layer in layers]
            losses[LAYERS] = self.layers(layers, wanted, valid)
        if stage.tutoring.meaning > 0 and self.meaning is not None:
            losses[MEANING] = self.meaning(heard.features, frames // SUBSAMPLING, clips)
        if stage.tutoring.times > 0:
            losses[TIMES] = times_loss(heard.phonemes, clips)
        return {name: loss for name, loss in losses.items() if loss is not None}
