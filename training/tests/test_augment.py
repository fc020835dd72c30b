"""What augmentation does to a clip: each kind changes it as it says, and no more."""

import numpy as np
import pytest
from scipy.signal import welch

from stt.augment import Augmentation, Surroundings, augment_samples
from stt.channel import low_pass, opus, overdrive, telephone
from stt.features import SAMPLE_RATE_HZ
from stt.rooms import reverberate, simulated_room, simulated_rooms

NOTHING = Augmentation(speed=0, noise=0, gain=0, silence=0, spec=0)
NOWHERE = Surroundings([], [], [])


def speechlike(seconds: float = 1.0) -> np.ndarray:
    """Noise that swells and fades four times a second, float32 [n]."""
    rng = np.random.default_rng(1)
    count = int(seconds * SAMPLE_RATE_HZ)
    swell = 0.5 + 0.5 * np.sin(2 * np.pi * 4 * np.arange(count) / SAMPLE_RATE_HZ)
    return (0.1 * rng.standard_normal(count) * swell).astype(np.float32)


def power_db(samples: np.ndarray, low_hz: float, high_hz: float) -> float:
    hz, power = welch(samples, SAMPLE_RATE_HZ)
    return 10 * np.log10(power[(hz >= low_hz) & (hz < high_hz)].mean() + 1e-20)


def test_a_telephone_keeps_its_band_alone():
    clip = speechlike()
    heard = telephone(clip)
    assert heard.shape == clip.shape
    assert abs(power_db(heard, 600, 3000) - power_db(clip, 600, 3000)) < 2
    assert power_db(heard, 4500, 8000) < power_db(clip, 4500, 8000) - 20
    assert power_db(heard, 0, 150) < power_db(clip, 0, 150) - 10


def test_opus_gives_the_same_clip_back_only_worse():
    clip = speechlike()
    heard = opus(clip, 0.9)
    assert heard.shape == clip.shape
    assert 0.5 < np.corrcoef(clip, heard)[0, 1] < 0.9999


def test_a_dull_microphone_loses_the_treble():
    clip = speechlike()
    assert power_db(low_pass(clip, 2500), 6000, 8000) < power_db(clip, 6000, 8000) - 10


def test_overdrive_cuts_off_flat():
    heard = overdrive(speechlike(), np.random.default_rng(2))
    assert np.abs(heard).max() == 1
    assert (np.abs(heard) == 1).sum() > 10


def test_a_room_starts_with_the_direct_sound_and_rings_on():
    response = simulated_room(np.random.default_rng(3))
    assert response[0] == 1
    assert np.abs(response).max() == 1
    assert 0.05 * SAMPLE_RATE_HZ < len(response) < 2 * SAMPLE_RATE_HZ


def test_a_room_leaves_length_loudness_and_time():
    click = np.zeros(8000, np.float32)
    click[1000] = 0.5
    heard = reverberate(click, simulated_room(np.random.default_rng(4)))
    assert heard.shape == click.shape
    assert np.abs(heard).argmax() == 1000
    assert np.abs(heard[1500:4000]).max() > 0
    assert np.mean(heard**2) == pytest.approx(np.mean(click**2), rel=1e-3)


def test_rooms_are_kept_and_made_anew_for_another_number(tmp_path):
    cache = tmp_path / "rooms.npz"
    first = simulated_rooms(2, cache)
    again = simulated_rooms(2, cache)
    assert all(np.array_equal(a, b) for a, b in zip(first, again, strict=True))
    assert len(simulated_rooms(3, cache)) == 3


def test_without_any_kind_a_clip_stays_as_it_is():
    clip = (speechlike() * 32767).astype(np.int16)
    heard = augment_samples(clip, NOTHING, NOWHERE, np.random.default_rng(5))
    np.testing.assert_array_equal(heard, clip.astype(np.float32) / 32768)


def test_noise_comes_at_the_ratio_that_was_asked():
    clip = (speechlike() * 32767).astype(np.int16)
    kinds = Augmentation(speed=0, noise=1, gain=0, silence=0, spec=0, snr_db=(10, 10))
    heard = augment_samples(clip, kinds, NOWHERE, np.random.default_rng(6))
    clean = clip.astype(np.float32) / 32768
    assert 10 * np.log10(np.mean(clean**2) / np.mean((heard - clean) ** 2)) == pytest.approx(10, abs=0.1)


def test_speed_changes_the_length_by_a_tenth():
    clip = (speechlike() * 32767).astype(np.int16)
    kinds = Augmentation(speed=1, noise=0, gain=0, silence=0, spec=0)
    lengths = {len(augment_samples(clip, kinds, NOWHERE, np.random.default_rng(seed))) for seed in range(8)}
    assert lengths == {17778, 14546}
