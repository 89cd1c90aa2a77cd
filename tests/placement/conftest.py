"""An open study of the small content, and written libraries of the scheduler's tests."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hand_clock import Clock

from mlsd_graph.paths import Paths
from mlsd_graph.study import Study

sys.path.append(str(Path(__file__).parents[1] / "scheduling"))


@pytest.fixture
def study(home: Paths, content: Path, clock: Clock) -> Iterator[Study]:
    opened = Study.open(home, [content], clock)
    yield opened
    opened.close()
