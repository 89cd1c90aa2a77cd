"""Images, which no part of the program shows: a diagram is text."""

import re
from collections.abc import Iterator

from mlsd_graph.content.fences import split_lines
from mlsd_graph.content.library import Library
from mlsd_graph.content.markup import segments
from mlsd_graph.content.records import Finding, Page, Severity
from mlsd_graph.content.source import SourceError, read

_IMAGE = re.compile(r"(?<!\\)!\[[^\]\n]{0,300}\][(\[]|<img\b", re.IGNORECASE)
_MESSAGE = "An image is no part of the format: terminal and deck show its source."
_HINT = "Draw a diagram (see CONTRIBUTING.md), or say it in words."


def check_page(page: Page, library: Library) -> Iterator[Finding]:
    """Name each image of a page's file, in prose and in cards."""
    del library
    path = page.head.path
    try:
        text = read(path).text
    except SourceError:
        return
    if "![" not in text and "<img" not in text.casefold():
        return
    protected = segments(text)
    lines = split_lines(protected.text)
    number = 1
    for index, line in enumerate(lines.lines):
        for image in () if lines.fenced[index] else _IMAGE.finditer(line):
            before = protected.restore(line[: image.start()]).split("\n")
            place = number + len(before) - 1, len(before[-1]) + 1
            yield Finding("image", Severity.ERROR, path, *place, _MESSAGE, _HINT)
        number += protected.restore(line).count("\n") + 1
