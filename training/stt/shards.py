"""Shards: a set's clips with their audio in a few large files (Lhotse's shar), read one after another.

A corpus of hundreds of hours neither fits into memory nor reads well as a hundred thousand small files.
"""

from collections.abc import Iterator
from pathlib import Path

from lhotse import CutSet

from stt.corpus import reader_of

SHARD_CLIPS = 1000


def write_shards(cuts: CutSet, folder: Path, shard_clips: int = SHARD_CLIPS) -> None:
    """Write FLAC audio and supervisions of the cuts to folder, shard_clips of them a shard."""
    folder.mkdir(parents=True, exist_ok=True)
    with reader_of(next(iter(cuts))):  # A corpus has files of one kind.
        cuts.to_shar(folder, fields={"recording": "flac"}, shard_size=shard_clips, warn_unused_fields=False)


def read_shards(folder: Path, seed: int | None = None) -> Iterator:
    """Cuts with their audio in memory, one after another; with a seed the shards come in an order drawn by it."""
    shuffled = {} if seed is None else {"shuffle_shards": True, "seed": seed}
    return iter(CutSet.from_shar(in_dir=folder, **shuffled))
