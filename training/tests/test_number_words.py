"""Numbers as they are said."""

import pytest

from stt.number_words import cardinal, digits, ordinal, with_words, year


def test_cardinals():
    assert [cardinal(n) for n in (0, 13, 40, 99, 100, 999)] == [
        "zero",
        "thirteen",
        "forty",
        "ninety-nine",
        "one hundred",
        "nine hundred ninety-nine",
    ]
    assert cardinal(1_000_001) == "one million one"
    with pytest.raises(ValueError):
        cardinal(-1)


def test_ordinals():
    assert [ordinal(n) for n in (1, 2, 3, 5, 12, 20, 21, 90, 103)] == [
        "first",
        "second",
        "third",
        "fifth",
        "twelfth",
        "twentieth",
        "twenty-first",
        "ninetieth",
        "one hundred third",
    ]


def test_years():
    assert [year(n) for n in (1984, 1905, 1900, 2000, 2007, 2015)] == [
        "nineteen eighty-four",
        "nineteen oh five",
        "nineteen hundred",
        "two thousand",
        "two thousand seven",
        "twenty fifteen",
    ]


def test_digits_keep_their_groups():
    assert digits("555-0142") == "five five five, oh one four two"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("After 2 weeks, 12,500 men left.", "After two weeks, twelve thousand five hundred men left."),
        ("In 1961 the 3rd one cost $1.", "In nineteen sixty-one the third one cost one dollar."),
        ("About 91% of 1,984.", "About ninety-one percent of one thousand nine hundred eighty-four."),
        ("At 7:45 with 2.5 of B12 and $5%.", "At 7:45 with 2.5 of B12 and $5%."),
    ],
)
def test_numbers_within_a_text(text, said):
    assert with_words(text) == said
