"""Anki's clozes as ours: no gap inside another, one number each, nothing but words in a gap."""

import re
from collections.abc import Callable

HINT = "\ue003"
"""Stands before a hint until the text is written: a `::` of the text must not look like one."""
MARK = re.compile(rf"(\{{\{{c[1-9][0-9]{{0,2}}::|\}}\}}|{HINT})")
_OPEN_OR_CLOSE = re.compile(r"\{\{c([0-9]{1,3})(?:,[0-9,]{1,40})?::|\}\}")
_GAP = re.compile(r"\{\{c([0-9]{1,3})::(.{0,2000}?)(?:::(.{0,2000}?))?\}\}", re.DOTALL)
_OCCLUSION = "image-occlusion:"
_ITEM = re.compile(r"<li(?:\s[^<>]{0,300})?>", re.IGNORECASE)
_BREAK = re.compile(
    r"</?(?:br|div|p|section|article|blockquote|center|hr|table|tbody|thead|tr|td|th|dl|dt|dd|ul|ol"
    r"|li|h[1-6])(?:[\s/][^<>]{0,300})?>",
    re.IGNORECASE,
)
_PRE = re.compile(r"(</?)pre\b", re.IGNORECASE)


class _Gap:
    """One gap as it is read."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._text: list[str] = []
        self._hint = ""

    def add(self, text: str, *, inner: bool) -> None:
        """Take text; of an inner gap it is without its hint."""
        head, _, hint = text.partition("::")
        self._text.append(head)
        if not inner:
            self._hint = self._hint or hint

    def written(self) -> str:
        hint = _inline(self._hint).replace("::", ": :").strip()
        text = _inline("".join(self._text)).strip()
        told = f"{text}{HINT + hint if hint else ''}"
        # Anki ends a gap at the first two braces, so a formula's own stands apart from them.
        return f"{{{{c{self._number}::{told}{' ' * told.endswith('}')}}}}}"


def flattened(html: str) -> str:
    """Take inner gaps out of outer ones, keeping their text; unbalanced marks become text.

    In a gap a blank stands for a new line or block, and `HINT` before its hint, which begins where
    Anki sees it: at the first `::`.
    """
    html = html.replace(HINT, "")
    out: list[str] = []
    gap: _Gap | None = None
    depth = place = 0
    for mark in _OPEN_OR_CLOSE.finditer(html):
        _put(html[place : mark.start()], out, gap, depth)
        place = mark.end()
        if mark[1] is not None:
            depth += 1
            gap = gap or _Gap(int(mark[1]) or 1)
        elif gap is None:
            out.append("} }")
        else:
            depth -= 1
            if depth == 0:
                # A brace behind it would look as if the gap had ended too early.
                out.append(gap.written() + " " * html.startswith("}", place))
                gap = None
    _put(html[place:], out, gap, depth)
    return "".join(out) + (gap.written() if gap else "")


def _put(text: str, out: list[str], gap: _Gap | None, depth: int) -> None:
    if gap is None:
        out.append(text)
    else:
        gap.add(text, inner=depth > 1)


def _inline(html: str) -> str:
    """Write blocks in one line, and code of several lines as code of one."""
    text = _PRE.sub(r"\1code", html)
    text = _BREAK.sub(" ", _ITEM.sub("\x00", text).replace("\x00", " ", 1))
    return re.sub(r"\s*\x00\s*", "; ", text)


def parted(text: str, write: Callable[[str], str], hint: Callable[[str], str]) -> str:
    """Write what stands between marks each on its own: no code and no formula may hold a gap."""
    out: list[str] = []
    write_next = write
    parts = MARK.split(text)
    for index, part in enumerate(parts):
        if index % 2:
            write_next = hint if part == HINT else write
            out.append(part)
        elif words := part.strip():
            before, _, after = part.partition(words)
            written = write_next(words)
            ends = parts[index + 1 : index + 2] == ["}}"] and not written.endswith("}")
            out.append(f"{before[:1]}{written}{'' if ends else after[:1]}")
        else:
            out.append(part[:1])
    return "".join(out)


def is_picture(html: str) -> bool:
    """Whether the gaps are areas of a picture, which text cannot show."""
    return _OCCLUSION in html


def numbers(text: str) -> tuple[int, ...]:
    """List the numbers of the gaps, in Markdown or in flattened HTML."""
    return tuple(sorted({int(found) for found in re.findall(r"\{\{c([0-9]{1,3})::", text)}))


def without_marks(markdown: str) -> str:
    """Write the text with its gaps left open, for a heading."""
    return re.sub(r"\{\{c[0-9]{1,3}::.*?\}\}", "…", markdown, flags=re.DOTALL)


def outside(markdown: str) -> str:
    """Write what stands in no gap."""
    return _GAP.sub("", markdown)


def question(markdown: str, number: int) -> str:
    """Write what the card of a number asks: its gaps closed to their hints, the others open."""
    return _GAP.sub(lambda gap: (gap[3] or "") if int(gap[1]) == number else gap[2], markdown)
