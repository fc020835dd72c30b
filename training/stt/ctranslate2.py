"""Reads CTranslate2's `model.bin`, the form in which Whisper's weights are packaged.

Layout, little-endian: u32 version; string spec; u32 revision; u32 count; per variable a
string name, u8 rank, u32 dimensions, u8 type, u32 bytes, C-order data; then u32 count of
aliases and pairs of strings. A string is a u16 length, its trailing NUL included.
"""

import struct
from dataclasses import dataclass, field

import numpy as np

SUPPORTED_VERSION = 6
BFLOAT16_TYPE = 5
TYPES = {0: "<f4", 1: "i1", 2: "<i2", 3: "<i4", 4: "<f2", BFLOAT16_TYPE: "<u2"}


class ModelFormatError(ValueError):
    """The file is not a CTranslate2 model of the supported version, or is cut short."""


@dataclass(frozen=True)
class ModelFile:
    """Content of one model.bin; alias names are resolved into variables too."""

    spec: str
    revision: int
    variables: dict[str, np.ndarray] = field(repr=False)
    aliases: dict[str, str]


class _Reader:
    def __init__(self, content: bytes) -> None:
        self._content = memoryview(content)
        self._place = 0

    @property
    def at_end(self) -> bool:
        return self._place == len(self._content)

    def take(self, size_bytes: int) -> memoryview:
        end = self._place + size_bytes
        if end > len(self._content):
            raise ModelFormatError(f"file ends at byte {len(self._content)}, {end} are needed")
        taken = self._content[self._place : end]
        self._place = end
        return taken

    def number(self, kind: str) -> int:
        return struct.unpack(f"<{kind}", self.take(struct.calcsize(f"<{kind}")))[0]

    def string(self) -> str:
        raw = bytes(self.take(self.number("H")))
        if not raw.endswith(b"\0"):
            raise ModelFormatError(f"string without its trailing NUL: {raw[:40]!r}")
        return raw[:-1].decode()


def read_model(content: bytes) -> ModelFile:
    """Variables of a model.bin by name; bfloat16 comes as float32, other types as stored.

    Raises ModelFormatError for another version, an unknown type or a damaged file.
    """
    reader = _Reader(content)
    version = reader.number("I")
    if version != SUPPORTED_VERSION:
        raise ModelFormatError(f"model.bin is of version {version}, not {SUPPORTED_VERSION}")
    spec, revision = reader.string(), reader.number("I")
    variables = dict(_read_variable(reader) for _ in range(reader.number("I")))
    aliases = {}
    for _ in range(reader.number("I")):
        alias, name = reader.string(), reader.string()
        if name not in variables:
            raise ModelFormatError(f"alias {alias} names no variable: {name}")
        aliases[alias] = name
    if not reader.at_end:
        raise ModelFormatError("bytes are left over after the aliases")
    variables.update({alias: variables[name] for alias, name in aliases.items()})
    return ModelFile(spec, revision, variables, aliases)


def _read_variable(reader: _Reader) -> tuple[str, np.ndarray]:
    name = reader.string()
    shape = [reader.number("I") for _ in range(reader.number("B"))]
    type_number = reader.number("B")
    if type_number not in TYPES:
        raise ModelFormatError(f"{name} is of unknown type {type_number}")
    data = reader.take(reader.number("I"))
    flat = np.frombuffer(data, dtype=TYPES[type_number])
    if flat.size != int(np.prod(shape, dtype=np.int64)):
        raise ModelFormatError(f"{name} holds {flat.size} numbers, its shape is {shape}")
    if type_number == BFLOAT16_TYPE:
        # bfloat16 is the upper half of a float32.
        flat = (flat.astype(np.uint32) << 16).view(np.float32)
    return name, flat.reshape(shape)
