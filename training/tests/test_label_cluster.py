"""Labelling on a Ray cluster of two nodes, one of which is killed in the midst of a clip."""

import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
import ray
from ray import cloudpickle
from ray.cluster_utils import Cluster

from stt import label_cluster
from stt.agreement import Outcome
from stt.label_cluster import CLIPS_IN_BLOCK, OBJECT_STORE_BYTES, LabelOnCluster
from stt.label_rows import ClipTask, LabelRow, open_table, read_rows

CLIPS = 10 * CLIPS_IN_BLOCK
LAST_CLIP_OF_DOOMED = CLIPS_IN_BLOCK + 2
"""One block of the doomed node is done and comes through, the next is torn."""
PATIENCE_S = 120
# Ray takes half a minute to give a silent node up; here it may take two seconds.
WATCHFUL = {"health_check_initial_delay_ms": 0, "health_check_period_ms": 500, "health_check_failure_threshold": 4}
cloudpickle.register_pickle_by_value(sys.modules[__name__])  # The actors cannot import a test.


@pytest.fixture
def two_nodes(monkeypatch):
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    node = {"num_cpus": 1, "object_store_memory": OBJECT_STORE_BYTES, "include_dashboard": False}
    cluster = Cluster(initialize_head=True, head_node_args={**node, "_system_config": WATCHFUL})
    second = cluster.add_node(**node)
    cluster.wait_for_nodes()
    label_cluster.connect(cluster.address, workers=2)
    yield cluster, second
    ray.shutdown()
    cluster.shutdown()


@dataclass(frozen=True)
class Notes:
    """The clips that were begun, with the node: what the actors and the test see of each other."""

    path: Path

    def add(self, file: str, node_id: str) -> None:
        with self.path.open("a") as notes:
            notes.write(f"{file}\t{node_id}\n")

    def begun(self, node_id: str | None = None) -> list[str]:
        """Clips in order, of one node or of all."""
        lines = self.path.read_text().splitlines() if self.path.exists() else []
        cells = [line.split("\t") for line in lines]
        return [file for file, node in cells if node_id in (None, node)]


def wait_until(condition) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def stand_in(notes: Notes, doomed_id: str):
    """Makes a labeller for the teachers' place. The doomed node sticks at one clip; the other one waits for it there,
    so that there is work left when the node dies."""

    def make_label():
        here = ray.get_runtime_context().get_node_id()

        def label(task: ClipTask) -> LabelRow:
            notes.add(task.file, here)
            if here != doomed_id:
                wait_until(lambda: len(notes.begun(doomed_id)) == LAST_CLIP_OF_DOOMED)
            elif len(notes.begun(doomed_id)) == LAST_CLIP_OF_DOOMED:
                time.sleep(PATIENCE_S)
            return LabelRow(task.file, task.seconds, "A clip.", Outcome.TEACHERS_AGREE, "A clip.", here)

        return label

    return make_label


def test_a_killed_node_loses_no_row_and_doubles_none(two_nodes, tmp_path):
    cluster, second = two_nodes
    notes, table_path = Notes(tmp_path / "begun.tsv"), tmp_path / "set.tsv"
    tasks = [ClipTask(str(tmp_path), f"{number}.flac", 1.0, "", True) for number in range(CLIPS)]
    killed = False
    with open_table(table_path) as table:
        for row in LabelOnCluster(stand_in(notes, second.node_id), workers=2)(tasks):
            table.append(row)
            if not killed:
                wait_until(lambda: len(notes.begun(second.node_id)) == LAST_CLIP_OF_DOOMED)
                cluster.remove_node(second, allow_graceful=False)
                killed = True
    assert sorted(row.file for row in read_rows(table_path)) == sorted(task.file for task in tasks)
    torn = notes.begun(second.node_id)[-1]
    assert notes.begun().count(torn) > 1, "the clip that the node died over must have been heard again"
