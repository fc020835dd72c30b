"""What the pronouncer learns, and the shipped graph: both readings of a name."""

from itertools import groupby

import onnxruntime
import pytest

from stt.corpus import PHONEME_ID
from stt.english_sounds import said_in_english
from stt.g2p import HOME, letters_of
from stt.home_names import NamesOfTheTest
from stt.paths import MODELS
from stt.phonemes import PHONEMES
from stt.shipped import PRONOUNCER


@pytest.mark.parametrize(
    ("ipa", "language", "wanted"),
    [
        ("xˈoɾxe", "es-419", "h ɔ ɹ h eɪ"),
        ("ʃtʃɛpˈaɲski", "pl", "ʃ tʃ ɛ p ɑ n s k i"),
        ("ʒuˈɐ̃ʊ̃", "pt", "ʒ u aʊ"),
        ("kˈɔx", "de", "k ɔ k"),
        ("dʒˈurdʑɛvɪtɕ", "hr", "dʒ ʊ ɹ dʒ ɛ v ɪ tʃ"),
        ("jˈyrkɪ", "fi", "j ɪ ɹ k i"),
        ("(en)kˈɪuː(cmn)", "cmn-latn-pinyin", ""),
    ],
)
def test_nearest_english_sounds(ipa: str, language: str, wanted: str) -> None:
    assert " ".join(said_in_english(ipa, language)) == wanted


def test_careless_speech_has_weak_vowels() -> None:
    assert said_in_english("sˈaɾate", "es-419", careless=True) == "s ɑ ɹ ə ɾ eɪ".split()


@pytest.mark.parametrize("word", ["Siobhán", "Nguyễn", "Wojciech", "Wojciechowska", "Kowalczuk", "Jimena", "Bjørnstad"])
def test_names_of_the_test_are_known_in_any_form(word: str) -> None:
    assert NamesOfTheTest().holds(word)


@pytest.mark.parametrize("word", ["Kowalski", "Niamh", "Jimenez", "Anna", "Björk"])
def test_other_names_are_learnt(word: str) -> None:
    assert not NamesOfTheTest().holds(word)


@pytest.fixture(scope="module")
def shipped() -> onnxruntime.InferenceSession:
    return onnxruntime.InferenceSession(MODELS / "student-v0" / PRONOUNCER, providers=["CPUExecutionProvider"])


def said(graph: onnxruntime.InferenceSession, ids: list[int]) -> str:
    scores = graph.run(None, {"letters": [ids]})[0][0]
    assert scores.shape[1] == len(PHONEME_ID) + 1
    return " ".join(PHONEMES[best - 1] for best, _ in groupby(scores.argmax(-1).tolist()) if best)


@pytest.mark.parametrize(
    ("name", "read", "at_home"),
    [("jan", "dʒ æ n", "j ɑ n"), ("wilhelm", "w ɪ l h ɛ l m", "v ɪ l h ɛ l m")],
)
def test_shipped_graph_reads_as_english_and_as_at_home(
    shipped: onnxruntime.InferenceSession, name: str, read: str, at_home: str
) -> None:
    assert said(shipped, letters_of(name)) == read
    assert said(shipped, [HOME, *letters_of(name)]) == at_home


def test_longest_word_at_home_fits(shipped: onnxruntime.InferenceSession) -> None:
    assert said(shipped, [HOME, *letters_of("abcdefghij" * 4)])
