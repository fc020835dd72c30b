"""Labelling on a Ray cluster: clips go to a pool of actors, rows come back to the one process that writes them.

A lost worker's clips are done again by the others (Ray Data restarts its actor and runs its tasks anew), and the writer
passes on the first row of each clip only: none is lost, none is there twice. All nodes need this checkout, its packages
and the speech under the same paths, as on a shared file system; what is sent is the names of the files.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import asdict
from math import ceil
from pathlib import Path

import ray
from ray.data import ActorPoolStrategy, DataContext

from stt.agreement import Outcome
from stt.label_rows import ClipTask, LabelRow
from stt.paths import DATA

CLIPS_IN_BLOCK = 4
"""What is heard again at most when a worker is lost."""
CPUS_OF_WORKER = 0.5
"""Half of what it uses, so that the actors of a lost node find room on those that are left."""
OBJECT_STORE_BYTES = 100_000_000
LARGEST_BLOCK_BYTES = 1_000_000
"""Rows are small; without this Ray reserves 128 MB for each block in the making, more than the store holds."""

Label = Callable[[ClipTask], LabelRow]


def connect(address: str, workers: int) -> None:
    """Join the cluster at an address, or with "local" start one in this machine with a CPU for each worker."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    here = {"num_cpus": workers, "object_store_memory": OBJECT_STORE_BYTES, "include_dashboard": False}
    code = {"PYTHONPATH": str(Path(__file__).resolve().parents[1]), "TABSCRIBE_DATA": str(DATA), "OMP_NUM_THREADS": "1"}
    ray.init(address=address, runtime_env={"env_vars": code}, **(here if address == "local" else {}))


class Worker:
    """An actor: one labeller, made once."""

    def __init__(self, make_label: Callable[[], Label]) -> None:
        self._label = make_label()

    def __call__(self, row: dict[str, object]) -> dict[str, object]:
        task = ClipTask(**row)
        return asdict(self._label(task))


class LabelOnCluster:
    """Labels sets on the cluster that connect() joined. make_label is called once in each actor."""

    def __init__(self, make_label: Callable[[], Label], workers: int) -> None:
        self._make_label = make_label
        self._workers = workers

    def __call__(self, tasks: list[ClipTask]) -> Iterator[LabelRow]:
        """Rows as they are done, in any order; RuntimeError if one is missing at the end."""
        if not tasks:
            return
        waiting = {task.file for task in tasks}
        for row in self._dataset(tasks).iter_rows():
            if row["file"] in waiting:
                waiting.remove(row["file"])
                yield LabelRow(**row | {"outcome": Outcome(row["outcome"])})
        if waiting:
            raise RuntimeError(f"the cluster lost {len(waiting)} clips; run again to label them")

    def _dataset(self, tasks: list[ClipTask]) -> ray.data.Dataset:
        context = DataContext.get_current()
        context.enable_progress_bars = False
        context.target_max_block_size = LARGEST_BLOCK_BYTES
        blocks = ceil(len(tasks) / CLIPS_IN_BLOCK)
        clips = ray.data.from_items([asdict(task) for task in tasks], override_num_blocks=blocks)
        return clips.map(
            Worker,
            fn_constructor_args=(self._make_label,),
            compute=ActorPoolStrategy(size=min(self._workers, blocks)),
            num_cpus=CPUS_OF_WORKER,
        )
