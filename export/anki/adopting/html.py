"""Anki's HTML to our Markdown, through an allowlist: what is not known here becomes its text."""

import re
from collections.abc import Callable
from html import unescape
from html.parser import HTMLParser
from typing import NamedTuple

from export.anki.adopting import files
from export.anki.adopting.gaps import HINT, MARK, parted
from export.anki.adopting.raised import in_tex, moved
from export.anki.adopting.writing import code, fenced, formula, indent, paragraph, plain

_WEB = re.compile(r"https?://[^\s<>()\"'\\]{1,1000}", re.IGNORECASE)
_SILENT = frozenset({"script", "style", "iframe", "object", "noscript", "template", "svg"})
_BREAKS = frozenset(
    {
        "p",
        "div",
        "section",
        "article",
        "blockquote",
        "center",
        "hr",
        "table",
        "tr",
        "dl",
        "dt",
        "dd",
    }
    | {f"h{level}" for level in range(1, 7)}
)
_BLOCKS = _BREAKS | {"pre", "ul", "ol", "li"}
_MARKED = {"b": "**", "strong": "**", "i": "*", "em": "*"}
_MOVED = frozenset({"sup", "sub"})
_MATHS = re.compile(
    r"\\\((?P<i>.{1,2000}?)\\\)|\\\[(?P<d>.{1,4000}?)\\\]"
    r"|\[\$\](?P<a>.{1,2000}?)\[/\$\]|\[\$\$\](?P<b>.{1,4000}?)\[/\$\$\]"
    r"|\[latex\](?P<l>.{1,4000}?)\[/latex\]",
    re.DOTALL,
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
_DEEPEST = 6


class Converted(NamedTuple):
    """One field."""

    text: str
    """Markdown in blocks."""
    media: tuple[str, ...]
    """Names of files it shows or plays."""


def converted(html: str, *, gaps: bool = False, image: str = "") -> Converted:
    """Write HTML as Markdown.

    Args:
        html: A field, or a side of a card.
        gaps: Keep the marks of clozes; the HTML is then as `gaps.flattened` writes it.
        image: What stands before the name of a file.
    """
    maths: list[tuple[str, bool]] = []

    def stored(tex: str, *, display: bool = False) -> str:
        maths.append((_text_of(tex), display))
        return f"\ue000{len(maths) - 1}\ue001"

    def keep(found: re.Match[str]) -> str:
        inner = found["i"] or found["a"] or found["d"] or found["b"] or found["l"] or ""
        if gaps and MARK.search(inner):
            return parted(inner, stored, str)
        return stored(inner, display=found["d"] is not None or found["b"] is not None)

    cleaned = re.sub("[\ue000-\ue002\x00]", "", html)
    reader = _Reader(lambda number: maths[number], gaps=gaps, image=image)
    reader.feed(_MATHS.sub(keep, cleaned))
    reader.close()
    text = reader.blocks().replace(HINT, "::")
    return Converted(text, tuple(dict.fromkeys(reader.media)))


def _text_of(html: str) -> str:
    """Drop tags from a formula: Anki's editor puts line breaks into them."""
    return unescape(_TAG.sub(" ", in_tex(html))).strip()


class _Reader(HTMLParser):
    """Collects blocks of Markdown as tags go by."""

    def __init__(self, maths: Callable[[int], tuple[str, bool]], *, gaps: bool, image: str) -> None:
        super().__init__(convert_charrefs=True)
        self.media: list[str] = []
        self._maths = maths
        self._gaps = gaps
        self._image = image
        self._done: list[str] = []
        self._line: list[str] = []
        self._marks: list[tuple[str, int]] = []
        self._moved: list[tuple[str, int, int]] = []
        """Raised and lowered text, by where it begins in what is open."""
        self._lists: list[int] = []
        """Of each open list: the next number, or −1 for bullets."""
        self._pre: list[str] | None = None
        self._silent = ""
        self._link = ""

    def blocks(self) -> str:
        """Return all that was read."""
        self._end_block()
        return "\n\n".join(self._done)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if self._silent:
            return
        if tag in _SILENT:
            self._silent = tag
        elif tag in _MOVED:
            self._moved.append((tag, len(self._open), len(self._marks)))
        elif self._pre is not None:
            self._pre.append("\n" if tag in {"br", "div", "p"} else "")
        elif tag in _BLOCKS:
            self._begin_block(tag)
        elif tag in {"br", "td", "th"}:
            self._line.append("\n" if tag == "br" else "   ")
        elif tag == "img":
            self._picture(given.get("src") or "")
        elif tag == "a":
            self._link = given.get("href") or ""
        elif (tag in _MARKED or tag == "code") and not self._in_code:
            self._marks.append((tag, len(self._line)))

    def _begin_block(self, tag: str) -> None:
        self._end_block()
        if tag == "pre":
            self._pre = []
        elif tag in {"ul", "ol"}:
            self._lists.append(1 if tag == "ol" else -1)

    def handle_endtag(self, tag: str) -> None:
        if self._silent:
            self._silent = "" if tag == self._silent else self._silent
        elif tag in _MOVED:
            last = next((n for n, (each, *_) in enumerate(self._moved[::-1], 1) if each == tag), 0)
            self._close_moved(len(self._moved) - last if last else len(self._moved))
        elif tag == "pre" and self._pre is not None:
            self._close_moved()
            self._done.append(self._fenced("".join(self._pre)))
            self._pre = None
        elif tag in {"ul", "ol"}:
            self._end_block()
            self._lists = self._lists[:-1]
        elif tag == "li" or tag in _BREAKS:
            self._end_block()
        elif tag == "a" and _WEB.fullmatch(self._link):
            self._line.append(f" <{self._link}>")
            self._link = ""
        elif self._marks and self._marks[-1][0] == tag:
            self._close_mark()

    @property
    def _open(self) -> list[str]:
        return self._line if self._pre is None else self._pre

    def _close_moved(self, down_to: int = 0) -> None:
        """Write the inner ones of what is raised or lowered, to the one at a place."""
        escaped = self._pre is None and not self._in_code
        while len(self._moved) > down_to:
            tag, start, _ = self._moved.pop()
            inner = "".join(self._open[start:])
            self._open[start:] = [moved(inner, tag, escaped=escaped)]

    @property
    def _in_code(self) -> bool:
        return any(tag == "code" for tag, _ in self._marks)

    def _fenced(self, text: str) -> str:
        """Write a block of code; one with gaps line by line."""
        if not (self._gaps and MARK.search(text)):
            return fenced(text)
        rows = (row for row in text.expandtabs(4).split("\n") if row.strip())
        return "\n\n".join(indent(row) + parted(row.strip(), code, plain) for row in rows)

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        if self._pre is not None:
            self._pre.append(data)
            return
        for place, piece in enumerate(files.SOUND.split(data)):
            if place % 2:
                self._sound(piece)
                continue
            for index, part in enumerate(re.split("\ue000([0-9]+)\ue001", piece)):
                self._line.append(self._formula(int(part)) if index % 2 else self._text(part))

    def _text(self, data: str) -> str:
        flat = re.sub(r"\s+", " ", data)
        if self._in_code:
            return flat
        return parted(flat, plain, plain) if self._gaps else plain(flat)

    def _formula(self, number: int) -> str:
        tex, display = self._maths(number)
        return formula(tex, display=display and not self._lists and not self._gaps)

    def _sound(self, name: str) -> None:
        self.media.append(name)
        self._line.append(f" {files.sound(name, self._image)} ")

    def _picture(self, source: str) -> None:
        if _WEB.fullmatch(source):
            self._line.append(f" <{source}>")
        elif name := files.named(source):
            self.media.append(name)
            self._line.append(files.picture(name, self._image))

    def _close_mark(self) -> None:
        begun = sum(depth < len(self._marks) for *_, depth in self._moved)
        self._close_moved(begun)
        tag, start = self._marks.pop()
        inner = "".join(self._line[start:])
        del self._line[start:]
        words = inner.strip()
        if words and tag == "code":
            has_gap = self._gaps and MARK.search(inner)
            self._line.append(parted(inner, code, plain) if has_gap else code(words))
        elif words and "\n" not in words and "*" not in words:
            before = inner[: len(inner) - len(inner.lstrip())]
            after = inner[len(inner.rstrip()) :]
            self._line.append(f"{before}{_MARKED[tag]}{words}{_MARKED[tag]}{after}")
        else:
            self._line.append(inner)

    def _end_block(self) -> None:
        while self._marks:
            self._close_mark()
        self._close_moved()
        rows = [row.strip() for row in "".join(self._line).split("\n")]
        self._line = []
        rows = [row for row in rows if row]
        if rows and self._lists:
            self._item(" ".join(rows))
        elif rows:
            self._done.append("\n\n".join(map(paragraph, rows)))

    def _item(self, text: str) -> None:
        number = self._lists[-1]
        depth = min(len(self._lists), _DEEPEST) - 1
        mark = "-" if number < 0 else f"{number}."
        self._lists[-1] += number > 0
        item = "   " * depth + f"{mark} " + text
        if self._done and re.match(r" *(-|[0-9]+\.) ", self._done[-1]):
            self._done[-1] += "\n" + item
        else:
            self._done.append(item)
