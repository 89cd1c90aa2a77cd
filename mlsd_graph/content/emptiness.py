"""What is said where the content has no pages."""

from collections.abc import Iterable
from pathlib import Path

from mlsd_graph.clean import clean_line

TO_DO = (
    "`mlsd new concept ID` writes one; --content DIR, MLSD_CONTENT or the setting `content` of "
    "config.toml chooses another folder."
)


def no_pages(folders: Iterable[Path]) -> str:
    """Say where pages were looked for."""
    return f"There are no pages in {clean_line(', '.join(map(str, folders)))}."
