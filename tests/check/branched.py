"""Content inside a repository, compared with its branch `main`."""

import subprocess
from pathlib import Path

from mlsd_graph.check import check
from mlsd_graph.check.base import base_cards
from mlsd_graph.content import load
from mlsd_graph.content.records import Finding


def git(folder: Path, *words: str) -> None:
    identity = ("-c", "user.name=T", "-c", "user.email=t@example.org")
    subprocess.run(["git", *identity, *words], cwd=folder, check=True, capture_output=True)


def commit(root: Path, **pages: str) -> None:
    """Write concepts and commit everything."""
    for name, text in pages.items():
        page(root, name).write_text(text)
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "x")


def page(root: Path, name: str) -> Path:
    return root / "concepts" / "serving" / f"{name}.md"


def edit(root: Path, old: str, new: str) -> None:
    text = page(root, "a").read_text()
    page(root, "a").write_text(text.replace(old, new))


def compared(root: Path) -> list[Finding]:
    return check(load([root]), base=base_cards((root,), "main"))


def vanished(root: Path) -> list[Finding]:
    return [f for f in compared(root) if f.code == "uid-vanished"]
