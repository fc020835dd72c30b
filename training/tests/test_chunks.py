"""Hearing in chunks: what a frame may attend to, and that the network obeys."""

import numpy as np
import torch

from stt.chunks import POSITIONS, Chunks, draw_chunks
from stt.features import MEL_BINS
from stt.student import Student, StudentConfig

CHUNKS = Chunks(chunk_frames=8, left_chunks=2)


def test_a_frame_sees_its_chunk_and_so_many_before() -> None:
    mask = CHUNKS.mask(40)[0, 0]
    assert mask[20].nonzero().flatten().tolist() == list(range(0, 24)), "chunk 2 and the two before it"
    assert mask[39].nonzero().flatten().tolist() == list(range(16, 40))


def test_what_comes_after_a_chunk_does_not_change_what_was_heard_in_it() -> None:
    torch.manual_seed(2)
    student = Student(StudentConfig(42, 64)).eval()
    log_mel = torch.randn(1, 160, MEL_BINS)
    changed = log_mel.clone()
    changed[:, 100:] = 0
    with torch.no_grad():
        heard, again = (student.hear(x, chunks=CHUNKS).phonemes for x in (log_mel, changed))
        whole, other = (student.hear(x).phonemes for x in (log_mel, changed))
    # Chunks are 4 rows of phonemes. The convolutions reach one log-mel frame beyond 96, the sixth chunk's end.
    torch.testing.assert_close(heard[:, :20], again[:, :20])
    assert not torch.allclose(whole[:, :20], other[:, :20])


def test_padding_does_not_change_what_is_heard_in_chunks() -> None:
    torch.manual_seed(2)
    student = Student(StudentConfig(42, 64)).eval()
    log_mel = torch.randn(1, 120, MEL_BINS)
    padded = torch.cat([log_mel, torch.zeros(1, 80, MEL_BINS)], 1)
    with torch.no_grad():
        alone = student.hear(log_mel, torch.tensor([120]), chunks=CHUNKS).phonemes
        beside = student.hear(padded, torch.tensor([120]), chunks=CHUNKS).phonemes
    torch.testing.assert_close(beside[:, :30], alone, atol=1e-4, rtol=1e-4)
    assert torch.isfinite(beside).all()


def test_draws_differ_and_start_at_whole_rows_of_phonemes() -> None:
    drawn = [draw_chunks(np.random.default_rng(seed)) for seed in range(50)]
    assert len({chunks.chunk_frames for chunks in drawn}) > 2
    assert all(chunks.chunk_frames % 2 == 0 and chunks.left_chunks >= 1 for chunks in drawn)
    assert (
        0 <= min(chunks.first_position for chunks in drawn) < max(chunks.first_position for chunks in drawn) < POSITIONS
    )
