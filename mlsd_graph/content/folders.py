"""The content folders, by absolute path."""

from collections.abc import Sequence
from pathlib import Path

from mlsd_graph.errors import ContentError


def existing(roots: Sequence[Path]) -> tuple[str, ...]:
    """Name the folders; one of them may be missing.

    Raises:
        ContentError: None of them exists.
    """
    names = tuple(str(Path(root).absolute()) for root in roots)
    if not any(Path(name).is_dir() for name in names):
        listed = ", ".join(names) or "no folder given"
        raise ContentError(f"There is no content folder: {listed}.", "Check the path.")
    return names
