"""Authored Markdown → one line of safe HTML: emphasis, code, formulas, links within the map.

Only tags written here come out; everything else is escaped. Addresses lead out of the file, so
only their words are kept.
"""

from collections.abc import Container, Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING

from mlsd_graph.clean import clean, clean_line
from mlsd_graph.content.markup import Protected, Segment, SegmentKind, parser, segments
from mlsd_graph.mathtext import MathError, inline

if TYPE_CHECKING:
    from markdown_it.token import Token

_LONGEST = 4000
"""Characters of one text; what is longer is cut."""
_TAGS = {"strong": "b", "em": "i", "s": "s"}


def line(text: str) -> str:
    """Escape plain text for an element or an attribute in double quotes."""
    return _escaped(clean_line(text))


def markup(markdown: str, ids: Container[str]) -> str:
    """Write Markdown as HTML within a paragraph; `ids` are the nodes that may be linked."""
    protected = segments(clean(markdown[:_LONGEST]))
    blocks = (_inner(token, protected, ids) for token in parser().parse(protected.text))
    shown = " ".join(block for block in blocks if block)
    return f"{shown} …" if len(markdown) > _LONGEST else shown


def _inner(block: "Token", protected: Protected, ids: Container[str]) -> str:
    if block.type in {"fence", "code_block"}:
        return f"<code>{line(protected.restore(block.content))}</code>"
    return "".join(_tokens(block.children or (), protected, ids)).strip()


def _tokens(tokens: "Sequence[Token]", protected: Protected, ids: Container[str]) -> Iterator[str]:
    for token in tokens:
        if token.nesting:
            tag = _TAGS.get(token.type.rpartition("_")[0])
            if tag:
                yield f"<{tag}>" if token.nesting > 0 else f"</{tag}>"
        elif token.type in {"softbreak", "hardbreak"}:
            yield " "
        elif token.type == "code_inline":
            yield f"<code>{line(protected.restore(token.content))}</code>"
        elif token.children:
            yield from _tokens(token.children, protected, ids)
        else:
            for piece in protected.pieces(token.content):
                yield _escaped(piece) if isinstance(piece, str) else _segment(piece, ids)


def _segment(piece: Segment, ids: Container[str]) -> str:
    match piece.kind:
        case SegmentKind.MATH:
            return f"<var>{line(_formula(piece.text))}</var>"
        case SegmentKind.CODE:
            return f"<code>{line(piece.text)}</code>"
        case SegmentKind.LINK if piece.target in ids:
            return f'<a href="#{line(piece.target)}">{line(piece.text)}</a>'
        case _:
            return line(piece.text)


def _formula(tex: str) -> str:
    try:
        return inline(tex)
    except MathError:
        return tex


def _escaped(text: str) -> str:
    """Escape all but the apostrophe, which ends nothing here and is frequent."""
    return escape(text, quote=False).replace('"', "&quot;")
