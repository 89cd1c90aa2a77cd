from pathlib import Path

import pytest
from checked_pages import Checked

from mlsd_graph.check import check
from mlsd_graph.content import load
from mlsd_graph.content.records import Finding


@pytest.fixture
def checked(tmp_path: Path) -> Checked:
    """Write pages (name → text; a name without a slash is a concept) and check them."""

    def run(pages: dict[str, str]) -> list[Finding]:
        root = tmp_path / "content"
        for name, text in pages.items():
            path = root / (name if "/" in name else f"concepts/serving/{name}.md")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return check(load([root]))

    return run
