"""Whisper tiny.en's decoder on the student's own encoder: could the second look share the student's work?

The student's encoder began as tiny.en's and hears audio of any length; the decoder never met either change. What
attends to the audio, the norms and a product between the two can learn it; all else stays as it was.
"""

from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from stt.phonemes import PHONEMES
from stt.released import released_weights
from stt.spans import inside
from stt.student import Student, StudentConfig
from stt.teacher import Teacher
from stt.whisper import Whisper

IGNORED = -100
"""Label of places that teach nothing."""


class JointModel(nn.Module):
    """The student's encoder, a product that starts as the identity, and Whisper's decoder."""

    def __init__(self, student: Student, whisper: Whisper) -> None:
        super().__init__()
        self.dims, self.decoder = whisper.dims, whisper.decoder
        # In a list, so that it is no part of what is trained and saved.
        self._student = [student.eval().requires_grad_(False)]
        self.between = nn.Linear(whisper.dims.d, whisper.dims.d)
        nn.init.eye_(self.between.weight)
        nn.init.zeros_(self.between.bias)

    @property
    def student(self) -> Student:
        return self._student[0]

    def encoder(self, log_mel: Tensor, frames: Tensor | None = None) -> Tensor:
        """The student's log-mel [batch, T, bins], T even -> what the decoder attends to, [batch, T / 2, d].

        frames: valid ones of each clip, [batch]; None where nothing is padding.
        """
        return self.between(self.hearing(log_mel, frames))

    @torch.no_grad()
    def hearing(self, log_mel: Tensor, frames: Tensor | None = None) -> Tensor:
        """The student's own part of `encoder`."""
        valid = None if frames is None else inside(frames // 2, log_mel.shape[1] // 2)
        return self.student.encoder(log_mel, valid)

    def log_probabilities(self, audio: Tensor, tokens: Tensor, labels: Tensor, frames: Tensor | None = None) -> Tensor:
        """Log-probability of each label after its tokens, [batch, n]; 0 where it is IGNORED.

        audio: of `encoder`, [batch or 1, T / 2, d]; frames as there. tokens, labels: [batch, n].
        """
        mask = None if frames is None else inside(frames // 2, audio.shape[1])[:, None, None, :]
        scores, _ = self.decoder(tokens, self.decoder.cross_keys_values(audio), audio_mask=mask)
        flat = F.cross_entropy(scores.float().flatten(0, 1), labels.flatten(), ignore_index=IGNORED, reduction="none")
        return -flat.reshape(labels.shape)

    def learning(self) -> dict[str, nn.Parameter]:
        """The weights that training moves, by name."""
        learns = ("between.", ".cross.", "_ln.", ".ln.")
        return {name: weight for name, weight in self.named_parameters() if any(part in name for part in learns)}


def as_released(folder: Path, tokens: int) -> Student:
    """The student of a model folder, with `tokens` subwords."""
    student = Student(StudentConfig(len(PHONEMES) + 1, tokens))
    student.load_state_dict(released_weights(folder, student))
    return student.eval()


def lines_of(texts: list[list[int]], teacher: Teacher) -> tuple[Tensor, Tensor]:
    """(tokens, labels), each [batch, longest], of texts as tokens: prompt, text, end; labels of the prompt IGNORED."""
    rows = [[*teacher.prompt, *text, teacher.end] for text in texts]
    longest = max(len(row) for row in rows) - 1
    tokens = torch.full((len(rows), longest), teacher.end)
    labels = torch.full((len(rows), longest), IGNORED)
    for at, row in enumerate(rows):
        tokens[at, : len(row) - 1] = torch.tensor(row[:-1])
        first = len(teacher.prompt) - 1
        labels[at, first : len(row) - 1] = torch.tensor(row[first + 1 :])
    return tokens, labels
