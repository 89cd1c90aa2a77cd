"""An open study of twelve chains, and written libraries of the scheduler's tests."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from chains import CHAINS, write
from hand_clock import Clock

from mlsd_graph.paths import Paths
from mlsd_graph.study import Study

sys.path.append(str(Path(__file__).parents[1] / "scheduling"))


@pytest.fixture
def study(home: Paths, content: Path, clock: Clock) -> Iterator[Study]:
    opened = Study.open(home, [content], clock)
    yield opened
    opened.close()


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Roots, each with a chain of three concepts of two cards on it."""
    root = tmp_path / "content"
    for number in range(CHAINS):
        for depth in range(4):
            write(root, number, depth)
    return root
