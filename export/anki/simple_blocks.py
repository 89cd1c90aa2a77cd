"""Splits the Markdown that cards are mostly made of: paragraphs, flat lists and fences.

The parser needs 0.2 ms for such a text, most of it for what is not there. Here one pattern per
block decides; whatever does not fit in full is left to the parser.
"""

import re
from typing import NamedTuple

# A line that opens no block: it begins with a letter, a digit or a placeholder, as no list item.
_LINE = r"(?!\d{1,9}[.)])(?:[^\W_]|[\U000f0000-\U000ffffd])[^\n]*"
_PARAGRAPH = re.compile(rf"{_LINE}(?:\n{_LINE})*")
_BULLETS = re.compile(rf"- {_LINE}(?:\n- {_LINE})*")
_NUMBERED = re.compile(rf"\d{{1,9}}\. {_LINE}(?:\n\d{{1,9}}\. {_LINE})*")
_FENCE = re.compile(r"^```([^`\n]*)\n((?:(?!```)[^\n]*\n)*)```[ ]*$", re.MULTILINE)
_BLANK = re.compile(r"\n(?:[ ]*\n)+")
_HARD = re.compile(r"[\t\r]|~~~|^\[[^\]\n]*\]:", re.MULTILINE)
_ITEM = re.compile(r"(?:-|\d{1,9}\.) ")


class Block(NamedTuple):
    """One block; `lines` are a paragraph's text, a list's items or a fence's code."""

    kind: str
    """paragraph, bullets, numbered or fence."""
    lines: tuple[str, ...]
    info: str = ""
    """Of a fence: its language. Of a numbered list: its first number."""


def simple_blocks(text: str) -> list[Block] | None:
    """Split a text into simple blocks; None if there is anything else in it."""
    if _HARD.search(text):
        return None
    found: list[Block] = []
    start = 0
    for fence in _FENCE.finditer(text):
        if not _split(text[start : fence.start()], found):
            return None
        found.append(Block("fence", (fence[2],), fence[1]))
        start = fence.end()
    return found if _split(text[start:], found) else None


def _split(text: str, found: list[Block]) -> bool:
    """Append the blocks of a text without fences; False if one is not simple."""
    for chunk in _BLANK.split(text.strip("\n")):
        if not chunk.strip():
            continue
        block = _block(chunk)
        # Two lists with a blank line between them are one, or become loose.
        if block is None or (_is_list(block) and found and _is_list(found[-1])):
            return False
        found.append(block)
    return True


def _block(chunk: str) -> Block | None:
    if "```" in chunk:
        return None
    if _PARAGRAPH.fullmatch(chunk):
        return Block("paragraph", (chunk,))
    if _BULLETS.fullmatch(chunk):
        return Block("bullets", _items(chunk))
    if _NUMBERED.fullmatch(chunk):
        return Block("numbered", _items(chunk), chunk.partition(".")[0])
    return None


def _items(chunk: str) -> tuple[str, ...]:
    return tuple(_ITEM.sub("", row, count=1) for row in chunk.split("\n"))


def _is_list(block: Block) -> bool:
    return block.kind in {"bullets", "numbered"}
