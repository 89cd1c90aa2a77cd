"""Lines of a document with their prefixes, styles and links; becomes one `Content`."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple

from textual.content import Content, Span

from mlsd_graph.clean import clean
from tui.rendering import styles
from tui.rendering.flow import Anchor, Flow
from tui.rendering.wrapping import NO_BREAK, breaks

MIN_WIDTH = 8
"""Text is never wrapped narrower than this, however deep it is nested."""


class Link(NamedTuple):
    """A link that a reader can follow."""

    target: str
    """Page id, or an http(s) address."""
    text: str
    spans: tuple[tuple[int, int], ...]
    """Ranges of the content, one for each line that it runs over."""
    line: int
    """The line it begins on, from 0."""

    @property
    def is_address(self) -> bool:
        """Whether it leads out of the content."""
        return self.target.startswith(("http://", "https://"))


class Rendered(NamedTuple):
    """A rendered document."""

    content: Content
    links: tuple[Link, ...]
    height: int
    """Number of lines."""

    def chosen(self, index: int) -> Content:
        """Return the content with one link highlighted."""
        content = self.content
        for start, end in self.links[index].spans:
            content = content.stylize(styles.CHOSEN, start, end)
        return content


@dataclass(slots=True)
class _Prefix:
    first: str
    """Before the first line; empty once that line is written."""
    rest: str
    style: str
    fresh: bool = True


class Canvas:
    """Collects lines of at most `width` cells."""

    def __init__(self, width: int) -> None:
        self._width = max(width, MIN_WIDTH)
        self._parts: list[str] = []
        self._length = 0
        self._lines = 0
        self._spans: list[Span] = []
        self._links: list[Link] = []
        self._prefixes: list[_Prefix] = []
        self._gap = False

    @property
    def width(self) -> int:
        """Cells left beside the prefixes."""
        taken = sum(len(prefix.rest) for prefix in self._prefixes)
        return max(self._width - taken, MIN_WIDTH)

    @property
    def height(self) -> int:
        """Lines written so far."""
        return self._lines

    @contextmanager
    def indented(self, first: str, rest: str, style: str = styles.QUIET) -> Generator[None]:
        """Begin every line inside with a prefix; both must have the same width."""
        self._flush_gap()
        self._prefixes.append(_Prefix(first, rest, style))
        yield
        if self._prefixes[-1].fresh and first.strip():
            self.line(Flow())
        self._prefixes.pop()

    def gap(self) -> None:
        """Leave one blank line before the next text, except right after a bullet."""
        if self._lines and not (self._prefixes and self._prefixes[-1].fresh):
            self._gap = True

    def paragraph(self, flow: Flow) -> None:
        """Write wrapped text."""
        self._write(flow, breaks(flow.text, self.width))

    def line(self, flow: Flow) -> None:
        """Write text that is one line already."""
        self._write(flow, [(0, flow.length)])

    def rendered(self) -> Rendered:
        """Finish; no control character passes, and offsets stay, because one replaces one."""
        text = clean("".join(self._parts)).replace(NO_BREAK, " ")
        return Rendered(Content(text, self._spans), tuple(self._links), self._lines)

    def _write(self, flow: Flow, lines: list[tuple[int, int]]) -> None:
        self._flush_gap()
        pieces: dict[Anchor, list[tuple[int, int]]] = {anchor: [] for anchor in flow.anchors}
        first_line: dict[Anchor, int] = {}
        for start, end in lines:
            self._begin_line(blank=start == end)
            shift = self._length - start
            self._put(flow.text[start:end])
            for mark in flow.marks:
                if mark.start < end and mark.end > start:
                    left, right = max(mark.start, start) + shift, min(mark.end, end) + shift
                    self._spans.append(Span(left, right, mark.style))
            for anchor, found in pieces.items():
                if anchor.start < end and anchor.end > start:
                    found.append((max(anchor.start, start) + shift, min(anchor.end, end) + shift))
                    first_line.setdefault(anchor, self._lines - 1)
        for anchor, found in pieces.items():
            if found:
                text = flow.text[anchor.start : anchor.end]
                self._links.append(Link(anchor.target, text, tuple(found), first_line[anchor]))

    def _flush_gap(self) -> None:
        if self._gap:
            self._gap = False
            self._begin_line(blank=True)

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _begin_line(self, *, blank: bool) -> None:
        if self._lines:
            self._put("\n")
        self._lines += 1
        shown = [prefix.first if prefix.fresh else prefix.rest for prefix in self._prefixes]
        while blank and shown:
            shown[-1] = shown[-1].rstrip()
            if shown[-1]:
                break
            shown.pop()
        for prefix, text in zip(self._prefixes, shown, strict=False):
            start = self._length
            self._put(text)
            if prefix.style and not text.isspace():
                self._spans.append(Span(start, self._length, prefix.style))
        for prefix in self._prefixes:
            prefix.fresh = False
