"""What a foreign note says that no side of a card holds, as a list item of its page."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from export.anki.adopting.html import converted
from export.anki.adopting.room import BREAK
from export.anki.adopting.writing import code, indent, paragraph, parted_run

_MOST = 100_000
"""Bytes beside one note: a page takes little more than twice as much."""
_PIECE = 3_500
"""Characters of one paragraph: the parser takes 4 kB in one run of text."""
_ITEM = re.compile(r" *(?:(-)|([0-9]+)\.) ")


class Beside(NamedTuple):
    """The fields that no card shows."""

    paragraphs: tuple[str, ...] = ()
    """Markdown, each within what the parser takes."""
    media: tuple[str, ...] = ()
    left: int = 0
    """Characters that a page does not hold."""

    def under(self, heading: str) -> str:
        """Write the list item."""
        first, *more = self.paragraphs
        told = [f"- {heading}: {first}", *(f"  {each}" for each in more)]
        if self.left:
            told.append(f"  … {self.left:,} characters more stayed in Anki.")
        return "\n\n".join(told)


NOTHING = Beside()


def beside(fields: Mapping[str, str], told: Collection[str], image: str) -> Beside:
    """Write the fields that are not among those which are `told`, with their files."""
    found = [
        converted(text, image=image) for name, text in fields.items() if text and name not in told
    ]
    rows = [row for each in found for row in _rows(each.text)]
    kept, size = 0, 0
    for row in rows:
        size += len(row.encode())
        if size > _MOST:
            break
        kept += 1
    media = tuple(dict.fromkeys(name for each in found for name in each.media))
    return Beside(tuple(_paragraphs(rows[:kept])), media, sum(map(len, rows[kept:])))


def _rows(text: str) -> Iterator[str]:
    """Yield blocks of Markdown line by line, each of which can stand in a paragraph."""
    is_code = False
    for line in text.split("\n"):
        if line.startswith("```"):
            is_code = not is_code
        elif line.strip():
            row = f"{indent(line)}{code(line)}" if is_code else _row(line)
            yield from parted_run(row, _PIECE // 2)


def _row(line: str) -> str:
    if line.startswith("\ue002"):
        return f"${line[1:]}$"
    if found := _ITEM.match(line):
        mark = "•" if found[1] else rf"{found[2]}\."
        return f"{mark} {line[found.end() :]}"
    return paragraph(line)


def _paragraphs(rows: list[str]) -> Iterator[str]:
    """Join lines to as few paragraphs as the parser takes."""
    joined: list[str] = []
    size = 0
    for row in rows:
        if joined and size + len(row) > _PIECE:
            yield f"{BREAK}\n  ".join(joined)
            joined, size = [], 0
        joined.append(row)
        size += len(row) + len(BREAK) + 3
    if joined:
        yield f"{BREAK}\n  ".join(joined)
