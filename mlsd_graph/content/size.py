"""Refuses pages whose Markdown would take a parser too long."""

import re
from collections.abc import Iterator

from mlsd_graph.content import limits
from mlsd_graph.content.fences import Lines, headings, split_lines
from mlsd_graph.content.records import Finding, Severity
from mlsd_graph.content.sections import DIAGRAMS
from mlsd_graph.content.source import SourceError

_SECTION = 2
"""Level of the headings that sections start with."""
_OF_DIAGRAM = 40
"""Blocks that count of what stands under the heading of one diagram: no page shows more of them."""
# A line that starts a block of its own although no blank line stands above.
_START = re.compile(r"[ \t]*(?:[-*+][ \t]|\d{1,9}[.)][ \t]|#{1,6}[ \t]|[|>])")

# The row below a table's header from its first bar on, or what looks like it; never tried twice.
_RULED = re.compile(r"\|[ \t]*+:?-[^\n]*+")
_BLANK = re.compile(r"\n[ \t>]*+(?=\n)")


def plainly_small(text: str) -> bool:
    """Tell cheaply that a text is within the limits; False says only that it must be measured."""
    if text.count("\n") > limits.BLOCKS:
        return False
    start, end = 0, len(text) - limits.BLOCK_CHARACTERS
    while start < end:
        # No block is too long if there is a blank line in every stretch of the limit's length.
        blank = text.rfind("\n\n", start, start + limits.BLOCK_CHARACTERS)
        if blank <= start:
            return False
        start = blank + 1
    return "|" not in text or sum(cells for _, cells in _tables(text)) <= limits.TABLE_CELLS


def check_size(text: str, path: str, body: int) -> None:
    """Measure blocks outside fences from where the body begins: front matter has limits of its own.

    Raises:
        SourceError: There are too many, one is too long, or tables have too many cells.
    """
    if plainly_small(text):
        return
    lines = split_lines(text)
    _check_tables(text, lines, path)
    count = size = start = excess = 0
    drawn = _drawn(lines)
    above = text.count("\n", 0, body)
    for index, line in enumerate(lines.lines):
        if index < above or lines.fenced[index] or not line.strip():
            size = 0
            continue
        if not size or _START.match(line):
            count, size, start = count + (index not in drawn), 0, index + 1
            excess = excess or (start if count > limits.BLOCKS else 0)
        size += len(line) + 1
        if size > limits.BLOCK_CHARACTERS:
            message = f"A paragraph is longer than {limits.BLOCK_CHARACTERS} characters."
            raise _error("block-too-long", path, start, message, "Break it up.")
    if excess:
        message = f"The page has more than {limits.BLOCKS} blocks."
        raise _error("too-many-blocks", path, excess, message, "Split the page.")


def _check_tables(text: str, lines: Lines, path: str) -> None:
    total = 0
    for at, cells in _tables(text):
        line = text.count("\n", 0, at)
        total += 0 if lines.fenced[line] else cells
        if total > limits.TABLE_CELLS:
            message = f"The tables of the page have more than {limits.TABLE_CELLS} cells."
            hint = "Leave out columns or rows, or split the page."
            raise _error("table-too-large", path, line, message, hint)


def _tables(text: str) -> Iterator[tuple[int, int]]:
    """Find where the row below each header is, and how many cells the header's columns make.

    Rows that are shorter than the header are filled up, so they cost as much as full ones.
    """
    end = 0
    for ruled in _RULED.finditer(text):
        if ruled.start() < end or ruled[0].strip("-:| \t"):
            continue
        row = text[text.rfind("\n", 0, ruled.start()) + 1 : ruled.end()]
        blank = _BLANK.search(text, ruled.end())
        end = blank.start() if blank else len(text)
        below = text.count("\n", ruled.end(), end)
        yield ruled.start(), sum("-" in cell for cell in row.split("|")) * (below + 1)


def _drawn(lines: Lines) -> set[int]:
    """Choose the lines of diagrams that have more reasons than blocks and arrows can have.

    Only the reasons of such a diagram are wrong: no more of them than parts are ever rendered.
    """
    chosen: set[int] = set()
    starts = list(headings(lines))
    ends = [*(heading.at for heading in starts[1:]), len(lines.lines)]
    inside = False
    for heading, end in zip(starts, ends, strict=False):
        inside = heading.text == DIAGRAMS if heading.level <= _SECTION else inside
        if inside and heading.level > _SECTION:
            said = range(heading.at, end)
            written = [at for at in said if lines.lines[at].strip() and not lines.fenced[at]]
            chosen.update(written[_OF_DIAGRAM:])
    return chosen


def _error(code: str, path: str, line: int, message: str, hint: str) -> SourceError:
    return SourceError(Finding(code, Severity.ERROR, path, line, min(line, 1), message, hint))
