"""Speaks the sentences of the test of rare names by Kokoro, in twelve voices, each name as `vocabulary/rare_names.tsv`
says it: espeak, which taught the pronouncer, has no part in how the names sound."""

import argparse
from pathlib import Path

import numpy as np
import soundfile

from scripts.synthesise import OUTPUT_RATE_HZ, Utterance, speak
from stt import kokoro
from stt.home_names import RARE_NAMES
from stt.paths import DATA, TRAINING
from stt.phonemes import espeak_ipa

SENTENCES = TRAINING / "vocabulary" / "rare_name_sentences.txt"
VOICES = 12
STAND_IN = "Zanzibar"
"""Spoken by espeak in a name's place; its sounds are then exchanged."""
REST_SECONDS = 0.3


def ipa_of(text: str, names: dict[str, str], language: str) -> str:
    """espeak's IPA of the sentence, the names' own in it."""
    inside = sorted((name for name in names if name in text), key=text.index)
    for name in inside:
        text = text.replace(name, STAND_IN)
    pieces = espeak_ipa([text], language)[0].split(espeak_ipa([STAND_IN], language)[0].strip())
    if len(pieces) != len(inside) + 1:
        raise RuntimeError(f"espeak speaks {STAND_IN} otherwise in: {text}")
    spoken = pieces[0]
    for name, piece in zip(inside, pieces[1:], strict=True):
        spoken += names[name] + piece
    return spoken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=DATA / "rare_names")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    names = dict(line.split("\t") for line in RARE_NAMES.read_text("utf-8").splitlines())
    voices = kokoro.english_voices()
    chosen = [list(voices)[at] for at in np.linspace(0, len(voices) - 1, VOICES).astype(int)]
    synthesiser = kokoro.Kokoro(kokoro.float_model_path())
    rows = []
    for number, text in enumerate(SENTENCES.read_text("utf-8").splitlines()):
        label = chosen[number * 5 % VOICES]
        utterance = Utterance(number, text, label, voices[label], (0.95, 1.05, 1.15)[number % 3])
        samples = speak(synthesiser, utterance, ipa_of(text, names, utterance.language))
        if samples is None:
            raise RuntimeError(f"Kokoro cannot speak: {text}")
        rest = np.zeros(int(REST_SECONDS * OUTPUT_RATE_HZ))
        samples = np.concatenate([rest, samples, rest])
        path = args.out / f"{number:02d}.flac"
        soundfile.write(path, samples, OUTPUT_RATE_HZ, "PCM_16")
        rows.append(f"{path.name}\t{len(samples) / OUTPUT_RATE_HZ:.3f}\t{text}\t{label}")
        print(rows[-1], flush=True)
    (args.out / "manifest.tsv").write_text("\n".join(rows) + "\n", "utf-8")


if __name__ == "__main__":
    main()
