"""Phoneme targets: known words, closed inventory, odd input."""

from stt.phonemes import PHONEMES, phonemise, units_of


def test_known_words() -> None:
    words = ["judge", "nice boy", "later", "bird", "car", "button", "hurrah!"]
    assert [" ".join(units) for units in phonemise(words)][:6] == [
        "dʒ ʌ dʒ",
        "n aɪ s b ɔɪ",
        "l eɪ ɾ ɚ",
        "b ɚ d",
        "k ɑ ɹ",
        "b ʌ t ə n",
    ]


def test_upper_case_is_read_not_spelt() -> None:
    upper, lower = phonemise(["THE CAT SAT", "the cat sat"])
    assert upper == lower == "ð ə k æ t s æ t".split()


def test_one_list_a_text_even_without_letters() -> None:
    assert phonemise(["...", "a cat,", ""])[0::2] == [[], []]


def test_inventory_is_closed() -> None:
    texts = ["Señor Müller's loch, café déjà vu; Zhivago rouge", "Bach's façade, naïve 1914 & co."]
    units = {unit for line in phonemise(texts) for unit in line}
    assert units <= set(PHONEMES)
    assert len(set(PHONEMES)) == len(PHONEMES) == 41


def test_foreign_symbols_fold() -> None:
    assert units_of("n̩") == ("ə", "n")
    assert units_of("ɔ̃") == ("ɔ", "n")
    assert units_of("ɑːɹ") == ("ɑ", "ɹ")
    assert units_of("ç") == ("h",)
    assert units_of("☃") == ()
