"""Which sentences are spoken, and in what order."""

from stt.sentences import covering_order, read_sentences


def test_sentences_that_bring_new_words_come_first():
    sentences = ["The cat sat.", "The cat sat.", "A zebra grazes quietly."]
    order = covering_order(sentences, seed=1)
    assert sorted(order) == [0, 1, 2]
    assert {order[0], order[1]} in ({0, 2}, {1, 2})


def test_lengths_and_odd_characters(tmp_path):
    text = tmp_path / "a.txt"
    text.write_text("Stop.\nOne two three.\nIn 1961 it ended.\nOne two three.\nFar too long for this one here.\n")
    assert read_sentences([text], 1, 4) == ["Stop.", "One two three."]
    assert read_sentences([text], 2, 4) == ["One two three."]


def test_so_many_of_each_text(tmp_path):
    long, short = tmp_path / "long.txt", tmp_path / "short.txt"
    long.write_text("".join(f"It is {'very ' * (n % 7)}{'late ' * (n // 7)}now.\n" for n in range(40)))
    short.write_text("Go home.\n")
    picked = read_sentences([long, short], 1, 99, per_path=3, seed=5)
    assert len(picked) == 4 and picked[-1] == "Go home."
    assert picked == read_sentences([long, short], 1, 99, per_path=3, seed=5)
    assert picked != read_sentences([long, short], 1, 99, per_path=3, seed=6)
