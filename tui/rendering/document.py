"""A document put together from Markdown and from plain values."""

from collections.abc import Container, Iterable

from mlsd_graph.clean import clean
from mlsd_graph.content.markup import parser, segments
from tui.rendering import styles
from tui.rendering.canvas import Canvas, Rendered
from tui.rendering.flow import Flow
from tui.rendering.inline import Cloze, Inline
from tui.rendering.plain import paragraphs

MAX_LENGTH = 256 * 1024
"""Characters of Markdown; what is longer is cut."""


class Document:
    """Collects parts, wraps them to a width and numbers their links in reading order."""

    def __init__(self, width: int, *, pages: Container[str] | None = None) -> None:
        self._canvas = Canvas(width)
        self._pages = pages

    def markdown(self, text: str, cloze: Cloze | None = None) -> None:
        """Add authored Markdown."""
        inline = Inline(cloze or Cloze(), self._pages)
        protected = segments(clean(text[:MAX_LENGTH]))
        plain = paragraphs(protected.text)
        if plain is None:
            from tui.rendering.blocks import Blocks  # noqa: PLC0415  see `plain`

            Blocks(self._canvas, inline, protected).draw(parser().parse(protected.text))
            return
        for paragraph in plain:
            flow = Flow()
            inline.text(paragraph, protected, flow)
            self._canvas.gap()
            self._canvas.paragraph(flow)

    def heading(self, text: str, level: int = 2) -> None:
        """Add a heading of our own."""
        self._canvas.gap()
        self._canvas.paragraph(Flow(text, styles.HEADINGS[level - 1]))

    def item(
        self, target: str, title: str, note: str = "", *, follow: bool = False, marker: str = "• "
    ) -> None:
        """Add a bullet with a link and a note in Markdown; `follow` if it leads to no page."""
        flow = Flow()
        known = follow or self._pages is None or target in self._pages
        flow.append(title, styles.LINK if known else styles.PLANNED)
        if known:
            flow.anchor(0, target)
        if note:
            rest = Inline(Cloze(), self._pages).markdown(clean(note))
            flow.append(": ")
            flow.extend(rest)
        with self._canvas.indented(marker, " " * len(marker)):
            self._canvas.paragraph(flow)

    def entry(self, marker: str, text: str) -> None:
        """Add one item of a list: a marker of our own, and Markdown that hangs beside it."""
        with self._canvas.indented(marker, " " * len(marker)):
            self.markdown(text)

    def text(self, text: str, style: str = "") -> None:
        """Add a line of plain text."""
        self._canvas.paragraph(Flow(text, style))

    def rows(self, rows: Iterable[Iterable[tuple[str, str]]]) -> None:
        """Add lines of a drawing as they are: pieces of text, each with its style."""
        for row in rows:
            flow = Flow()
            for text, style in row:
                flow.append(text, style)
            self._canvas.line(flow)

    def gap(self) -> None:
        """Leave a blank line before what follows."""
        self._canvas.gap()

    @property
    def height(self) -> int:
        """Lines written so far."""
        return self._canvas.height

    def rendered(self) -> Rendered:
        """Finish."""
        return self._canvas.rendered()


def render(
    markdown: str,
    width: int,
    *,
    cloze: Cloze | None = None,
    pages: Container[str] | None = None,
) -> Rendered:
    """Render authored Markdown in a width; `pages` are the ids that wiki-links may lead to."""
    document = Document(width, pages=pages)
    document.markdown(markdown, cloze)
    return document.rendered()
