from pathlib import Path

import pytest
from branched import commit, git, page
from checked_pages import Checked, concept

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


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A content folder inside a repository whose branch `main` holds the page `a`."""
    folder = tmp_path / "repository" / "content"
    page(folder, "a").parent.mkdir(parents=True)
    git(folder, "init", "-q", "-b", "main")
    commit(folder, a=concept("a", cards="\n### Two\nThe {{c1::one}} and {{c2::two}}.\n"))
    return folder
