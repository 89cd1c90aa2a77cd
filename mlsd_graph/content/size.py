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
_HEADING = re.compile(r"#{1,6}(?:[ \t]|$)")
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
    return "|" not in text or sum(_most_cells(text)) <= limits.TABLE_CELLS


def check_size(text: str, path: str, body: int) -> None:
    """Measure blocks outside fences from where the body begins: front matter has limits of its own.

    Raises:
        SourceError: There are too many, one is too long, or tables have too many cells.
    """
    if plainly_small(text):
        return
    lines = split_lines(text)
    _check_tables(lines, path)
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


def _check_tables(lines: Lines, path: str) -> None:
    """Count the cells of all lines from the row below a header on.

    Rows that are shorter than the header are filled up, so they cost as much as full ones.
    """
    total = columns = begun = 0
    for index, line in enumerate(lines.lines):
        if lines.fenced[index] or not line.strip("> \t") or _HEADING.match(line):
            columns = 0
            continue
        ruled = _RULED.search(line)
        if ruled and (found := _columns(line, ruled)) > columns:
            columns, begun = found, index
        total += columns
        if total > limits.TABLE_CELLS:
            message = f"The tables of the page have more than {limits.TABLE_CELLS} cells."
            hint = "Leave out columns or rows, or split the page."
            raise _error("table-too-large", path, begun, message, hint)


def _most_cells(text: str) -> Iterator[int]:
    """Bound the cells that each row below a header can make, up to the next blank line."""
    for ruled in _RULED.finditer(text):
        row = text[text.rfind("\n", 0, ruled.start()) + 1 : ruled.end()]
        if columns := _columns(row, ruled):
            blank = _BLANK.search(text, ruled.end())
            below = text.count("\n", ruled.end(), blank.start() if blank else len(text))
            yield columns * (below + 1)


def _columns(row: str, ruled: re.Match[str]) -> int:
    """Count the columns of the row below a header; 0 for any other."""
    return 0 if ruled[0].strip("-:| \t") else sum("-" in cell for cell in row.split("|"))


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
