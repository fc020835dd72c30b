"""Public corpora in their own layouts, built here small, through Lhotse's recipes; and their shards."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
import torch
from lhotse import CutSet

from stt import batches
from stt.corpora import HeldOutError, plain_reference, utterances_of
from stt.corpus import load_clip, targets_of
from stt.paths import RELEASED_PIECES
from stt.schedule import RECIPES
from stt.shards import read_shards, write_shards
from stt.text import load_pieces

SECONDS = 1.5


def tone(path: Path, rate_hz: int = 16000, seconds: float = SECONDS, **how) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(path, 0.3 * np.sin(np.arange(int(rate_hz * seconds)) * len(path.stem) * 0.01), rate_hz, **how)


def librispeech(folder: Path, part: str, speaker: str, lines: list[str]) -> None:
    chapter = folder / part / speaker / "7"
    for number in range(len(lines)):
        tone(chapter / f"{speaker}-7-{number:04d}.flac")
    rows = (f"{speaker}-7-{number:04d} {line}\n" for number, line in enumerate(lines))
    (chapter / f"{speaker}-7.trans.txt").write_text("".join(rows))


LIBRISPEECH = {"name": "ls", "recipe": "librispeech", "parts": ["train-clean-5"]}


def test_librispeech(tmp_path):
    librispeech(tmp_path, "train-clean-5", "19", ["I SAW IT", "HE WENT HOME"])
    librispeech(tmp_path, "dev-clean", "84", ["NEVER THIS"])
    cuts = targets_of(utterances_of(LIBRISPEECH, tmp_path, tmp_path), "ls", 17)
    supervisions = [cut.supervisions[0] for cut in sorted(cuts, key=lambda cut: cut.id)]
    assert [supervision.text for supervision in supervisions] == ["I saw it.", "He went home."]
    assert supervisions[0].custom == {"phonemes": "aɪ s ɔ ɪ t", "origin": "ls"}


def test_parts_that_are_held_out_are_refused(tmp_path):
    for part in ("dev-clean", "test-other", "validated"):
        librispeech(tmp_path, part, "19", ["I SAW IT"])
        with pytest.raises(HeldOutError, match="not a training part"):
            utterances_of(LIBRISPEECH | {"parts": ["train-clean-5", part]}, tmp_path, tmp_path)


def test_speakers_who_are_held_out_are_refused_wherever_they_lie(tmp_path):
    librispeech(tmp_path, "train-clean-5", "84", ["I SAW IT"])
    with pytest.raises(HeldOutError, match="speaker"):
        utterances_of(LIBRISPEECH, tmp_path, tmp_path)


def test_common_voice_is_brought_to_16_khz(tmp_path):
    folder = tmp_path / "cv"
    tone(folder / "en" / "clips" / "a.mp3", 32000)
    row = {"client_id": "84", "path": "a.mp3", "sentence": "What is the forecast?", "up_votes": "2", "down_votes": "0"}
    row |= dict.fromkeys(("age", "gender", "accents", "variant", "segment"), "") | {"locale": "en"}
    (folder / "en" / "train.tsv").write_text("\t".join(row) + "\n" + "\t".join(row.values()) + "\n")
    recipe = {"name": "cv", "recipe": "commonvoice", "language": "en", "parts": ["train"]}
    (cut,) = targets_of(utterances_of(recipe, folder, tmp_path / "work"), "cv", 17)
    assert cut.supervisions[0].text == "What is the forecast?"
    assert len(load_clip(cut, load_pieces(RELEASED_PIECES)).samples) == pytest.approx(16000 * SECONDS, abs=1600)


def test_tedlium_is_cut_into_its_segments(tmp_path):
    legacy = tmp_path / "legacy" / "train"
    tone(legacy / "sph" / "Talk_2009.sph", seconds=4, format="NIST", subtype="PCM_16")
    (legacy / "stm").mkdir()
    (legacy / "stm" / "Talk_2009.stm").write_text(
        "Talk_2009 1 Ann 0.50 1.75 <o,f0,female> it 's <unk> fine\nTalk_2009 1 Ann 2.00 3.00 <o,f0,female> thank you\n"
    )
    recipe = {"name": "ted", "recipe": "tedlium", "parts": ["train"]}
    cuts = targets_of(utterances_of(recipe, tmp_path, tmp_path), "ted", 17)
    found = sorted((cut.supervisions[0].text, round(cut.duration, 2)) for cut in cuts)
    assert found == [("It's fine.", 1.25), ("Thank you.", 1.0)]
    pieces = load_pieces(RELEASED_PIECES)
    assert sorted(len(load_clip(cut, pieces).samples) for cut in cuts) == [16000, 20000]


def test_references_keep_their_case_or_get_one():
    assert plain_reference("Paris, I said.") == "Paris, I said."
    assert plain_reference("(laughter) that 's it") == "THAT'S IT"


def test_shards_hold_the_same_clips(tmp_path):
    librispeech(tmp_path, "train-clean-5", "19", ["I SAW IT", "HE WENT HOME", "THEY DID", "SO IT IS", "WE ALL SING"])
    cuts = targets_of(utterances_of(LIBRISPEECH, tmp_path, tmp_path), "ls", 17)
    write_shards(cuts, tmp_path / "shards", shard_clips=2)
    assert len(list((tmp_path / "shards").glob("recording.*.tar"))) == 3
    pieces = load_pieces(RELEASED_PIECES)

    def clips(cuts) -> dict:
        return {cut.supervisions[0].text: load_clip(cut, pieces) for cut in cuts}

    whole, sharded = clips(cuts), clips(read_shards(tmp_path / "shards"))
    assert whole.keys() == sharded.keys() and len(whole) == 5
    for text, clip in whole.items():
        assert np.array_equal(clip.samples, sharded[text].samples)
        assert (clip.phonemes, clip.tokens, clip.origin) == (
            sharded[text].phonemes,
            sharded[text].tokens,
            sharded[text].origin,
        )


def test_batches_from_shards_are_those_from_cuts(tmp_path, monkeypatch):
    librispeech(tmp_path, "train-clean-5", "19", [f"WE {'OFTEN ' * number}SING" for number in range(6)])
    cuts = targets_of(utterances_of(LIBRISPEECH, tmp_path, tmp_path), "ls", 17)
    pieces, recipe = load_pieces(RELEASED_PIECES), replace(RECIPES["smoke"], sets=(("ls", 1.0), ("absent", 1.0)))
    monkeypatch.setattr(batches, "PIECES", RELEASED_PIECES)
    for way in ("CUTS", "SHARDS"):
        (tmp_path / way).mkdir()
        monkeypatch.setattr(batches, way, tmp_path / way)
    cuts.to_file(tmp_path / "CUTS" / "ls.jsonl.gz")
    from_cuts = batches.AudioBatches(recipe, pieces).batch(np.random.default_rng(1), augment=False)
    for file in (tmp_path / "CUTS").iterdir():
        file.unlink()
    with pytest.raises(FileNotFoundError):
        batches.AudioBatches(recipe, pieces)
    write_shards(cuts, tmp_path / "SHARDS" / "ls", shard_clips=4)
    from_shards = batches.AudioBatches(recipe, pieces).batch(np.random.default_rng(1), augment=False)
    assert len(from_cuts[2]) > 1
    assert torch.equal(from_cuts[0], from_shards[0]) and torch.equal(from_cuts[1], from_shards[1])
    assert [clip.tokens for clip in from_cuts[2]] == [clip.tokens for clip in from_shards[2]]


def test_a_seed_draws_the_order_of_the_shards(tmp_path):
    librispeech(tmp_path, "train-clean-5", "19", [f"LINE {'VERY ' * number}LONG" for number in range(8)])
    cuts = targets_of(utterances_of(LIBRISPEECH, tmp_path, tmp_path), "ls", 17)
    write_shards(CutSet.from_cuts(sorted(cuts, key=lambda cut: cut.id)), tmp_path / "shards", shard_clips=1)
    orders = [[cut.id for cut in read_shards(tmp_path / "shards", seed)] for seed in (None, 1, 1, 2)]
    assert orders[1] == orders[2] and sorted(orders[0]) == sorted(orders[1])
    assert len({tuple(order) for order in orders}) == 3
