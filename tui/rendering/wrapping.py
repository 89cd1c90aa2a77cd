"""Where a text is broken into lines of a width, in terminal cells."""

import re

from rich.cells import cell_len

_WORD = re.compile(r"[^ \n]+|\n")
NO_BREAK = "\u00a0"
"""A space that does not break; shown as a plain one."""


def breaks(text: str, width: int) -> list[tuple[int, int]]:
    """Return the (start, end) of each line; words break only where they are wider than a line."""
    if "\n" not in text and len(text) <= width and (text.isascii() or cell_len(text) <= width):
        return [(0, len(text))]
    width = max(width, 1)
    lines: list[tuple[int, int]] = []
    start = end = used = 0
    for word in _WORD.finditer(text):
        if word[0] == "\n":
            lines.append((start, end))
            start = end = word.end()
            used = 0
            continue
        size = len(word[0]) if word[0].isascii() else cell_len(word[0])
        gap = word.start() - end if used else 0
        if used and used + gap + size > width:
            lines.append((start, end))
            start, used, gap = word.start(), 0, 0
        elif not used:
            start = word.start()
        begin = word.start()
        while size > width:
            cut = _fitting(text, begin, word.end(), width)
            lines.append((begin, cut))
            start = begin = cut
            size = cell_len(text[cut : word.end()])
        used += gap + size
        end = word.end()
    lines.append((start, end))
    return lines


def _fitting(text: str, start: int, end: int, width: int) -> int:
    """Return how far a word reaches that has to be cut; after a no-break space if there is one."""
    used = 0
    for at in range(start, end):
        used += cell_len(text[at])
        if used > width:
            space = text.rfind(NO_BREAK, start, at)
            return space + 1 if space > start else max(at, start + 1)
    return end
