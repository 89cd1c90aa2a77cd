"""Which file an edit opens: in place where the learner owns it, else a copy in their folder."""

import os
from pathlib import Path

from mlsd_graph.content import digest
from mlsd_graph.content.records import PageHead
from mlsd_graph.errors import ContentError


def editable(page: PageHead, own: Path) -> Path:
    """Return the file to edit; a page of an installed package is first copied to `own`.

    The copy says in `based-on` which original it was made from, so that the checker can tell
    when the shipped page has moved on. It replaces the shipped page, because it has the same id.

    Raises:
        ContentError: The copy could not be written.
    """
    path = Path(page.path)
    if not is_installed(Path(page.root)) and os.access(path, os.W_OK):
        return path
    copy = own / path.relative_to(page.root)
    try:
        if not copy.exists():
            text = path.read_bytes()
            copy.parent.mkdir(parents=True, exist_ok=True)
            part = copy.with_suffix(".part")
            part.write_bytes(_with_origin(text, digest(text)))
            part.replace(copy)
    except OSError as error:
        raise ContentError(f"{copy}: {error.strerror}.", "Nothing was changed.") from error
    return copy


def is_installed(root: Path) -> bool:
    """Tell whether a content folder is part of an installed package, which an update replaces."""
    return root.name == "shipped" and (root.parent / "paths.py").is_file()


def _with_origin(text: bytes, origin: str) -> bytes:
    """Add `based-on` as the last line of the front matter."""
    opening, fence, rest = text.partition(b"\n---")
    return opening + b"\nbased-on: " + origin.encode() + fence + rest
