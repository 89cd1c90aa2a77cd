"""Pages that a test writes, and a library of them."""

from collections.abc import Callable
from pathlib import Path

from mlsd_graph.content import Library, load

Write = Callable[..., Path]
"""The type of the fixture that writes a page and returns its path."""
CARD = "## Cards\n\n### One\nQ: What?\n\nA: That.\n"


def load_whole(root: Path, cache: Path) -> Library:
    """Load and ask for every page, which writes the cache."""
    library = load([root], cache)
    assert len(library.pages.values()) == len(list(library.pages.values()))
    return library
