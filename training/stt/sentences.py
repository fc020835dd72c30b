"""Picks sentences to speak: those that bring new words come first."""

import heapq
import random
import re
from pathlib import Path

ODD_CHARACTERS = re.compile(r"[^A-Za-z ,.;:!?'\"—–-]")


def words_of(sentence: str) -> list[str]:
    """Lower-case words, apostrophes kept."""
    return re.findall(r"[a-z]+(?:'[a-z]+)*", sentence.lower())


def covering_order(sentences: list[str], seed: int) -> list[int]:
    """Indices of the sentences, those with the most new words for their length first.

    Greedy: a word's worth falls by 0.4 with each time it is covered. Worths only fall,
    so an entry whose recomputed gain still leads the heap is the true maximum.
    """
    words = [words_of(sentence) for sentence in sentences]
    counts: dict[str, int] = {}
    tie_break = random.Random(seed)

    def gain(index: int) -> float:
        new = sum(0.4 ** counts.get(word, 0) for word in set(words[index]))
        return new / (len(words[index]) + 2)

    heap = [(-gain(i), tie_break.random(), i) for i in range(len(sentences))]
    heapq.heapify(heap)
    order = []
    while heap:
        _, tie, index = heap[0]
        current = (-gain(index), tie, index)
        heapq.heapreplace(heap, current)
        if heap[0] is current:
            heapq.heappop(heap)
            order.append(index)
            for word in set(words[index]):
                counts[word] = counts.get(word, 0) + 1
    return order


def read_sentences(
    paths: list[Path], min_words: int, max_words: int, per_path: int | None = None, seed: int = 0
) -> list[str]:
    """Distinct sentences of a speakable length, without digits or odd characters.

    per_path: so many of each file, drawn by the seed, so that a long text does not drown a short one.
    """
    kept: dict[str, None] = {}
    for path in paths:
        lines = dict.fromkeys(map(str.strip, path.read_text("utf-8").splitlines()))
        plain = [line for line in lines if line not in kept and not ODD_CHARACTERS.search(line)]
        fit = [line for line in plain if min_words <= len(words_of(line)) <= max_words]
        if per_path is not None and len(fit) > per_path:
            fit = random.Random(f"{seed}:{path.name}").sample(fit, per_path)
        kept.update(dict.fromkeys(fit))
    return list(kept)
