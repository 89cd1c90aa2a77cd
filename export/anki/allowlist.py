"""HTML that a stranger wrote, rebuilt from an allowlist: no script, nothing remote, no word lost.

A phone runs what it finds in a field, and an import checks nothing.
"""

import re
from html import escape
from html.parser import HTMLParser

from export.anki.markup import SILENT, with_text

_BLOCKS = {"blockquote", "center", "dd", "div", "dl", "dt", "hr", "p", "pre"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_LISTS = {"li", "ol", "table", "tbody", "td", "th", "thead", "tr", "ul"}
_INLINE = {"a", "b", "br", "code", "em", "font", "i", "img", "mark", "s", "span", "strong", "u"}
_SMALLER = {"big", "del", "ins", "kbd", "q", "rp", "rt", "ruby", "small", "strike", "sub", "sup"}
_TAGS = frozenset(_BLOCKS | _HEADINGS | _LISTS | _INLINE | _SMALLER)
_VOID = frozenset({"br", "hr", "img"})
_DEEPEST = 100
_WEB = re.compile(r"https?://[^\s\x00-\x1f\"'<>]{1,2000}", re.IGNORECASE)
_FILE = re.compile(r"[^\s/\\:\"'<>|?*\x00-\x1f][^/\\:\"<>|?*\x00-\x1f]{0,150}")
_COLOR = r"#[0-9a-f]{3,8}|[a-z]{3,24}|rgba?\([\d.,%/ ]{1,40}\)"
_COLORED = re.compile(_COLOR, re.IGNORECASE)
_STYLED = re.compile(
    rf"(?:background-color|color)\s{{0,9}}:\s{{0,9}}(?:{_COLOR})|"
    r"font-weight\s{0,9}:\s{0,9}(?:bold|[1-9]00)|font-style\s{0,9}:\s{0,9}italic|"
    r"text-decoration\s{0,9}:\s{0,9}(?:underline|line-through)",
    re.IGNORECASE,
)
"""What Anki's own buttons write."""
_LONGEST_STYLE = 2_000


def safe(html: str) -> str:
    """Return HTML of allowed tags only; well-formed, whatever came in.

    A `<` that opens no tag is text. Colors and what else Anki's buttons set stay.
    """
    if "<" not in html:  # most of what people write; entities are text already
        return html.replace(">", "&gt;").replace("\x1f", "").replace("\x00", "")
    rebuilt = _Rebuilt()
    rebuilt.feed(with_text(html))
    rebuilt.close()
    return rebuilt.result()


def is_file_name(name: str) -> bool:
    """Whether a name is one of a file in the media folder, and no path."""
    return _FILE.fullmatch(name) is not None and not name.startswith(".")


class _Rebuilt(HTMLParser):
    """Writes down what is allowed as it is met."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._written: list[str] = []
        self._open: list[str] = []
        self._silent = ""

    def result(self) -> str:
        """Close what is open."""
        while self._open:
            self._written.append(f"</{self._open.pop()}>")
        return "".join(self._written)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._silent:
            return
        if tag in SILENT:
            self._silent = tag
        elif tag in _VOID or (tag in _TAGS and len(self._open) < _DEEPEST):
            attributes = _attributes(tag, dict(attrs))
            if tag == "img" and not attributes:
                return
            self._written.append(f"<{tag}{attributes}>")
            if tag not in _VOID:
                self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._silent:
            self._silent = "" if tag == self._silent else self._silent
        elif tag in self._open:
            while (inner := self._open.pop()) != tag:
                self._written.append(f"</{inner}>")
            self._written.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            text = escape(data, quote=False).replace("\x1f", "").replace("\x00", "")
            self._written.append(text)


def _attributes(tag: str, given: dict[str, str | None]) -> str:
    if tag == "img":
        source = given.get("src") or ""
        # Anki looks for the very name, and knows only some ways to write an apostrophe.
        return f' src="{escape(source, quote=False)}"' if is_file_name(source) else ""
    if tag == "a":
        target = given.get("href") or ""
        return f' href="{escape(target)}"' if _WEB.fullmatch(target) else ""
    if tag == "font":
        color = given.get("color") or ""
        return f' color="{color}"' if _COLORED.fullmatch(color) else ""
    styled = _style(given.get("style") or "")
    return f' style="{styled}"' if styled else ""


def _style(given: str) -> str:
    """Keep the colors and weights of a style."""
    parts = (part.strip() for part in given[:_LONGEST_STYLE].split(";"))
    return "; ".join(part for part in parts if _STYLED.fullmatch(part))
