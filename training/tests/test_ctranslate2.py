"""Reading model.bin: a file built by hand, and damaged ones."""

import struct

import numpy as np
import pytest

from stt.ctranslate2 import ModelFormatError, read_model


def string(text: str) -> bytes:
    return struct.pack("<H", len(text) + 1) + text.encode() + b"\0"


def variable(name: str, shape: tuple[int, ...], type_number: int, data: bytes) -> bytes:
    dims = struct.pack(f"<B{len(shape)}I", len(shape), *shape)
    return string(name) + dims + struct.pack("<BI", type_number, len(data)) + data


def tiny_file(version: int = 6, alias_target: str = "w") -> bytes:
    weights = np.array([[1.5, -2.0, 0.25], [0.0, 3.0, -1.0]], dtype="<f2")
    return b"".join(
        [
            struct.pack("<I", version) + string("WhisperSpec") + struct.pack("<II", 3, 3),
            variable("w", (2, 3), 4, weights.tobytes()),
            variable("heads", (), 2, struct.pack("<h", 6)),
            variable("b", (2,), 5, struct.pack("<HH", 0x3F80, 0xC000)),
            struct.pack("<I", 1) + string("projection") + string(alias_target),
        ]
    )


def test_round_trip() -> None:
    file = read_model(tiny_file())
    assert (file.spec, file.revision) == ("WhisperSpec", 3)
    assert file.variables["w"].tolist() == [[1.5, -2.0, 0.25], [0.0, 3.0, -1.0]]
    assert int(file.variables["heads"]) == 6
    assert file.variables["b"].dtype == np.float32
    assert file.variables["b"].tolist() == [1.0, -2.0]
    assert file.aliases == {"projection": "w"}
    assert file.variables["projection"] is file.variables["w"]


def test_wrong_version() -> None:
    with pytest.raises(ModelFormatError, match="version 5, not 6"):
        read_model(tiny_file(version=5))


@pytest.mark.parametrize("cut", [3, 20, 60, -1])
def test_cut_short(cut: int) -> None:
    with pytest.raises(ModelFormatError, match="file ends at byte"):
        read_model(tiny_file()[:cut])


def test_left_over_bytes() -> None:
    with pytest.raises(ModelFormatError, match="left over"):
        read_model(tiny_file() + b"\0")


def test_alias_to_nothing() -> None:
    with pytest.raises(ModelFormatError, match="names no variable"):
        read_model(tiny_file(alias_target="v"))


def test_shape_that_does_not_fit() -> None:
    data = struct.pack("<I", 6) + string("S") + struct.pack("<II", 1, 1)
    with pytest.raises(ModelFormatError, match="holds 1 numbers"):
        read_model(data + variable("x", (2,), 0, b"\0\0\0\0") + struct.pack("<I", 0))
