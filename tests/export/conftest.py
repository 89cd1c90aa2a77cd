import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from anki.collection import Collection
from chromium import BROWSER, MISSING, Page, browsing
from commands import Run
from program import call
from sample_content import write_content

import mlsd_graph
from export.map import gather, page
from mlsd_graph.content import Library, load


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


@pytest.fixture
def library(content: Path) -> Library:
    return load((content,), cache=None)


@pytest.fixture
def environment(tmp_path: Path, content: Path) -> dict[str, str]:
    """That of a learner of the sample content, with a home of their own."""
    own = {"MLSD_HOME": str(tmp_path / "home"), "MLSD_CONTENT": str(content)}
    return {**os.environ, **own, "PYTHONWARNINGS": "error"}


@pytest.fixture
def mlsd(tmp_path: Path, environment: dict[str, str]) -> Run:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return call(arguments, environment, tmp_path)

    return run


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    if not BROWSER:
        pytest.skip(MISSING)
    with browsing(tmp_path_factory.mktemp("browser") / "profile") as page:
        yield page


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> str:
    loaded = mlsd_graph.load()
    out = tmp_path_factory.mktemp("map") / "map.html"
    known = gather(loaded.library, loaded.adjacency, lambda name: len(name) % 11 / 10)
    out.write_text(page(known), encoding="utf-8")
    return out.as_uri()
