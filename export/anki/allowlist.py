"""HTML that a stranger wrote, rebuilt from an allowlist: no script, no style, nothing remote.

A phone runs what it finds in a field, and an import checks nothing.
"""

import re
from html import escape
from html.parser import HTMLParser

_BLOCKS = {"blockquote", "dd", "div", "dl", "dt", "h3", "h4", "h5", "h6", "hr", "p", "pre"}
_LISTS = {"li", "ol", "table", "tbody", "td", "th", "thead", "tr", "ul"}
_INLINE = {"a", "b", "br", "code", "em", "i", "img", "s", "span", "strong", "sub", "sup", "u"}
_TAGS = frozenset(_BLOCKS | _LISTS | _INLINE)
_VOID = frozenset({"br", "hr", "img"})
_SILENT = frozenset(
    {"script", "style", "iframe", "object", "embed", "noscript", "template", "svg", "math"}
)
"""Their text is no text."""
_DEEPEST = 100
_WEB = re.compile(r"https?://[^\s\x00-\x1f\"'<>]{1,2000}", re.IGNORECASE)
_FILE = re.compile(r"[^\s/\\:\"'<>|?*\x00-\x1f][^/\\:\"'<>|?*\x00-\x1f]{0,150}")


def safe(html: str) -> str:
    """Return HTML of allowed tags only; well-formed, whatever came in."""
    if "<" not in html:  # most of what people write; entities are text already
        return html.replace(">", "&gt;").replace("\x1f", "").replace("\x00", "")
    rebuilt = _Rebuilt()
    rebuilt.feed(html)
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
        if tag in _SILENT:
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
        return f' src="{escape(source)}"' if is_file_name(source) else ""
    if tag == "a":
        target = given.get("href") or ""
        return f' href="{escape(target)}"' if _WEB.fullmatch(target) else ""
    return ""
