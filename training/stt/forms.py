"""Forms of a student: the precisions it comes in, how each is made from its float graphs, what its files are called.

The app chooses among the forms that a manifest lists (src/recognizer/choose-variant.ts), by what each one's words are
worth at the noise it measures.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from stt.quantise import quantise_four_bits, quantise_wasm, quantise_webgpu, round_to_half

Feeds = Iterable[dict[str, np.ndarray]]
"""Inputs of one graph, from real speech."""
ROLES = ("hearing", "speller")


@dataclass(frozen=True)
class Form:
    """One form of the student, as one file for each of its graphs."""

    precision: str
    provider: str | None
    """None where the same files serve both."""
    make: Callable[[Path, Path, Feeds], None]
    """From a prepared float graph to the form's file."""
    needs: tuple[str, ...] = ()
    """WebGPU features without which it does not run."""
    calibrated: bool = False
    """Whether it is made by listening to speech."""

    @property
    def name(self) -> str:
        return f"{self.precision} {self.provider or 'both'}"

    @property
    def providers(self) -> tuple[str, ...]:
        return ("wasm", "webgpu") if self.provider is None else (self.provider,)

    def path(self, folder: Path, role: str) -> Path:
        middle = "" if self.provider is None else f".{self.provider}"
        return folder / f"{role}{middle}.{self.precision}.onnx"

    def make_files(self, prepared: dict[str, Path], folder: Path, feeds: dict[str, Feeds]) -> None:
        """Write the files of all roles; prepared and feeds: float graph and calibration of each role."""
        for role, source in prepared.items():
            self.make(source, self.path(folder, role), feeds[role])

    def bytes(self, folder: Path) -> int:
        return sum(self.path(folder, role).stat().st_size for role in ROLES)


INT8_WASM = Form("int8", "wasm", lambda source, target, _: quantise_wasm(source, target))
INT8_WEBGPU = Form("int8", "webgpu", lambda source, target, _: quantise_webgpu(source, target))
INT4 = Form("int4", None, quantise_four_bits, calibrated=True)
FP16 = Form("fp16", "webgpu", lambda source, target, _: round_to_half(source, target), ("shader-f16",))
FORMS = {"int8": (INT8_WASM, INT8_WEBGPU), "int4": (INT4,), "fp16": (FP16,)}
"""By precision, in the order in which the app falls back."""
