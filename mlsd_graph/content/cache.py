"""Stub."""

from pathlib import Path

from mlsd_graph.content.shelf import Shelf


def read_cache(path: Path, roots: tuple[str, ...]) -> Shelf | None:
    """None."""
    del path, roots


def write_cache(path: Path, shelf: Shelf) -> None:
    """Nothing."""
    del path, shelf
