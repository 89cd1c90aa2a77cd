"""What several packages' tests share: a small content folder, a home of its own, a clock."""

from pathlib import Path

import pytest
from hand_clock import Clock
from small_content import PAGES

from mlsd_graph.paths import Paths


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the drawings of shipped diagrams be written anew, to be looked at."""
    parser.addoption("--draw-anew", action="store_true", help="write the goldens of diagrams")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def content(tmp_path: Path) -> Path:
    root = tmp_path / "content"
    for name, text in PAGES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def home(tmp_path: Path) -> Paths:
    base = tmp_path / "home"
    return Paths(state=base / "state", config=base / "config", cache=base / "cache")
