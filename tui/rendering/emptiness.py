"""What Today says where the content has no pages."""

from collections.abc import Iterable
from pathlib import Path

from textual.content import Content

from mlsd_graph.content import emptiness


def no_pages(folders: Iterable[Path]) -> Content:
    """Say where pages were looked for, and what to do."""
    lines = (
        Content.styled(emptiness.no_pages(folders), "bold $warning"),
        Content(f"{emptiness.TO_DO} `mlsd check` says what is wrong."),
    )
    return Content("\n").join(lines)
