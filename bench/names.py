"""How many of the listed names are written wrong, in the lines that `evaluate.py --save` kept.

python bench/evaluate.py DIR --words NAMES.txt --save LINES.jsonl
python bench/names.py NAMES.txt LINES.jsonl
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from whisper_normalizer.english import EnglishTextNormalizer


def missed_and_false(names: list[str], pairs: list[tuple[str, str]]) -> tuple[int, int, int]:
    """Names said; of them, not written; written where they were not said. pairs: (reference, heard)."""
    normalise = EnglishTextNormalizer()
    said = missed = false = 0
    for reference, heard in pairs:
        true_words, words = normalise(reference).split(), normalise(heard).split()
        for name in names:
            wanted, found = (part.count(normalise(name).strip()) for part in (true_words, words))
            said += wanted
            missed += max(0, wanted - found)
            false += max(0, found - wanted)
    return said, missed, false


def main() -> None:
    names = [line.split("=")[0].strip() for line in Path(sys.argv[1]).read_text("utf-8").splitlines() if line.strip()]
    rows = [json.loads(line) for line in Path(sys.argv[2]).read_text("utf-8").splitlines()]
    said, missed, false = missed_and_false(names, [(row["reference"], row.get("text", "")) for row in rows])
    print(f"names said {said}, missed {missed} ({100 * missed / max(1, said):.0f} %), written where not said {false}")


if __name__ == "__main__":
    main()
