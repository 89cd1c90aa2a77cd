"""Markdown to the HTML of a card.

An allowlist by construction: only the tags written here can come out, whatever the Markdown
holds. Formulas become MathJax's delimiters, clozes Anki's, wiki-links their text.
"""

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from export.anki.escaping import escape, prose
from export.anki.highlighting import code_block
from mlsd_graph.content.markup import Protected, Segment, SegmentKind, parser, segments
from mlsd_graph.mathtext import check

if TYPE_CHECKING:
    from markdown_it.token import Token

_PAIRED = {
    "paragraph": "p",
    "bullet_list": "ul",
    "list_item": "li",
    "blockquote": "blockquote",
    "table": "table",
    "thead": "thead",
    "tbody": "tbody",
    "tr": "tr",
    "strong": "strong",
    "em": "em",
    "s": "s",
}
_TAGS = {
    **{f"{name}_open": f"<{tag}>" for name, tag in _PAIRED.items()},
    **{f"{name}_close": f"</{tag}>" for name, tag in _PAIRED.items()},
    "ordered_list_close": "</ol>",
    "th_close": "</th>",
    "td_close": "</td>",
    "hr": "<hr>",
    "softbreak": "\n",
    "hardbreak": "<br>",
}
_DELIMITER = re.compile(r"\$|\\[()\]]")
_LANGUAGE = re.compile(r"[\w+#.-]{1,32}")
_LAST_CLOZE = 499
"""Anki makes no card beyond ordinal 499."""
_WEB = ("https://", "http://")


def blocks(markdown: str) -> str:
    """Render paragraphs, lists, tables and code."""
    protected = segments(markdown)
    return _render(parser().parse(protected.text), protected)


def line(markdown: str) -> str:
    """Render one run of text without a paragraph around it."""
    protected = segments(markdown)
    return _render(parser().parseInline(protected.text), protected)


def _render(tokens: Sequence["Token"], protected: Protected) -> str:
    out: list[str] = []
    for token in tokens:
        if token.hidden:  # paragraphs of a tight list
            continue
        if token.type == "inline":
            out.append(_render_inline(token.children or (), protected))
        elif tag := _TAGS.get(token.type):
            out.append(tag)
        elif write := _BLOCKS.get(token.type):
            out.append(write(token, protected))
        else:
            out.append(prose(protected.restore(token.content)))
    return "".join(out)


def _render_inline(tokens: Sequence["Token"], protected: Protected) -> str:
    out: list[str] = []
    links: list[bool] = []
    for token in tokens:
        if token.type == "text":
            out.append(_text(token.content, protected))
        elif tag := _TAGS.get(token.type):
            out.append(tag)
        elif token.type == "link_open":
            href = protected.restore(str(token.attrGet("href") or ""))
            links.append(href.startswith(_WEB))
            out.append(f'<a href="{escape(href)}">' if links[-1] else "")
        elif token.type == "link_close":
            out.append("</a>" if links.pop() else "")
        elif token.type == "code_inline":
            out.append(_code(protected.restore(token.content)))
        else:  # an image: its description; whatever else may come: its text
            out.append(_text(token.content, protected))
    return "".join(out)


def _text(text: str, protected: Protected) -> str:
    return "".join(
        prose(piece) if isinstance(piece, str) else _segment(piece)
        for piece in protected.pieces(text)
    )


def _segment(segment: Segment) -> str:
    match segment.kind:
        case SegmentKind.MATH:
            return _formula(segment.text, r"\(", r"\)")
        case SegmentKind.CODE:
            return _code(segment.text)
        case SegmentKind.LINK:
            return line(segment.text)
        case SegmentKind.CLOZE:
            return _cloze(segment)


def _cloze(segment: Segment) -> str:
    inner = line(segment.text)
    if not 1 <= segment.number <= _LAST_CLOZE:
        return inner
    hint = f"::{prose(segment.hint)}" if segment.hint else ""
    return f"{{{{c{segment.number}::{inner}{hint}}}}}"


def _code(code: str) -> str:
    return f"<code>{escape(code)}</code>"


def _formula(tex: str, before: str, after: str) -> str:
    r"""Write a formula for MathJax; one we do not know in full stays code: TeX can run commands.

    MathJax on a card follows `\href{javascript:…}`, also in a formula inside `\text`, and `\)`
    would end the formula early.
    """
    if _DELIMITER.search(tex) or check(tex) is not None:
        return _code(tex)
    return f"{before}{escape(tex)}{after}"


def _fence(token: "Token", _: Protected) -> str:
    info = _LANGUAGE.match(token.info.strip())
    language = info[0].lower() if info else ""
    if language != "math":
        return code_block(token.content, language)
    # A blank line would end the formula in TeX.
    tex = "\n".join(row for row in token.content.splitlines() if row.strip())
    formula = _formula(tex, r"\[", r"\]")
    return f"<div>{formula}</div>"


def _indented_code(token: "Token", protected: Protected) -> str:
    return code_block(protected.restore(token.content), "")


def _heading_open(token: "Token", _: Protected) -> str:
    return f"<{_heading_tag(token)}>"


def _heading_close(token: "Token", _: Protected) -> str:
    return f"</{_heading_tag(token)}>"


def _heading_tag(token: "Token") -> str:
    return f"h{max(3, int(token.tag[1]))}"


def _ordered_list_open(token: "Token", _: Protected) -> str:
    start = int(token.attrGet("start") or 1)
    return "<ol>" if start == 1 else f'<ol start="{start}">'


def _cell_open(token: "Token", _: Protected) -> str:
    style = str(token.attrGet("style") or "")
    aligned = style.removeprefix("text-align:")
    return (
        f'<{token.tag} class="{aligned}">' if aligned in {"center", "right"} else f"<{token.tag}>"
    )


_BLOCKS: dict[str, Callable[["Token", Protected], str]] = {
    "fence": _fence,
    "code_block": _indented_code,
    "heading_open": _heading_open,
    "heading_close": _heading_close,
    "ordered_list_open": _ordered_list_open,
    "th_open": _cell_open,
    "td_open": _cell_open,
}
