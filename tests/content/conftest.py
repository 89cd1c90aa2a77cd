from pathlib import Path

import pytest
from written_pages import Write


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    folder.mkdir()
    return folder


@pytest.fixture
def write(root: Path) -> Write:
    """Write a concept with the given body, or any file with the given text."""

    def write(name: str, body: str = "A summary.\n", *, front: str = "", text: str = "") -> Path:
        path = root / (name if "/" in name else f"concepts/serving/{name}.md")
        path.parent.mkdir(parents=True, exist_ok=True)
        title = path.stem.replace("-", " ").capitalize()
        head = f"title: {title}\nkind: technique\nlevel: core\nsteps: [serving]\n{front}"
        path.write_text(text or f"---\n{head}---\n{body}", encoding="utf-8", newline="")
        return path

    return write
