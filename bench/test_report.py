"""The report's own work: sounds that it makes, rows that it keeps, and where it writes them."""

import numpy as np
import soundfile

from report.measures import Kept, Row
from report.sounds import SAMPLE_RATE_HZ, make_noisy, make_quiet, read_mono


def write_set(folder, name, samples, text="hello there"):
    folder.mkdir()
    soundfile.write(folder / name, samples, SAMPLE_RATE_HZ, "PCM_16")
    (folder / "manifest.tsv").write_text(f"{name}\t1.0\t{text}\n")


def test_nobody_speaks_for_two_minutes_in_each_sound(tmp_path):
    soundfile.write(tmp_path / "kitchen.wav", np.ones(1000) * 0.1, SAMPLE_RATE_HZ, "PCM_16")
    paths = make_quiet(tmp_path / "quiet", tmp_path / "kitchen.wav")
    assert [path.stem for path in paths] == ["silence", "white-noise", "music-like-tones", "kitchen-noise"]
    levels = [np.abs(read_mono(path)).max() for path in paths]
    assert levels[0] == 0
    assert all(0.05 < level < 1 for level in levels[1:])
    assert {len(read_mono(path)) for path in paths} == {120 * SAMPLE_RATE_HZ}


def test_babble_is_as_loud_as_asked_for(tmp_path):
    rng = np.random.default_rng(1)
    clean = 0.05 * np.sin(np.arange(SAMPLE_RATE_HZ) / 5)
    write_set(tmp_path / "clean", "a.wav", clean)
    write_set(tmp_path / "voices", "b.wav", rng.normal(0, 0.1, 5000))
    folder = make_noisy(tmp_path / "noisy", tmp_path / "clean", tmp_path / "voices", 5)
    noise = read_mono(folder / "a.wav") - read_mono(tmp_path / "clean" / "a.wav")
    snr_db = 10 * np.log10(np.mean(clean**2) / np.mean(noise**2))
    assert abs(snr_db - 5) < 0.1
    assert (folder / "manifest.tsv").read_text() == "a.wav\t1.0\thello there\n"


def test_a_row_is_measured_once(tmp_path):
    calls = []

    def measure() -> Row:
        calls.append(1)
        return Row("dev", "student", "9.0 %", "none")

    assert Kept(tmp_path, b"one").row("dev", measure) == Kept(tmp_path, b"one").row("dev", measure)
    assert len(calls) == 1
    Kept(tmp_path, b"two").row("dev", measure)
    assert len(calls) == 2, "measured anew where what decides it has changed"
