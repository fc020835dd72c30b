"""Hearing in chunks: what a frame may attend to, and that the network obeys."""

import numpy as np
import torch

from stt.chunks import POSITIONS, Chunks, draw_chunks
from stt.features import MEL_BINS
from stt.student import Student, StudentConfig

CHUNKS = Chunks(chunk_frames=8, look_ahead_frames=4, left_frames=16)


def test_tokens_are_each_chunk_and_its_look_ahead() -> None:
    assert CHUNKS.places(16).tolist() == [*range(0, 12), *range(8, 20)]
    assert CHUNKS.places(16)[CHUNKS.own(16)].tolist() == list(range(16))


def test_a_frame_sees_its_call_and_so_many_frames_before() -> None:
    places, mask = CHUNKS.places(40), CHUNKS.mask(40)[0, 0]
    seen = mask[int(CHUNKS.own(40)[26])]
    assert places[seen].tolist() == list(range(8, 36)), "16 frames before its chunk, its chunk, 4 frames after"
    own = set(CHUNKS.own(40).tolist())
    earlier = seen.nonzero().flatten()[: 24 - 8].tolist()
    assert set(earlier) <= own, "of earlier calls their own chunk, not their look-ahead"


def test_what_comes_after_the_look_ahead_does_not_change_what_was_heard() -> None:
    torch.manual_seed(2)
    student = Student(StudentConfig(42, 64)).eval()
    log_mel = torch.randn(1, 160, MEL_BINS)
    changed = log_mel.clone()
    changed[:, 90:] = 0
    with torch.no_grad():
        heard, again = (student.hear(x, chunks=CHUNKS).phonemes for x in (log_mel, changed))
        whole, other = (student.hear(x).phonemes for x in (log_mel, changed))
    # The fifth chunk ends at log-mel frame 80 and looks ahead to 88; the convolutions reach one frame further.
    torch.testing.assert_close(heard[:, :20], again[:, :20])
    assert not torch.allclose(heard[:, 20:], again[:, 20:])
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


def test_draws_differ_and_hold_whole_rows_of_phonemes() -> None:
    drawn = [draw_chunks(np.random.default_rng(seed)) for seed in range(50)]
    assert len({chunks.chunk_frames for chunks in drawn}) > 2
    assert len({chunks.look_ahead_frames for chunks in drawn}) > 2
    assert all(chunks.chunk_frames % 2 == 0 and chunks.look_ahead_frames % 2 == 0 for chunks in drawn)
    positions = [chunks.first_position for chunks in drawn]
    assert 0 <= min(positions) < max(positions) < POSITIONS
