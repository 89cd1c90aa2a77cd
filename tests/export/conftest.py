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
