"""The ablation's variants, its figures and its table."""

from types import SimpleNamespace

import numpy as np
import pytest
import torch

from scripts.ablate import BEGIN, END, rows_in, table, write_table
from stt import ears
from stt.ablation import BASE, STEPS, VARIANTS
from stt.corpus import PHONEME_ID
from stt.ears import Condition, hearing_of, normalised
from stt.features import MEL_BINS, SAMPLE_RATE_HZ


def test_every_variant_has_the_bases_budget_and_something_of_its_own():
    assert VARIANTS["base"] == BASE
    assert len(set(VARIANTS.values())) == len(VARIANTS)
    for recipe in VARIANTS.values():
        assert sum(stage.steps for stage in recipe.stages) == STEPS
        assert (recipe.batch_s, recipe.sets) == (BASE.batch_s, BASE.sets)
        assert recipe.stages[-1].rates[1] == 0


def test_rows_are_read_and_shown_as_differences_to_the_mean_of_the_bases(tmp_path):
    out = tmp_path / "rows.jsonl"
    rows = [("base", 20.0, 4), ("base, another seed", 22.0, 0), ("without speed", 24.5, 9)]
    out.write_text("".join(f'{{"variant": "{a}", "PER clean": {b}, "words in a kitchen": {c}}}\n' for a, b, c in rows))
    assert table(rows_in(out)).splitlines()[2:] == [
        "| base | 20.0 | 4 |",
        "| base, another seed | 22.0 | 0 |",
        "| without speed | 24.5 (+3.5) | 9 |",
    ]
    assert rows_in(tmp_path / "none") == {}
    document = tmp_path / "document.md"
    document.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n")
    write_table(document, rows_in(out))
    assert document.read_text() == f"before\n{BEGIN}\n\n{table(rows_in(out))}\n\n{END}\nafter\n"
    document.write_text("no marks")
    with pytest.raises(ValueError, match="has no"):
        write_table(document, rows_in(out))


def said(phonemes: str) -> torch.Tensor:
    """Scores of a student that hears these phonemes, a blank after each: [1, F, classes]."""
    units = [unit for phoneme in phonemes.split() for unit in (PHONEME_ID[phoneme], 0)]
    return 9.0 * torch.nn.functional.one_hot(torch.tensor([units]), len(PHONEME_ID) + 1)


def test_errors_are_counted_in_phonemes_and_words(monkeypatch):
    heard = iter(["j ɛ s", "n oʊ", "j ɛ s"])
    student = SimpleNamespace(hear=lambda log_mel: SimpleNamespace(phonemes=said(next(heard))))
    monkeypatch.setattr(ears, "words_in", lambda scores: ["yes", "no oh"][: len(scores) - 1] + ["hm hm"])
    log_mel = torch.zeros(1, 8, MEL_BINS)
    clean = Condition("clean", [log_mel] * 2, ["Yes.", "Nay."], search_every=1)
    figures = hearing_of(student, [clean], [log_mel])
    assert figures["PER clean"] == pytest.approx(20)  # "oʊ" for "eɪ", of five
    assert figures["WER clean"] == pytest.approx(100)  # two for "nay", of two
    assert figures["words in a kitchen"] == 2


def test_words_are_looked_for_in_some_utterances_alone():
    assert Condition("x", [], [], search_every=2).searched([1, 2, 3, 4, 5]) == [1, 3, 5]
    assert Condition("x", [], [], search_every=0).searched([1, 2, 3]) == []


def test_samples_become_frames_by_fours():
    assert normalised(np.zeros(SAMPLE_RATE_HZ + 160)).shape == (1, 104, MEL_BINS)
