"""Which label a clip gets from two teachers and its reference."""

import pytest

from stt.agreement import Outcome, decide, plain, words_of


@pytest.mark.parametrize(
    ("moonshine", "whisper", "reference", "trusted", "label", "outcome"),
    [
        ("I saw it, twice.", "i saw it twice", "I SAW IT TWICE", True, "I saw it, twice.", Outcome.MOONSHINE_RIGHT),
        ("I saw 20, Mr. Hall.", None, "I SAW TWENTY MISTER HALL", True, "I saw 20, Mr. Hall.", Outcome.MOONSHINE_RIGHT),
        ("I sought twice.", "I saw it twice.", "I SAW IT TWICE", False, "I saw it twice.", Outcome.WHISPER_RIGHT),
        ("I sought twice.", "I sought twice.", "I SAW IT, TWICE", True, "i saw it twice", Outcome.REFERENCE_ONLY),
        ("I sought twice.", "I sought twice.", "I SAW IT TWICE", False, "", Outcome.DROPPED_DOUBTFUL),
        ("I sought twice.", None, "I SAW IT TWICE", True, "i saw it twice", Outcome.REFERENCE_ONLY),
        ("I saw it, twice.", "I saw it twice", None, True, "I saw it, twice.", Outcome.TEACHERS_AGREE),
        ("I saw it, twice.", "i saw it twice", "", True, "I saw it, twice.", Outcome.TEACHERS_AGREE),
        ("The colour is gray.", "the color is grey", None, True, "The colour is gray.", Outcome.TEACHERS_AGREE),
        ("I sought twice.", "I saw it twice.", None, True, "", Outcome.DROPPED_DISAGREE),
        ("", "", None, True, "", Outcome.DROPPED_WORDLESS),
        ("Hmm.", "Uh...", None, True, "", Outcome.DROPPED_WORDLESS),
        ("", "Thank you.", None, True, "", Outcome.DROPPED_WORDLESS),
        ("", "", "I SAW IT TWICE", True, "i saw it twice", Outcome.REFERENCE_ONLY),
    ],
)
def test_decides(moonshine, whisper, reference, trusted, label, outcome):
    decision = decide(moonshine, whisper, reference, trusted)
    assert (decision.label, decision.outcome) == (label, outcome)
    assert outcome.kept == (label != "")


def test_what_stands_in_brackets_is_nobodys_word():
    heard = "[Music] I saw it. (laughs)"
    assert words_of("I saw it.") == "i saw it"
    assert decide(heard, heard, None).outcome is Outcome.DROPPED_WORDLESS
    assert decide(heard, "I saw it.", "I SAW IT").outcome is Outcome.WHISPER_RIGHT


def test_a_reference_alone_is_plain():
    assert plain("“Twenty-one,” SAID he — O’Brien’s?") == "twenty one said he o'brien's"
