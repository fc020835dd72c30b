"""The second look's graphs for WebGPU, over the shipped weights: the words of those for WASM, alone and in batches."""

import json
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import soundfile

from stt.second_look import Moonshine, text_of
from stt.second_look_gpu import Shape, for_webgpu

ROOT = Path(__file__).resolve().parents[2]
MODEL = ROOT / "public/models/moonshine-tiny"
SOUND = ROOT / "e2e/fixtures/microphone.wav"
RATE_HZ = 16_000
NEVER = -1e9
START, END, MAX_TOKENS = 1, 2, 40
WEIGHTS = tuple((name, (MODEL / name).read_bytes()) for name in ("encoder.onnx", "decoder.onnx"))


class Graphs:
    """The three graphs, driven as src/recognizer/moonshine-batch.ts drives them."""

    def __init__(self, folder: Path) -> None:
        for name, content in WEIGHTS:
            (folder / name).write_bytes(content)
        for name, graph in zip(("encoder", "cross", "decoder"), for_webgpu(*WEIGHTS), strict=True):
            (folder / f"{name}.webgpu.onnx").write_bytes(graph)
            setattr(self, name, onnxruntime.InferenceSession(folder / f"{name}.webgpu.onnx"))

    def tokens(self, sounds: list[np.ndarray]) -> list[list[int]]:
        """Greedy tokens of a batch of sounds."""
        hidden = [self.encoder.run(None, {"samples": sound[None]})[0] for sound in sounds]
        rows, frames = len(hidden), max(part.shape[1] for part in hidden)
        stacked = np.zeros((rows, frames, hidden[0].shape[2]), np.float32)
        mask = np.full((rows, 1, 1, frames), NEVER, np.float32)
        for row, part in enumerate(hidden):
            stacked[row, : part.shape[1]] = part[0]
            mask[row, ..., : part.shape[1]] = 0
        cross = run(self.cross, {"hidden": stacked})
        past = {
            part.name: np.zeros(
                [rows if size == "batch" else 1 if isinstance(size, str) else size for size in part.shape], np.float32
            )
            for part in self.decoder.get_inputs()
            if part.name.startswith("past.")
        }
        written: list[list[int]] = [[] for _ in sounds]
        for step in range(MAX_TOKENS):
            past_mask = np.zeros((1, 1, 1, step + 2), np.float32)
            past_mask[..., 0] = NEVER
            fixed = {"past_mask": past_mask, "sound_mask": mask, "position": np.full((rows, 1), step)}
            last = np.array([[row[-1] if row else START] for row in written])
            given = run(self.decoder, {"token": last, **fixed, **cross, **past})
            for row, (token, probability) in zip(written, given.pop("next"), strict=True):
                assert 0 < probability <= 1
                row.append(int(token))
            past = {name.replace("present", "past"): value for name, value in given.items()}
        return [row[: row.index(END)] for row in written]


def run(session: onnxruntime.InferenceSession, feeds: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Outputs by name."""
    names = [output.name for output in session.get_outputs()]
    return dict(zip(names, session.run(names, feeds), strict=True))


@pytest.fixture(scope="module")
def sounds() -> list[np.ndarray]:
    """Two pieces of speech of different length."""
    samples, rate_hz = soundfile.read(SOUND, dtype="float32")
    samples = samples[:: rate_hz // RATE_HZ]
    return [samples[: 3 * RATE_HZ], samples[: 6 * RATE_HZ]]


def test_writes_the_words_of_the_other_graphs_alone_and_in_a_batch(tmp_path: Path, sounds: list[np.ndarray]) -> None:
    pieces = json.loads((MODEL / "tokens.json").read_text(encoding="utf-8"))
    graphs = Graphs(tmp_path)
    together = graphs.tokens(sounds)
    assert together == [graphs.tokens([sound])[0] for sound in sounds]
    other = Moonshine(WEIGHTS[0][1], WEIGHTS[1][1], pieces)
    assert [text_of(tokens, pieces) for tokens in together] == [other.transcribe(sound) for sound in sounds]


def test_the_shipped_graphs_are_those_that_the_code_writes() -> None:
    shipped = [(MODEL / f"{name}.webgpu.onnx").read_bytes() for name in ("encoder", "cross", "decoder")]
    assert shipped == list(for_webgpu(*WEIGHTS, shape=Shape()))
