"""What teachers say about the clips of a set: texts in place of references, and times of words."""

import json
from dataclasses import replace
from pathlib import Path

from sentencepiece import SentencePieceProcessor

from stt.corpus import PHONEME_ID, Clip
from stt.label_rows import read_rows
from stt.paths import LABELS, TIMES, WORD_SOUNDS
from stt.phonemes import phonemise
from stt.teacher_times import phoneme_times
from stt.text import written


def with_teachers_text(clips: list[Clip], names: list[str], name: str, pieces: SentencePieceProcessor) -> list[Clip]:
    """Clips with the words that a teacher heard, whatever the reference says (sequence-level distillation, Kim and Rush
    2016); without those that no teacher has labelled."""
    rows = {Path(row.file).stem: row.whisper or row.moonshine for row in read_rows(LABELS / f"{name}.tsv")}
    if not rows:
        raise FileNotFoundError(f"no labels of {name} in {LABELS}: run scripts/label.py first")
    heard = [(clip, written(rows[at])) for clip, at in zip(clips, names, strict=True) if rows.get(at)]
    units = phonemise([text for _, text in heard])
    return [
        replace(clip, phonemes=tuple(PHONEME_ID[unit] for unit in said), tokens=tuple(pieces.encode(text)))
        for (clip, text), said in zip(heard, units, strict=True)
    ]


def with_times(clips: list[Clip], names: list[str], name: str) -> list[Clip]:
    """Clips with the time of each phoneme where `scripts/word_times.py` has found it."""
    if not any(TIMES.glob("*.json")):
        raise FileNotFoundError(f"no times of words in {TIMES}: run scripts/word_times.py first")
    path = TIMES / f"{name}.json"
    words = json.loads(path.read_text("utf-8")) if path.exists() else {}
    sounds = json.loads(WORD_SOUNDS.read_text("utf-8"))
    return [
        replace(clip, spoken_s=phoneme_times(words.get(at, []), len(clip.phonemes), sounds))
        for clip, at in zip(clips, names, strict=True)
    ]
