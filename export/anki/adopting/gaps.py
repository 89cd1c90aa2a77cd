"""Anki's clozes as ours: no gap inside another, one number each, no double colon in a gap."""

import re

_MARK = re.compile(r"\{\{c([0-9]{1,3})(?:,[0-9,]{1,40})?::|\}\}")
_OCCLUSION = "image-occlusion:"


def flattened(html: str) -> str:
    """Take inner gaps out of outer ones, keeping their text; unbalanced marks become text."""
    out: list[str] = []
    depth = place = opened = 0
    for mark in _MARK.finditer(html):
        out.append(html[place : mark.start()])
        place = mark.end()
        if mark[1] is None:
            depth -= depth > 0
            out.append("}}" if depth == 0 and opened else "")
            opened = opened and depth
        else:
            depth += 1
            if depth == 1:
                opened = 1
                out.append(f"{{{{c{int(mark[1]) or 1}::")
    out.append(html[place:])
    return "".join(out) + ("}}" if depth else "")


def is_picture(html: str) -> bool:
    """Whether the gaps are areas of a picture, which text cannot show."""
    return _OCCLUSION in html


def numbers(markdown: str) -> tuple[int, ...]:
    """List the numbers of the gaps."""
    return tuple(sorted({int(found) for found in re.findall(r"\{\{c([0-9]{1,3})::", markdown)}))


def without_marks(markdown: str) -> str:
    """Write the text with its gaps left open, for a heading."""
    return re.sub(r"\{\{c[0-9]{1,3}::.*?\}\}", "…", markdown, flags=re.DOTALL)
