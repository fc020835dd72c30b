"""How often the right word is among those that the editor offers for a wrong one.

python bench/evaluate.py DIR --save LINES.jsonl
python bench/alternatives.py LINES.jsonl
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

import jiwer
from whisper_normalizer.english import EnglishTextNormalizer

UNSURE_BELOW = 0.6
"""As the page marks words."""


@dataclass
class Count:
    words: int = 0
    offered: int = 0
    """Words of them with anything to choose."""
    right: int = 0
    """Words of them with the right one to choose."""
    first: int = 0
    """Words of them with the right one at the top."""


NORMALISE = EnglishTextNormalizer()


def plain(word: str) -> str:
    """As word error rates compare it: no marks, capitals or British spelling; nothing of "hmm"."""
    return NORMALISE(word).replace(" ", "")


def wrong_words(reference: str, words: list[dict]) -> list[tuple[dict, str]]:
    """Words that stand in the place of others, each with the right one. Words too many or left out have none."""
    right = [text for word in reference.replace("-", " ").split() if (text := plain(word))]
    heard = [(word, text) for word in words for part in word["word"].split("-") if (text := plain(part))]
    if not right or not heard:
        return []
    aligned = jiwer.process_words(" ".join(right), " ".join(text for _, text in heard)).alignments[0]
    return [
        (heard[chunk.hyp_start_idx + at][0], right[chunk.ref_start_idx + at])
        for chunk in aligned
        if chunk.type == "substitute"
        for at in range(chunk.ref_end_idx - chunk.ref_start_idx)
    ]


def count(pairs: list[tuple[dict, str]]) -> Count:
    total = Count()
    for word, right in pairs:
        alternatives = [plain(a) for a in word.get("alternatives", [])]
        total.words += 1
        total.offered += bool(alternatives)
        total.right += right in alternatives
        total.first += alternatives[:1] == [right]
    return total


def main() -> None:
    rows = [json.loads(line) for line in Path(sys.argv[1]).read_text("utf-8").splitlines()]
    words = [word for row in rows for word in row.get("words", [])]
    pairs = [pair for row in rows for pair in wrong_words(row["reference"], row.get("words", []))]
    offered = [w["alternatives"] for w in words if "alternatives" in w]
    print(
        f"words          {len(words)}, {100 * len(offered) / max(1, len(words)):.1f} % with alternatives, "
        f"{sum(map(len, offered)) / max(1, len(offered)):.1f} each, "
        f"{sum(len(json.dumps(a)) for a in offered) / max(1, len(words)):.1f} bytes a word"
    )
    unsure = [pair for pair in pairs if pair[0]["confidence"] < UNSURE_BELOW]
    for name, some in (("wrong words", pairs), ("wrong, unsure", unsure)):
        total = count(some)
        print(
            f"{name:<14} {total.words}: something to choose for {total.offered}, the right word for {total.right} "
            f"({100 * total.right / max(1, total.words):.0f} %), at the top for {total.first}"
        )


if __name__ == "__main__":
    main()
