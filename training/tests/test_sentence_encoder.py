"""The sentence encoder's pieces and file; its weights are a package of 84 MB and not fetched for a test."""

import json

import numpy as np
import torch

from stt.sentence_encoder import piece_numbers, read_safetensors

PIECES = {
    piece: number for number, piece in enumerate(["[CLS]", "[SEP]", "[UNK]", "in", "##to", "##side", "cafe", ","])
}


def test_words_become_the_longest_pieces_there_are():
    assert piece_numbers("Into inside, Café", PIECES) == [0, 3, 4, 3, 5, 7, 6, 1]


def test_a_word_without_pieces_is_unknown_as_a_whole():
    assert piece_numbers("inxto in", PIECES) == [0, 2, 3, 1]


def test_tensors_come_out_of_their_file():
    x, y = np.arange(6, dtype="<f4").reshape(2, 3), np.array([7.5], "<f4")
    header = {
        "x": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]},
        "y": {"dtype": "F32", "shape": [1], "data_offsets": [24, 28]},
        "__metadata__": {"format": "pt"},
    }
    head = json.dumps(header).encode()
    tensors = read_safetensors(len(head).to_bytes(8, "little") + head + x.tobytes() + y.tobytes())
    assert set(tensors) == {"x", "y"}
    torch.testing.assert_close(tensors["x"], torch.from_numpy(x))
    assert tensors["y"].tolist() == [7.5]
