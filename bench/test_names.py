from names import missed_and_false


def test_counts_names_that_are_missed_and_names_that_nobody_said():
    pairs = [("I asked Siobhan, and Siobhan said no.", "I asked Siobhan and Chevron said no"), ("Yes.", "Yes, Mbeki.")]
    assert missed_and_false(["Siobhan", "Mbeki"], pairs) == (2, 1, 1)
