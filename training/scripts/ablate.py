"""Ablate: train every variant of stt/ablation.py on the same small budget and put a row for each into a table.

Rows go to OUT as JSON, one a line, as they come; what has a row is skipped, what was killed goes on from its last
checkpoint. After each row the table of docs/ABLATIONS.md is written anew, with differences to the base; `--table`
does that alone.
"""

import argparse
import json
import os
import shutil
import time
from pathlib import Path

import torch

from scripts.distil import Trainer
from stt.ablation import VARIANTS
from stt.ears import Condition, conditions, hearing_of, kitchen
from stt.paths import CHECKPOINTS, REPOSITORY
from stt.world import World, say

OUT = CHECKPOINTS / "ablation.jsonl"
DOCUMENT = REPOSITORY / "docs" / "ABLATIONS.md"
BEGIN, END = "<!-- table: training/scripts/ablate.py -->", "<!-- end of table -->"
WORLD = World(0, 1, torch.device("cpu"))


def rows_in(path: Path) -> dict[str, dict]:
    """Rows so far by variant."""
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return {row["variant"]: row for row in map(json.loads, lines)}


def measure(name: str, heard_in: list[Condition], quiet: list[torch.Tensor]) -> dict:
    """Train one variant and measure it."""
    folder = CHECKPOINTS / "ablation" / name.replace(" ", "-").replace(",", "")
    wall, cpu = time.monotonic(), time.process_time()
    trainer = Trainer(VARIANTS[name], folder, WORLD)
    trainer.run()
    cpu_s, wall_s = time.process_time() - cpu, time.monotonic() - wall
    figures = hearing_of(trainer.student.eval(), heard_in, quiet)
    trained = {"steps": trainer.step, "hours": round(trainer.lessons.audio_s / 3600, 2)}
    shutil.rmtree(folder)
    rounded = {key: round(value, 2) for key, value in figures.items()}
    return {"variant": name, **trained, "cpu_s": round(cpu_s), "wall_s": round(wall_s), **rounded}


def table(rows: dict[str, dict]) -> str:
    """Markdown, in the order of the variants; differences are to the mean of the bases."""
    figures = [key for key in next(iter(rows.values())) if key.startswith(("PER", "WER", "words"))]
    bases = [row for name, row in rows.items() if name.startswith("base")]
    lines = ["| variant | " + " | ".join(figures) + " |", "| --- " * (len(figures) + 1) + "|"]
    for name in [name for name in VARIANTS if name in rows]:
        cells = []
        for key in figures:
            change = rows[name][key] - sum(row[key] for row in bases) / len(bases)
            shown = "" if name.startswith("base") or key.startswith("words") else f" ({change:+.1f})"
            cells.append(f"{rows[name][key]:.{0 if key.startswith('words') else 1}f}{shown}")
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def write_table(document: Path, rows: dict[str, dict]) -> None:
    """Put the table between its marks; ValueError where the document has none."""
    before, _, rest = document.read_text("utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    if not after:
        raise ValueError(f"{document} has no {BEGIN} ... {END}")
    document.write_text(f"{before}{BEGIN}\n\n{table(rows)}\n\n{END}{after}", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="+", choices=sorted(VARIANTS), default=list(VARIANTS), metavar="VARIANT")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--table", action="store_true", help="write the table and train nothing")
    args = parser.parse_args()
    if args.table:
        write_table(DOCUMENT, rows_in(args.out))
        return
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", 1)))
    heard_in, quiet = conditions(), kitchen()
    args.out.parent.mkdir(parents=True, exist_ok=True)
    for name in args.only:
        if name in rows_in(args.out):
            continue
        say(f"--- {name}")
        try:
            row = measure(name, heard_in, quiet)
        except FileNotFoundError as missing:  # What a teacher says has not been made yet.
            say(f"left out: {missing}")
            continue
        with args.out.open("a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")
        write_table(DOCUMENT, rows_in(args.out))
        say(json.dumps(row))


if __name__ == "__main__":
    main()
