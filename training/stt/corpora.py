"""Public corpora through Lhotse's recipes (corpora.toml), as cuts of one utterance each at 16 kHz.

Only parts whose name begins with "train" are taken, and no utterance of a speaker of LibriSpeech's dev and test parts.
"""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from lhotse import CutSet
from lhotse.audio.backend import audio_backend
from lhotse.recipes.commonvoice import prepare_commonvoice
from lhotse.recipes.librispeech import prepare_librispeech
from lhotse.recipes.tedlium import prepare_tedlium

from stt.features import SAMPLE_RATE_HZ
from stt.paths import TRAINING

HELD_OUT_SPEAKERS = TRAINING / "held_out_speakers.tsv"
"""LibriVox's number of each speaker of LibriSpeech's dev and test parts, and the part."""
_LIBRIVOX_SPEAKERS = frozenset({"librispeech"})
Manifests = dict[str, dict]


class HeldOutError(ValueError):
    """A dev or test part, or a speaker of one, was about to be trained on."""


@cache
def held_out_speakers() -> frozenset[str]:
    return frozenset(line.split("\t")[0] for line in HELD_OUT_SPEAKERS.read_text("utf-8").splitlines())


def _librispeech(folder: Path, recipe: dict, _: Path) -> Manifests:
    return prepare_librispeech(folder, dataset_parts=recipe["parts"])


def _commonvoice(folder: Path, recipe: dict, work: Path) -> Manifests:
    language = recipe["language"]
    return prepare_commonvoice(folder, work, languages=[language], splits=recipe["parts"])[language]


def _tedlium(folder: Path, recipe: dict, _: Path) -> Manifests:
    with audio_backend("LibsndfileBackend"):  # Its files are SPHERE: see stt.corpus.reader_of.
        return prepare_tedlium(folder, dataset_parts=recipe["parts"])


RECIPES: dict[str, Callable[[Path, dict, Path], Manifests]] = {
    "librispeech": _librispeech,
    "commonvoice": _commonvoice,
    "tedlium": _tedlium,
}


def plain_reference(text: str) -> str:
    """TED-LIUM's "it 's <unk> so" -> "IT'S SO": references in one case, as LibriSpeech's, become sentences later."""
    plain = re.sub(r"\s+'(?=\w)", "'", re.sub(r"<[^>]*>|\([^)]*\)", " ", text)).strip()
    return plain.upper() if plain.islower() else plain


def utterances_of(recipe: dict, folder: Path, work: Path) -> CutSet:
    """One cut an utterance, its supervision holding text and speaker as the corpus gives them.

    work: where a recipe of Lhotse's that must write its manifests does so. Raises HeldOutError.
    """
    for part in recipe["parts"]:
        if not part.startswith("train"):
            raise HeldOutError(f"{recipe['name']}: {part} is not a training part")
    cuts = []
    for manifests in RECIPES[recipe["recipe"]](folder, recipe, work).values():
        whole = CutSet.from_manifests(manifests["recordings"], manifests["supervisions"])
        for cut in whole.trim_to_supervisions(keep_overlapping=False):
            (supervision,) = cut.supervisions
            if recipe["recipe"] in _LIBRIVOX_SPEAKERS and supervision.speaker in held_out_speakers():
                raise HeldOutError(f"{recipe['name']}: {supervision.id} is by a speaker of a dev or test part")
            supervision.text = plain_reference(supervision.text)
            cut.id = supervision.id
            cuts.append(cut.resample(SAMPLE_RATE_HZ) if cut.sampling_rate != SAMPLE_RATE_HZ else cut)
    return CutSet.from_cuts(cuts)
