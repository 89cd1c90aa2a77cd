"""What several packages' tests share: a small content folder, a home of its own, a clock."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hand_clock import Clock
from page_files import write_pages
from small_content import PAGES

from mlsd_graph.paths import Paths
from mlsd_graph.study import Study


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the drawings of shipped diagrams be written anew, to be looked at."""
    parser.addoption("--draw-anew", action="store_true", help="write the goldens of diagrams")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def content(tmp_path: Path) -> Path:
    root = tmp_path / "content"
    return write_pages(root, PAGES)


@pytest.fixture
def home(tmp_path: Path) -> Paths:
    base = tmp_path / "home"
    return Paths(state=base / "state", config=base / "config", cache=base / "cache")


@pytest.fixture
def study(home: Paths, content: Path, clock: Clock) -> Iterator[Study]:
    opened = Study.open(home, [content], clock)
    yield opened
    opened.close()
