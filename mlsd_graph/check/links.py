"""Links that are written almost right, and would be shown as plain text or with odd words."""

import re
from collections.abc import Iterator

from mlsd_graph.check.places import column, line_of
from mlsd_graph.content.fences import split_lines
from mlsd_graph.content.library import Library
from mlsd_graph.content.markup import Protected, SegmentKind, segments
from mlsd_graph.content.records import Finding, Page, Severity
from mlsd_graph.content.source import SourceError, read

_NAMELESS = re.compile(r"(?<!\\)\[\[[ \t]*(?:\|[^\[\]\n]{0,400})?\]\]")
_HALF_CLOSED = re.compile(r"(?<![\\\[])\[\[[a-z][a-z0-9-]{0,200}(?:\|[^\[\]\n]{0,400})?\](?!\])")
_HINT = "Write [[id]] or [[id|text]]."


def check_page(page: Page, library: Library) -> Iterator[Finding]:
    """Check the form of every link of a page's file."""
    del library
    path = page.head.path
    try:
        text = read(path).text
    except SourceError:
        return
    if "[[" not in text:
        return
    protected = segments(text)
    yield from _left(protected, path)
    line = 1
    for segment in protected.segments:
        if segment.kind is SegmentKind.LINK and "|" in segment.text:
            line = line_of(path, segment.source, line)
            message = f"{segment.source} has more than one bar."
            yield _finding(path, line, segment.source, message)


def _left(protected: Protected, path: str) -> Iterator[Finding]:
    """What looks like a link and was not taken for one."""
    lines = split_lines(protected.text)
    number = 1
    for line, fenced in zip(lines.lines, lines.fenced, strict=True):
        if "[[" in line and not fenced:
            for found in _NAMELESS.finditer(line):
                yield _finding(path, number, found[0], f"{found[0]} names no page.")
            for found in _HALF_CLOSED.finditer(line):
                message = f"{found[0]} is not closed by two brackets."
                yield _finding(path, number, found[0], message)
        # a formula that was cut out may hold line ends
        number += protected.restore(line).count("\n") + 1


def _finding(path: str, line: int, words: str, message: str) -> Finding:
    return Finding(
        "link-form", Severity.ERROR, path, line, column(path, line, words), message, _HINT
    )
