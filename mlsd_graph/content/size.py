"""Refuses pages whose Markdown would take a parser too long."""

import re

from mlsd_graph.content import limits
from mlsd_graph.content.fences import split_lines
from mlsd_graph.content.records import Finding, Severity
from mlsd_graph.content.source import SourceError

# A line that starts a block of its own although no blank line stands above.
_START = re.compile(r"[ \t]*(?:[-*+][ \t]|\d{1,9}[.)][ \t]|#{1,6}[ \t]|[|>])")


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
    return True


def check_size(text: str, path: str) -> None:
    """Measure blocks outside fences.

    Raises:
        SourceError: There are too many, or one is too long.
    """
    if plainly_small(text):
        return
    lines = split_lines(text)
    count = size = start = 0
    for index, line in enumerate(lines.lines):
        if lines.fenced[index] or not line.strip():
            size = 0
            continue
        if not size or _START.match(line):
            count, size, start = count + 1, 0, index + 1
        size += len(line) + 1
        if size > limits.BLOCK_CHARACTERS:
            message = f"A paragraph is longer than {limits.BLOCK_CHARACTERS} characters."
            raise _error("block-too-long", path, start, message, "Break it up.")
    if count > limits.BLOCKS:
        message = f"The page has more than {limits.BLOCKS} blocks."
        raise _error("too-many-blocks", path, 0, message, "Split the page.")


def _error(code: str, path: str, line: int, message: str, hint: str) -> SourceError:
    return SourceError(Finding(code, Severity.ERROR, path, line, min(line, 1), message, hint))
