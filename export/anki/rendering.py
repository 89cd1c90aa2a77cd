"""Markdown to the HTML of a card.

An allowlist by construction: only the tags written here can come out, whatever the Markdown
holds. Formulas become MathJax's delimiters, clozes Anki's, wiki-links their text.
"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

from export.anki.escaping import escape, prose
from export.anki.highlighting import code_block
from export.anki.simple_blocks import Block, simple_blocks
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
# A line that begins with a letter and holds no mark is what it is, as HTML.
_PLAIN = re.compile(r"[^\W\d_][^\\`*_\[\]{}<>&!~|$\n\r\t\x00\x1f\U000f0000-\U000ffffd]*")
# Text without these, and without space at a line's end or start, is no work for the parser either.
_MARKS = r"\\`*_\[\]<&!~\r\t"
_MARK = re.compile(rf"[{_MARKS}]| \n|\n ")
# Nor is text whose only marks are stars that can but open before a word and close after one.
_QUIET = rf"(?:(?! \n|\n )[^{_MARKS}])*"
_STRONG = rf"(?<![^\s(])\*\*[^\W_](?:{_QUIET}[^\W_])?\*\*(?![^\s.,;:)])"
_STRONG_ONLY = re.compile(rf"(?:{_QUIET}{_STRONG})+{_QUIET}")
_LAST_CLOZE = 499
"""Anki makes no card beyond ordinal 499."""
_WEB = ("https://", "http://")


def blocks(markdown: str) -> str:
    """Render paragraphs, lists, tables and code."""
    if _PLAIN.fullmatch(markdown):
        return f"<p>{escape(markdown.rstrip())}</p>"
    protected = segments(markdown)
    simple = simple_blocks(protected.text)
    runs = _Blocks(protected)
    return runs.parsed() if simple is None else "".join(map(runs.simple, simple))


def line(markdown: str) -> str:
    """Render one run of text without a paragraph around it."""
    if _PLAIN.fullmatch(markdown):
        return escape(markdown.rstrip())
    protected = segments(markdown)
    return _Blocks(protected).run(protected.text.strip())


class _Blocks:
    """Renders one text; holds the link definitions that its runs share."""

    def __init__(self, protected: Protected) -> None:
        self._protected = protected
        self._shared: dict[str, Any] = {}

    def simple(self, block: Block) -> str:
        """Render a block that needed no parser."""
        if block.kind == "fence":
            return _fenced(block.lines[0], block.info)
        if block.kind == "paragraph":
            return f"<p>{self.run(block.lines[0].strip())}</p>"
        rows = "".join(f"<li>{self.run(row.strip())}</li>" for row in block.lines)
        if block.kind == "bullets":
            return f"<ul>{rows}</ul>"
        return f"{_numbered(int(block.info))}{rows}</ol>"

    def parsed(self) -> str:
        """Parse into blocks and render them.

        The parser's own chain would also parse each run of text, with or without marks in it.
        """
        tokens: list[Token] = []
        text = self._protected.text.replace("\r\n", "\n").replace("\r", "\n")
        markdown = parser()
        markdown.block.parse(text, markdown, self._shared, tokens)
        return "".join(map(self._block, tokens))

    def run(self, text: str) -> str:
        """Render a run of text, parsing it if there is a mark in it."""
        if not _MARK.search(text):
            return _text(text, self._protected)
        if _STRONG_ONLY.fullmatch(text):
            return self._with_strong(text)
        tokens: list[Token] = []
        markdown = parser()
        markdown.inline.parse(text, markdown, self._shared, tokens)
        return self._inline(tokens)

    def _with_strong(self, text: str) -> str:
        """Render text whose only marks are two stars around words."""
        parts = (_text(part, self._protected) for part in text.split("**"))
        return "".join(
            f"<strong>{part}</strong>" if index % 2 else part for index, part in enumerate(parts)
        )

    def _block(self, token: "Token") -> str:
        if token.hidden:  # paragraphs of a tight list
            return ""
        if token.type == "inline":
            return self.run(token.content)
        if tag := _TAGS.get(token.type):
            return tag
        if write := _BLOCKS.get(token.type):
            return write(token, self._protected)
        return prose(self._protected.restore(token.content))

    def _inline(self, tokens: Iterable["Token"]) -> str:
        out: list[str] = []
        links: list[bool] = []
        for written, run in groupby(tokens, _written):
            if written:  # escapes are tokens of their own; only joined is a backslash seen whole
                out.append(_text("".join(token.content for token in run), self._protected))
                continue
            for token in run:
                if token.type == "link_open":
                    href = self._protected.restore(str(token.attrGet("href") or ""))
                    links.append(href.startswith(_WEB))
                    out.append(f'<a href="{escape(href)}">' if links[-1] else "")
                elif token.type == "link_close":
                    out.append("</a>" if links.pop() else "")
                elif token.type == "code_inline":
                    out.append(_code(self._protected.restore(token.content)))
                else:
                    out.append(_TAGS[token.type])
        return "".join(out)


def _written(token: "Token") -> bool:
    """Say whether a token is text: an image is its description, an unknown one its content."""
    return token.type not in _TAGS and token.type not in {"link_open", "link_close", "code_inline"}


def _text(text: str, protected: Protected) -> str:
    if not protected.segments:
        return prose(text)
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
    return f"{before}{escape(tex)}{after}" if _known(tex) else _code(tex)


@lru_cache(maxsize=4096)
def _known(tex: str) -> bool:
    return not _DELIMITER.search(tex) and check(tex) is None


def _fence(token: "Token", _: Protected) -> str:
    return _fenced(token.content, token.info)


def _fenced(content: str, info: str) -> str:
    named = _LANGUAGE.match(info.strip())
    language = named[0].lower() if named else ""
    if language != "math":
        return code_block(content, language)
    # A blank line would end the formula in TeX.
    tex = "\n".join(row for row in content.splitlines() if row.strip())
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
    start = token.attrGet("start")
    return _numbered(1 if start is None else int(start))


def _numbered(start: int) -> str:
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
