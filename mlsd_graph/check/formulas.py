"""Formulas that cannot be drawn in a terminal."""

import re
from collections.abc import Iterator

from mlsd_graph.check.places import column, line_of
from mlsd_graph.content.fences import split_lines
from mlsd_graph.content.library import Library
from mlsd_graph.content.markup import SegmentKind, segments
from mlsd_graph.content.records import Finding, Page, Severity
from mlsd_graph.content.source import SourceError, read
from mlsd_graph.mathtext import check

_INFO = re.compile(r"[ \t>]*(?:`{3,}|~{3,})[ \t]*math[ \t]*$")


def check_page(page: Page, library: Library) -> Iterator[Finding]:
    """Check every formula of a page's file."""
    del library
    path = page.head.path
    try:
        text = read(path).text
    except SourceError:
        return
    if "$" in text:
        yield from _inline(text, path)
    if "math" in text:
        yield from _fences(text, path)


def _inline(text: str, path: str) -> Iterator[Finding]:
    line = 1
    for segment in segments(text).segments:
        if segment.kind is SegmentKind.MATH and (error := check(segment.text)) is not None:
            first = segment.source.split("\n", 1)[0]
            line = line_of(path, first, line)
            yield _finding(path, line, column(path, line, first), str(error))


def _fences(text: str, path: str) -> Iterator[Finding]:
    lines = split_lines(text)
    start = -1
    for index, line in enumerate(lines.lines):
        if not lines.fenced[index]:
            start = -1
        elif start < 0 and _INFO.match(line):
            start = index
        elif start >= 0 and line.lstrip(" \t>").startswith(("```", "~~~")):
            tex = "\n".join(lines.lines[start + 1 : index])
            if (error := check(tex)) is not None:
                yield _finding(path, start + 2, 1, str(error))
            start = -1


def _finding(path: str, line: int, column: int, problem: str) -> Finding:
    end = "" if problem.endswith("?") else "."
    message = f"The formula cannot be drawn: {problem.rstrip('.')}{end}"
    hint = "CONTRIBUTING.md lists under “Formulas” the commands that can."
    return Finding("formula", Severity.ERROR, path, line, column, message, hint)
