"""What Today says where the content has no pages."""

from collections.abc import Iterable
from pathlib import Path

from textual.content import Content

from mlsd_graph.clean import clean_line


def no_pages(folders: Iterable[Path]) -> Content:
    """Say where pages were looked for, and what to do."""
    looked = clean_line(", ".join(map(str, folders)))
    lines = (
        Content.styled(f"There are no pages in {looked}.", "bold $warning"),
        Content("`mlsd new concept ID` writes one; --content DIR, MLSD_CONTENT or the setting"),
        Content(
            "`content` of config.toml chooses another folder, `mlsd check` says what is wrong."
        ),
    )
    return Content("\n").join(lines)
