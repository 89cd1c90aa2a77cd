"""Inline tokens → a `Flow`: emphasis, code, formulas, links and clozes."""

from collections.abc import Container, Sequence
from typing import TYPE_CHECKING, NamedTuple

from mlsd_graph.content.markup import Protected, Segment, SegmentKind, parser, segments
from tui.rendering import styles
from tui.rendering.flow import Flow
from tui.rendering.plain import paragraphs
from tui.rendering.wrapping import NO_BREAK

if TYPE_CHECKING:
    from markdown_it.token import Token

_NESTED = {
    "strong": styles.STRONG,
    "em": styles.EMPHASIS,
    "s": styles.STRUCK,
    "link": styles.LINK,
}
_UNBROKEN = 32
"""A formula up to this many characters stays on one line."""
_SCHEMES = ("http://", "https://")


class Cloze(NamedTuple):
    """Which cloze is asked, and whether its answer is shown; 0 asks none."""

    number: int = 0
    revealed: bool = False


class Inline(NamedTuple):
    """How inline text is shown."""

    cloze: Cloze = Cloze()
    pages: Container[str] | None = None
    """Ids that can be followed; None follows any."""

    def markdown(self, text: str) -> Flow:
        """Show one paragraph of Markdown."""
        flow = Flow()
        self._append(text, flow)
        return flow

    def _append(self, text: str, flow: Flow) -> None:
        protected = segments(text)
        plain = paragraphs(protected.text)
        if plain is not None and len(plain) == 1:
            self.text(plain[0], protected, flow)
            return
        for token in parser().parseInline(protected.text):
            self.tokens(token.children or [], protected, flow)

    def tokens(self, tokens: "Sequence[Token]", protected: Protected, flow: Flow) -> None:
        """Append inline tokens; a token that is not known shows its text."""
        open_at: list[tuple[int, Token]] = []
        for token in tokens:
            if token.nesting == 1:
                open_at.append((flow.length, token))
            elif token.nesting == -1 and open_at:
                start, opening = open_at.pop()
                self._close(start, opening, protected, flow)
            else:
                self._leaf(token, protected, flow)

    def _close(self, start: int, opening: "Token", protected: Protected, flow: Flow) -> None:
        kind = opening.type.removesuffix("_open")
        if style := _NESTED.get(kind):
            flow.mark(start, style)
        if kind != "link":
            return
        address = protected.restore(str(opening.attrGet("href") or ""))
        shown = flow.text[start:]
        if address.startswith(_SCHEMES):
            flow.anchor(start, address)
        if shown != address:
            flow.append(f" <{address}>", styles.ADDRESS)

    def _leaf(self, token: "Token", protected: Protected, flow: Flow) -> None:
        match token.type:
            case "softbreak":
                flow.append(" ")
            case "hardbreak":
                flow.append("\n")
            case "code_inline":
                flow.append(protected.restore(token.content), styles.CODE)
            case "image":
                flow.append(f"[image: {protected.restore(token.content)}]", styles.QUIET)
            case _ if token.children:
                self.tokens(token.children, protected, flow)
            case _:
                self.text(token.content, protected, flow)

    def text(self, text: str, protected: Protected, flow: Flow) -> None:
        """Append text with its formulas, code spans, clozes and wiki-links put back."""
        for piece in protected.pieces(text):
            if isinstance(piece, str):
                flow.append(piece)
            else:
                self._segment(piece, flow)

    def _segment(self, piece: Segment, flow: Flow) -> None:
        match piece.kind:
            case SegmentKind.CODE:
                flow.append(piece.text, styles.CODE)
            case SegmentKind.MATH:
                _formula(piece, flow)
            case SegmentKind.LINK:
                self._wiki_link(piece, flow)
            case SegmentKind.CLOZE:
                self._cloze(piece, flow)

    def _wiki_link(self, piece: Segment, flow: Flow) -> None:
        start = flow.length
        if self.pages is not None and piece.target not in self.pages:
            flow.append(piece.text, styles.PLANNED)
            return
        flow.append(piece.text, styles.LINK)
        flow.anchor(start, piece.target)

    def _cloze(self, piece: Segment, flow: Flow) -> None:
        asked = piece.number == self.cloze.number
        if asked and not self.cloze.revealed:
            flow.append(f"[… {piece.hint}]" if piece.hint else "[…]", styles.HIDDEN)
            return
        start = flow.length
        self._append(piece.text, flow)
        if asked:
            flow.mark(start, styles.ANSWER)


def _formula(piece: Segment, flow: Flow) -> None:
    from mlsd_graph import mathtext  # noqa: PLC0415  20 ms that a card without formulas spares

    try:
        text = mathtext.inline(piece.text)
    except mathtext.MathError:
        flow.append(piece.source, styles.UNREADABLE)
        return
    if len(text) <= _UNBROKEN:
        text = text.replace(" ", NO_BREAK)
    flow.append(text, styles.FORMULA)
