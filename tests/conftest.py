"""What several packages' tests share: a small content folder, a home of its own, a clock."""

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hand_clock import Clock
from hypothesis import HealthCheck, settings
from noon import ZONE
from page_files import write_pages
from small_content import PAGES

from mlsd_graph.paths import Paths
from mlsd_graph.study import Study

# How long an example takes says how busy a machine is, and nothing of what is tested.
settings.register_profile(
    "any-machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any-machine")
# Who starts the tests in the background lets interrupts be ignored, and children inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)


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


@pytest.fixture(scope="session")
def engine_clock(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library that moves the engine's clock, to be preloaded."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None or sys.platform != "linux":
        pytest.skip("needs a C compiler on Linux to move the engine's clock")
    library = tmp_path_factory.mktemp("clock") / "engine_clock.so"
    source = Path(__file__).parent / "memory" / "engine_clock.c"
    subprocess.run([compiler, "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
    return library


_ZONE_SECONDS = 1.1
"""For so long Anki's engine keeps the zone that it last asked for."""


@pytest.fixture(scope="module")
def at_noon() -> Iterator[None]:
    """Let this process and its children live where it is noon now."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", ZONE)
        time.tzset()
        time.sleep(_ZONE_SECONDS)
        yield
    time.tzset()
    time.sleep(_ZONE_SECONDS)
