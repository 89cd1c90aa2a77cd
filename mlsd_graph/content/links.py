"""Wiki-links of a piece of Markdown with their lines, outside code, formulas and fences."""

import re
from typing import NamedTuple

from mlsd_graph.content.markup import SegmentKind, segments

_PLACEHOLDER = re.compile("[\U000f0000-\U000ffffd]")


class Link(NamedTuple):
    """One wiki-link."""

    target: str
    line: int
    """From 0, within the text that was searched."""
    start: int
    """Offset in that text."""
    source: str
    """As written, with its brackets."""


def links(text: str) -> list[Link]:
    """Find the links in order."""
    if "[[" not in text:
        return []
    protected = segments(text)
    found: list[Link] = []
    line = offset = previous = 0
    for mark in _PLACEHOLDER.finditer(protected.text):
        index = ord(mark[0]) - 0xF0000
        if index >= len(protected.segments):
            continue
        segment = protected.segments[index]
        gap = protected.text[previous : mark.start()]
        line += gap.count("\n")
        offset += len(gap)
        if segment.kind is SegmentKind.LINK:
            found.append(Link(segment.target, line, offset, segment.source))
        elif segment.kind is SegmentKind.CLOZE and "[[" in segment.source:
            inner = links(segment.source[5:-2])
            found += [Link(k.target, line + k.line, offset + 5 + k.start, k.source) for k in inner]
        line += segment.source.count("\n")
        offset += len(segment.source)
        previous = mark.end()
    return found
