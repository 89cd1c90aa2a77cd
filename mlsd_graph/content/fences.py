"""Which lines of a file stand inside a fenced block; and headings outside of one."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from mlsd_graph.clean import clean_line

# The same openings as in `markup`: also behind quote marks and list markers.
_OPEN = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+){0,8}(`{3,}(?=[^`]*$)|~{3,})")
_CLOSE = re.compile(r"[ \t>]*(`{3,}|~{3,})[ \t]*$")
_HEADING = re.compile(r"( {0,3})(#{1,6})(?:[ \t]+(.*))?$")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*$")
_NO_PARAGRAPH = re.compile(r"[ \t]*(?:$|[#>|]|[-*+][ \t]|\d{1,9}[.)][ \t]|(?:[-*_][ \t]*){3,}$)")

_SHOWN = 60
UNSPACED = re.compile(r"(#{2,6})([^\W_][^\n]{0,200})")
"""A line that would be a heading with a blank behind its marks."""


class Lines(NamedTuple):
    """A text by lines."""

    lines: list[str]
    fenced: list[bool]
    """True for the lines of a fenced block, its markers included."""
    unclosed: int
    """Index of the opening line of a fence that never closes, else -1."""


class Heading(NamedTuple):
    """One heading outside a fence."""

    at: int
    """Index of its line."""
    level: int
    text: str
    indented: bool


def split_lines(text: str) -> Lines:
    """Split a text into lines and find its fences."""
    lines = text.split("\n")
    fenced = [False] * len(lines)
    marker, opened = "", -1
    for index, line in enumerate(lines):
        if marker:
            fenced[index] = True
            closing = _CLOSE.match(line)
            if closing and closing[1][0] == marker[0] and len(closing[1]) >= len(marker):
                marker = ""
        elif ("```" in line or "~~~" in line) and (opening := _OPEN.match(line)):
            marker, opened = opening[1], index
            fenced[index] = True
    return Lines(lines, fenced, opened if marker else -1)


def headings(text: Lines) -> Iterator[Heading]:
    """Yield the headings that start with `#`."""
    for index, line in enumerate(text.lines):
        if "#" in line[:4] and not text.fenced[index] and (found := _HEADING.match(line)):
            words = (found[3] or "").rstrip()
            stripped = words.rstrip("#")
            # A closing run of `#` is decoration only behind a blank.
            if stripped != words and (not stripped or stripped[-1] in " \t"):
                words = stripped.rstrip()
            yield Heading(index, len(found[2]), words, bool(found[1]))


def unspaced(found: re.Match[str]) -> tuple[str, str]:
    """Say what is wrong with a line of the form `UNSPACED`, and what to write."""
    marks, words = found[1], clean_line(found[2]).strip()[:_SHOWN]
    message = f"`{marks}{words}` is no heading: a blank is missing behind `{marks}`."
    return message, f"Write `{marks} {words}`."


def underlined(text: Lines, start: int = 0, end: int | None = None) -> Iterator[int]:
    """Yield the indices of lines that turn the paragraph line above into a heading."""
    for index in range(max(start, 1), len(text.lines) if end is None else end):
        line = text.lines[index]
        if (
            line[:4].lstrip(" ")[:1] in ("=", "-")
            and not text.fenced[index]
            and not text.fenced[index - 1]
            and _UNDERLINE.match(line)
            and not _NO_PARAGRAPH.match(text.lines[index - 1])
        ):
            yield index
