"""Content of one page, or one page more, whose cards a test writes."""

from pathlib import Path

HEAD = """---
title: A page
kind: concept
level: core
steps: [serving]
---
The summary.

## Sources
- Author (2020). [A source](https://example.org). Venue.

## Cards
"""


def page(folder: Path) -> Path:
    return folder / "content" / "concepts" / "serving" / "page.md"


def write_cards(folder: Path, cards: str) -> Path:
    """Write the page with these cards; return the folder of the content."""
    page(folder).parent.mkdir(parents=True, exist_ok=True)
    page(folder).write_text(HEAD + cards, encoding="utf-8")
    return folder / "content"
