from alternatives import count, wrong_words


def word(text: str, *alternatives: str) -> dict:
    return {"word": text, "confidence": 0.5, **({"alternatives": list(alternatives)} if alternatives else {})}


def test_finds_the_right_word_among_those_offered_for_a_wrong_one():
    words = [word("The"), word("gray,", "great", "grey"), word("horse", "hearse"), word("felt.", "fell")]
    pairs = wrong_words("The great house fell.", words)
    assert [(w["word"], right) for w, right in pairs] == [("gray,", "great"), ("horse", "house"), ("felt.", "fell")]
    total = count(pairs)
    assert (total.words, total.offered, total.right, total.first) == (3, 3, 2, 2)
