"""What ships hears what training hears: whole files in one call, and live speech call by call."""

import torch

from stt.chunks import POSITIONS, Chunks
from stt.features import MEL_BINS
from stt.graphs import CONTEXT_FRAMES, Hearing, Spelling, nothing_heard
from stt.student import SLOTS, Student, StudentConfig, evidence_of

SMALL = StudentConfig(
    phonemes=5, vocabulary=11, width=32, heads=2, encoder_layers=2, speller_width=16, speller_inner=24
)


def small_student(seed: int) -> Student:
    torch.manual_seed(seed)
    return Student(SMALL).eval()


@torch.no_grad()
def test_a_whole_file_is_one_call():
    student, log_mel = small_student(1), torch.randn(1, 48, MEL_BINS)
    context = torch.full((1, CONTEXT_FRAMES, MEL_BINS), 7.0)  # counts nothing where a stream begins
    phonemes, features, _ = Hearing(student)(torch.cat([context, log_mel], 1), *nothing_heard(student))
    heard = student.hear(log_mel)
    torch.testing.assert_close(phonemes, heard.phonemes)
    torch.testing.assert_close(features, heard.features)


@torch.no_grad()
def test_call_by_call_is_heard_as_in_training():
    """Also across the end of Whisper's positions, and with a memory that is full."""
    student, log_mel = small_student(2), torch.randn(1, 160, MEL_BINS)
    chunks = Chunks(chunk_frames=8, look_ahead_frames=4, left_frames=16, first_position=POSITIONS - 20)
    hearing = Hearing(student)
    heard, memory, remembered = [], nothing_heard(student)[1], 0
    padded = torch.nn.functional.pad(log_mel, (0, 0, CONTEXT_FRAMES, 0))
    for first in range(0, 80, chunks.chunk_frames):
        frames = min(chunks.call_frames, 80 - first)
        new = min(chunks.chunk_frames, frames)
        entries = memory.shape[3]
        kept = torch.arange(max(entries - remembered, entries + new - chunks.left_frames), entries + new)
        # Where the stream begins its position is 0; here it began long before.
        position = torch.tensor([chunks.first_position + first])
        mel = padded[:, 2 * first : CONTEXT_FRAMES + 2 * (first + frames)]
        if first == 0:
            mel = mel.clone()
            mel[:, :CONTEXT_FRAMES] = 0
        phonemes, _, memory = hearing(mel, position, memory, torch.tensor([remembered]), kept)
        remembered = len(kept)
        heard.append(phonemes[:, : new // 2])
    expected = student.hear(log_mel, chunks=chunks).phonemes
    # The first frame's convolution sees zeros before it here and padding there.
    torch.testing.assert_close(torch.cat(heard, 1)[:, 1:], expected[:, 1:], atol=2e-2, rtol=0)


@torch.no_grad()
def test_memory_changes_what_is_heard_and_empty_entries_do_not():
    student = small_student(3)
    hearing, log_mel = Hearing(student), torch.randn(1, CONTEXT_FRAMES + 40, MEL_BINS)
    _, memory, none, _ = nothing_heard(student)
    position, kept = torch.tensor([20]), torch.arange(1)
    filled = torch.randn(*memory.shape[:3], 6, memory.shape[4])
    alone = hearing(log_mel, position, memory, none, kept)[0]
    torch.testing.assert_close(hearing(log_mel, position, filled, none, kept)[0], alone)
    assert not torch.allclose(hearing(log_mel, position, filled, torch.tensor([3]), kept)[0], alone)


@torch.no_grad()
def test_the_first_row_of_a_span_is_its_first_slot_and_all_others_its_second():
    student = small_student(6)
    heard = student.hear(torch.randn(1, 80, MEL_BINS))
    scores, spans = student.spell(evidence_of(heard.phonemes), features=heard.features)
    rows = Spelling(student)(heard.phonemes, heard.features)[0]
    assert rows.shape == (SLOTS * 20, SMALL.vocabulary)
    before = -1
    for frame, span in enumerate(spans.members[0].argmax(0).tolist()):
        slots = scores[0, SLOTS * span : SLOTS * (span + 1)]
        torch.testing.assert_close(rows[SLOTS * frame], slots[0 if span != before else 1])
        torch.testing.assert_close(rows[SLOTS * frame + 1], slots[1])
        before = span
    assert before > 1
