"""Cuts formulas, code spans, clozes and wiki-links out of Markdown before it is parsed.

Markdown would take `*`, `_`, `|` and backslashes inside them for its own. `segments` puts one
private-use character in the place of each; `Protected.pieces` finds them again in the text of a
token, `Protected.restore` writes the source back (link targets, indented code). Fences stay where
they are, their content untouched: a display formula is a `fence` token whose info is `math`.

    protected = segments(source)
    tokens = parser().parse(protected.text)
    for piece in protected.pieces(text_token.content): ...  # str or Segment
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_FIRST, _LAST = 0xF0000, 0xFFFFD
_PLACEHOLDER = re.compile("[\U000f0000-\U000ffffd]")
_SPECIAL = re.compile(r"[\\`$]|\[\[|\{\{c")

# Quantifiers are bounded or stop at the opener, so that hostile text costs linear time.
_FENCE = re.compile(r"(?m)[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+){0,8}(`{3,}(?=[^`\n]*$)|~{3,})")
_BLOCK_START = re.compile(r"(?m)[ \t]*(?:$|[-*+][ \t]|\d{1,9}[.)][ \t]|#{1,6}[ \t]|[|>]|[QA]:)")
_CODE = re.compile(r"(?<!`)(`{1,64})(?!`)")
_DOLLAR_CODE = re.compile(r"\$`([^`\n]{1,4096})`\$")
_DOLLAR = re.compile(r"\$(?![\s$])((?:\\.|[^\\$]){1,4096})(?<!\s)\$(?!\d)", re.DOTALL)
_CLOZE = re.compile(
    r"\{\{c(\d{1,4})::"
    r"((?:(?!::|\}\}|\{\{).){1,2000})"
    r"(?:::((?:(?!::|\}\}|\{\{).){0,400}))?\}\}",
    re.DOTALL,
)
_LINK = re.compile(r"\[\[([^\[\]|\\\n]{1,200})(?:\\?\|([^\[\]\n]{0,400}))?\]\]")
_CODE_REACH = 4096


class SegmentKind(StrEnum):
    """What was cut out."""

    MATH = "math"
    """An inline formula; `text` is the LaTeX."""
    CODE = "code"
    """A code span; `text` is the code."""
    CLOZE = "cloze"
    """`text` and `hint` are Markdown, `number` the N of cN."""
    LINK = "link"
    """A wiki-link; `target` is the id, `text` what to show."""


class Segment(NamedTuple):
    """One thing that was cut out of the Markdown."""

    kind: SegmentKind
    source: str
    """As written."""
    text: str
    target: str = ""
    hint: str = ""
    number: int = 0


class Protected(NamedTuple):
    """Markdown that can be parsed, and what its placeholders stand for."""

    text: str
    segments: tuple[Segment, ...]

    def pieces(self, text: str) -> Iterator[str | Segment]:
        """Split the text of a token at its placeholders."""
        start = 0
        for found in _PLACEHOLDER.finditer(text):
            index = ord(found[0]) - _FIRST
            if index >= len(self.segments):
                continue
            if found.start() > start:
                yield text[start : found.start()]
            yield self.segments[index]
            start = found.end()
        if start < len(text):
            yield text[start:]

    def restore(self, text: str) -> str:
        """Write the source back in the place of every placeholder."""
        return "".join(p if isinstance(p, str) else p.source for p in self.pieces(text))


def segments(markdown: str) -> Protected:
    """Cut formulas, code spans, clozes and wiki-links out of Markdown; fences are left alone."""
    source = _PLACEHOLDER.sub("\ufffd", markdown)
    found: list[Segment] = []
    out: list[str] = []
    for block, is_fence in _blocks(source):
        out.append(block if is_fence else _cut(block, found))
    return Protected("".join(out), tuple(found))


@cache
def parser() -> "MarkdownIt":
    """Make the one Markdown parser: tables and strikethrough, no raw HTML, no automatic links."""
    from markdown_it import MarkdownIt  # noqa: PLC0415  64 ms that the first frame does not pay

    return MarkdownIt("js-default", {"html": False, "linkify": False, "typographer": False})


def _blocks(source: str) -> Iterator[tuple[str, bool]]:
    """Split into runs of lines no span may cross, and fences (True) with their markers."""
    start = position = 0
    while position < len(source):
        if opening := _FENCE.match(source, position):
            if position > start:
                yield source[start:position], False
            end = _fence_end(source, _next_line(source, position), opening[1])
            yield source[position:end], True
            start = position = end
            continue
        if position > start and _BLOCK_START.match(source, position):
            yield source[start:position], False
            start = position
        position = _next_line(source, position)
    if start < len(source):
        yield source[start:], False


def _next_line(source: str, position: int) -> int:
    end = source.find("\n", position)
    return len(source) if end < 0 else end + 1


def _fence_end(source: str, position: int, marker: str) -> int:
    """Return the position after the closing line, or the end of the text."""
    closing = re.compile(rf"^[ \t>]*{marker[0]}{{{len(marker)},}}[ \t]*$", re.MULTILINE)
    found = closing.search(source, position)
    return _next_line(source, found.end()) if found else len(source)


def _cut(block: str, found: list[Segment]) -> str:
    out: list[str] = []
    start = position = 0
    while special := _SPECIAL.search(block, position):
        at = special.start()
        if block[at] == "\\":
            position = at + 2
            continue
        cut = _segment_at(block, at) if len(found) <= _LAST - _FIRST else None
        if cut is None:
            position = _after_run(block, at)
            continue
        out += (block[start:at], chr(_FIRST + len(found)))
        found.append(cut)
        start = position = at + len(cut.source)
    out.append(block[start:])
    return "".join(out)


def _after_run(block: str, at: int) -> int:
    """Step over a run of backticks or dollars as a whole: its middle opens nothing."""
    end = at + 1
    while block[at] in "`$" and end < len(block) and block[end] == block[at]:
        end += 1
    return end


def _segment_at(block: str, at: int) -> Segment | None:
    match block[at]:
        case "`":
            return _code(block, at)
        case "$":
            return _math(block, at)
        case "[":
            return _link(block, at)
        case _:
            return _cloze(block, at)


def _code(block: str, at: int) -> Segment | None:
    opening = _CODE.match(block, at)
    if opening is None:
        return None
    ticks = opening[1]
    closing = re.compile(rf"(?<!`){ticks}(?!`)")
    end = closing.search(block, opening.end(), opening.end() + _CODE_REACH)
    if end is None:
        return None
    text = block[opening.end() : end.start()].replace("\n", " ")
    if text.strip() and text[0] == text[-1] == " ":
        text = text[1:-1]
    if block.lstrip().startswith("|"):
        text = text.replace("\\|", "|")
    return Segment(SegmentKind.CODE, block[at : end.end()], text)


def _math(block: str, at: int) -> Segment | None:
    found = _DOLLAR_CODE.match(block, at) or _DOLLAR.match(block, at)
    if found is None or ("{{c" in found[1] and _CLOZE.search(found[1])):
        return None
    return Segment(SegmentKind.MATH, found[0], found[1].strip())


def _link(block: str, at: int) -> Segment | None:
    found = _LINK.match(block, at)
    if found is None:
        return None
    target = found[1].strip()
    text = (found[2] or "").strip() or target.replace("-", " ")
    return Segment(SegmentKind.LINK, found[0], text, target=target)


def _cloze(block: str, at: int) -> Segment | None:
    found = _CLOZE.match(block, at)
    if found is None:
        return None
    text, hint = found[2].strip(), (found[3] or "").strip()
    return Segment(SegmentKind.CLOZE, found[0], text, hint=hint, number=int(found[1]))
