"""The second look's tokenizer file, text and loop guard, on planted data."""

import pytest

from stt.second_look import loop_start, read_pieces, text_of

SPECIAL = [b"<unk>", b"<s>", b"</s>"]
BYTES = [bytes([value]) for value in range(256)]
LONG_PIECE = ("▁" * 60).encode()


def tokenizer(entries: list[bytes]) -> bytes:
    """A tokenizer.bin of these entries."""
    packed = b""
    for entry in entries:
        short = len(entry) < 128
        packed += bytes([len(entry)] if short else [128 + len(entry) % 128, len(entry) // 128])
        packed += entry
    return packed


def test_reads_special_byte_and_text_pieces() -> None:
    pieces = read_pieces(tokenizer([*SPECIAL, *BYTES, "▁é".encode(), b"", LONG_PIECE, b"end"]))
    assert pieces[:4] == ["<unk>", "<s>", "</s>", "<0x00>"]
    assert pieces[258:] == ["<0xFF>", "▁é", "", "▁" * 60, "end"]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (["▁Hel", "lo", "▁", "▁you"], "Hello you"),
        (["<s>", "▁caf", "<0xC3>", "<0xA9>", "</s>"], "café"),
        (["<<ST_4>>", "<0xE2>", "<0x82>", "<0xAC>", "<>"], "€<>"),
    ],
)
def test_joins_pieces(written: list[str], text: str) -> None:
    assert text_of(list(range(len(written))), written) == text


@pytest.mark.parametrize(
    ("tokens", "cut"),
    [
        ([1, 2] + [5, 6, 7, 8] * 3, 6),
        ([1] + [9] * 12, 2),
        ([1, 2] + [5, 6, 7, 8, 9, 10] * 2, None),
        ([4, 5] * 3, None),
        ([5, 6, 7, 8] * 3 + [1], None),
        ([], None),
    ],
)
def test_cuts_loops_after_their_first_round(tokens: list[int], cut: int | None) -> None:
    assert loop_start(tokens) == cut
