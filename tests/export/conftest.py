import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from anki.collection import Collection
from sample_content import write_content


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    opened = Collection(str(tmp_path / "phone.anki2"))
    yield opened
    opened.close()


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    write_content(folder)
    return folder


@pytest.fixture(scope="session")
def engine_clock(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library that moves the engine's clock, to be preloaded."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None or sys.platform != "linux":
        pytest.skip("needs a C compiler on Linux to move the engine's clock")
    library = tmp_path_factory.mktemp("clock") / "engine_clock.so"
    source = Path(__file__).parents[1] / "memory" / "engine_clock.c"
    subprocess.run([compiler, "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
    return library
