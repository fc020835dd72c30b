"""Targets: the written text that the student learns, and its subword pieces."""

import re
from pathlib import Path

import sentencepiece as spm

BLANK_ID = 0
SEED = 7
"""Of the sentences that a vocabulary is trained on: without one, each training gives another vocabulary."""
_ALLOWED = re.compile(r"[^A-Za-z0-9' ,.?!;:-]")
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": "", "”": "", "—": "-", "–": "-", "&": " and "})
_FOLD = {
    "é": "e",
    "è": "e",
    "ê": "e",
    "ë": "e",
    "à": "a",
    "â": "a",
    "ä": "a",
    "ç": "c",
    "ï": "i",
    "î": "i",
    "ô": "o",
    "ö": "o",
    "ü": "u",
    "û": "u",
    "ù": "u",
    "æ": "ae",
    "œ": "oe",
    "ñ": "n",
    "É": "E",
    "À": "A",
}


def written(text: str) -> str:
    """The text as a target: plain characters, single spaces; a reference all in capitals becomes a plain sentence."""
    text = "".join(_FOLD.get(char, char) for char in text.translate(_STRAIGHT))
    text = re.sub(r"\s*-\s+|\s+-\s*|--+", ", ", text)
    text = re.sub(r"\s+", " ", _ALLOWED.sub(" ", text))
    text = re.sub(r"\s+([,.?!;:])", r"\1", text)
    text = re.sub(r"[,;:]+(?=[,.?!;:])", "", text).strip(" ,;:-")
    return sentence_case(text) if text.isupper() else text


def sentence_case(capitals: str) -> str:
    """ "I SAW IT" -> "I saw it.": names lose their capitals, which only a better label could bring back."""
    lowered = re.sub(r"\bi\b", "I", capitals.lower())
    return lowered[:1].upper() + lowered[1:] + "."


def train_pieces(sentences: list[str], size: int, prefix: Path) -> None:
    """Train a unigram vocabulary of `size` pieces (Kudo 2018) and write PREFIX.model."""
    spm.set_random_generator_seed(SEED)
    spm.SentencePieceTrainer.train(
        sentence_iterator=iter(sentences),
        model_prefix=str(prefix),
        vocab_size=size,
        model_type="unigram",
        character_coverage=1.0,
        pad_id=0,
        pad_piece="<blank>",
        unk_id=1,
        bos_id=-1,
        eos_id=-1,
        minloglevel=1,
        input_sentence_size=40_000,
        shuffle_input_sentence=True,
        normalization_rule_name="identity",
    )


def load_pieces(model: Path) -> spm.SentencePieceProcessor:
    return spm.SentencePieceProcessor(model_file=str(model))
