"""Writes a Whisper teacher (tiny.en, or another by --teacher and --out) as INT8 ONNX: an encoder, and a decoder with
cached keys and values.

For the comparisons of docs/second-look.md; the app does not ship it. Needs the teacher that scripts/recover.py makes.
"""

import argparse
import copy
import json
import sys
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn import functional

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from stt.paths import DATA, TEACHERS  # noqa: E402
from stt.teacher import Teacher, load_teacher  # noqa: E402
from stt.whisper import Whisper  # noqa: E402

OPSET = 18
EXAMPLE_FRAMES = 3_000
"""30 s: what Whisper pads every clip to."""


def cache_names(stem: str, layers: int) -> list[str]:
    """Names of the keys and values of every layer, in the order the graphs use."""
    return [f"{stem}.{layer}.{kind}" for layer in range(layers) for kind in ("key", "value")]


class EncoderGraph(nn.Module):
    """log_mel [1, frames, 80], normalised -> each layer's cross keys and values."""

    def __init__(self, whisper: Whisper) -> None:
        super().__init__()
        self.whisper = whisper

    def forward(self, log_mel: Tensor) -> list[Tensor]:
        audio = self.whisper.encoder(log_mel)
        return [part for pair in self.whisper.decoder.cross_keys_values(audio) for part in pair]


class UntiedEmbedding(nn.Module):
    """The embedding, with a second copy of its table for the output projection.

    A table that serves both is not a matrix that the quantiser knows: the projection, the
    decoder's largest product, would run in float32.
    """

    def __init__(self, table: Tensor) -> None:
        super().__init__()
        self.table = nn.Parameter(table.detach().clone())
        self.weight = nn.Parameter(table.detach().clone())

    def forward(self, tokens: Tensor) -> Tensor:
        return functional.embedding(tokens, self.table)


class DecoderGraph(nn.Module):
    """One token, cross keys and values, cache -> logits [1, 1, vocabulary], grown cache."""

    def __init__(self, whisper: Whisper) -> None:
        super().__init__()
        self.decoder = copy.deepcopy(whisper.decoder)
        self.decoder.embedding = UntiedEmbedding(whisper.decoder.embedding.weight)

    def forward(self, token: Tensor, cross: list[Tensor], past: list[Tensor]) -> list[Tensor]:
        logits, cache = self.decoder(token, pairs(cross), pairs(past))
        return [logits, *(part for pair in cache for part in pair)]


def pairs(flat: list[Tensor]) -> list[tuple[Tensor, Tensor]]:
    """Keys and values of each layer."""
    return list(zip(flat[::2], flat[1::2], strict=True))


def export(teacher: Teacher, out_dir: Path) -> None:
    """Writes encoder.onnx, decoder.onnx and whisper.json."""
    dims = teacher.model.dims
    encoder, decoder = EncoderGraph(teacher.model).eval(), DecoderGraph(teacher.model).eval()
    cross_names, past_names = cache_names("cross", dims.layers), cache_names("past", dims.layers)
    frames, audio, tokens = (torch.export.Dim(name) for name in ("frames", "audio", "tokens"))
    example = torch.zeros(1, EXAMPLE_FRAMES, dims.n_mels)
    with torch.inference_mode():
        cross = encoder(example)
    past = [torch.zeros(1, dims.heads, 3, dims.d // dims.heads) for _ in past_names]
    out_dir.mkdir(parents=True, exist_ok=True)
    write_int8(
        encoder,
        (example,),
        ({1: frames},),
        ["log_mel"],
        cross_names,
        out_dir / "encoder.onnx",
    )
    write_int8(
        decoder,
        (torch.tensor([[0]]), cross, past),
        ({}, [{2: audio}] * len(cross), [{2: tokens}] * len(past)),
        ["token", *cross_names, *past_names],
        ["logits", *cache_names("present", dims.layers)],
        out_dir / "decoder.onnx",
    )
    decoding = {
        "layers": dims.layers,
        "heads": dims.heads,
        "headSize": dims.d // dims.heads,
        "pieces": teacher.vocabulary,
        "prompt": teacher.prompt,
        "end": teacher.end,
        "suppressed": teacher.suppressed,
        "suppressedFirst": teacher.suppressed_first,
    }
    (out_dir / "whisper.json").write_text(json.dumps(decoding, ensure_ascii=False))


def write_int8(
    graph: nn.Module,
    example: tuple[object, ...],
    dynamic: tuple[object, ...],
    inputs: list[str],
    outputs: list[str],
    path: Path,
) -> None:
    """Exports in float32, then quantises: weights per channel, activations as they come."""
    with tempfile.TemporaryDirectory() as scratch:
        float_path = Path(scratch) / "float.onnx"
        torch.onnx.export(
            graph,
            example,
            float_path,
            dynamo=True,
            external_data=False,
            opset_version=OPSET,
            input_names=inputs,
            output_names=outputs,
            dynamic_shapes=dynamic,
        )
        quantize_dynamic(
            float_path,
            path,
            per_channel=True,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Gather"],
        )
    print(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--teacher", type=Path, default=TEACHERS / "tiny.en.pt")
    parser.add_argument("--out", type=Path, default=DATA / "whisper-tiny.en-onnx")
    options = parser.parse_args()
    export(load_teacher(options.teacher), options.out)


if __name__ == "__main__":
    main()
