"""Text with styled ranges and links, before it is broken into lines."""

from typing import NamedTuple, TypeVar


class Mark(NamedTuple):
    """A style over a range of characters."""

    start: int
    end: int
    style: str


class Anchor(NamedTuple):
    """A link over a range of characters; `target` is a page id or an http address."""

    start: int
    end: int
    target: str


class Flow:
    """One run of text that can be wrapped: a paragraph, a heading, a table cell, a code line."""

    def __init__(self, text: str = "", style: str = "") -> None:
        self._parts: list[str] = []
        self.length = 0
        self.marks: list[Mark] = []
        self.anchors: list[Anchor] = []
        self.append(text, style)

    @property
    def text(self) -> str:
        """The characters."""
        if len(self._parts) > 1:
            self._parts = ["".join(self._parts)]
        return self._parts[0] if self._parts else ""

    def append(self, text: str, style: str = "") -> None:
        """Add text at the end."""
        if not text:
            return
        start = self.length
        self._parts.append(text)
        self.length += len(text)
        if style:
            self.marks.append(Mark(start, self.length, style))

    def mark(self, start: int, style: str) -> None:
        """Style everything from `start` to the end."""
        if self.length > start:
            self.marks.append(Mark(start, self.length, style))

    def anchor(self, start: int, target: str) -> None:
        """Make everything from `start` to the end a link."""
        if self.length > start:
            self.anchors.append(Anchor(start, self.length, target))

    def extend(self, other: "Flow", start: int = 0, end: int | None = None) -> None:
        """Add a part of another flow with its styles and links."""
        end = other.length if end is None else end
        shift = self.length - start
        self.append(other.text[start:end])
        for mark in other.marks:
            if mark.start < end and mark.end > start:
                self.marks.append(_cut(mark, start, end, shift))
        for anchor in other.anchors:
            if anchor.start < end and anchor.end > start:
                self.anchors.append(_cut(anchor, start, end, shift))


_Range = TypeVar("_Range", Mark, Anchor)


def _cut(part: _Range, start: int, end: int, shift: int) -> _Range:
    return part._replace(start=max(part.start, start) + shift, end=min(part.end, end) + shift)
