"""A state in a temporary folder, with a clock that tests turn by hand."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from graded import OFFSET, START
from hand_clock import Clock

from mlsd_graph.paths import Paths, find
from mlsd_graph.store import Store


@pytest.fixture
def clock() -> Clock:
    return Clock(START, OFFSET)


@pytest.fixture
def paths() -> Iterator[Paths]:
    # Real files, but in memory where the system has it: durability is tested elsewhere, and an
    # fsync on a busy disk takes longer than the rest of a test.
    memory = Path("/dev/shm")  # noqa: S108  no secrets in it
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield find({"MLSD_HOME": folder})


@pytest.fixture
def store(paths: Paths, clock: Clock) -> Iterator[Store]:
    with Store.open(paths, clock) as opened:
        yield opened


@pytest.fixture
def on_disk(tmp_path: Path) -> Paths:
    """A home on the disk that other processes can share."""
    return find({"MLSD_HOME": str(tmp_path)})
