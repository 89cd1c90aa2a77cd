"""Which `<` of a text opens markup: all others are text, with what follows them.

A browser takes any `<` before a letter for a tag, and hides words up to the next `>`. Somebody who
writes `precision<recall` on a phone means the words.
"""

import re
from collections.abc import Iterator

SILENT = frozenset(
    {"script", "style", "iframe", "object", "embed", "noscript", "template", "svg", "math"}
)
"""The text of these tags is no text, where they end."""
_HTML = (
    "a abbr acronym address applet area article aside audio b base bdi bdo big blockquote body br "
    "button canvas caption center cite code col colgroup data datalist dd del details dfn dialog "
    "dir div dl dt em fieldset figcaption figure font footer form frame frameset g h1 h2 h3 h4 h5 "
    "h6 head header hgroup hr html i img input ins kbd label legend li link main map mark menu "
    "meta meter nav nobr noframes ol optgroup option output p param path picture pre progress q "
    "rp rt ruby s samp search section select slot small source span strike strong sub summary sup "
    "table tbody td textarea tfoot th thead time title tr track tt u ul var video wbr"
)
_NAMES = frozenset(_HTML.split())
_FLAGS = "async|checked|compact|controls|defer|disabled|hidden|muted|nowrap|open|reversed|selected"
"""Attributes that need no value. Any other word without one is a word: `a<b and c>d`."""
_TAG = re.compile(
    r"<(?P<slash>/?)(?P<name>[a-z][a-z0-9:-]{0,40})(?:(?:\s++|(?<=[\"']))(?:"
    r"[a-z_@][\w:.-]{0,60}\s*+=\s*+(?:\"[^\"]{0,64000}\"|'[^']{0,64000}'|[^\s\"'<>`]{1,2000})|"
    rf"(?:{_FLAGS}|\w{{1,60}}-[\w-]{{0,60}})(?=[\s/>]))){{0,40}}+\s*+/?>",
    re.IGNORECASE,
)
_COMMENT, _COMMENT_ENDS = "<!--", "-->"


def with_text(html: str) -> str:
    """Escape each `<` that opens no markup, and take out silent tags that never end."""
    found = list(_markup(html))
    ends = {tag["name"].lower(): tag.start() for tag, _, _ in found if tag and tag["slash"]}
    parts: list[str] = []
    done = 0
    for tag, start, end in found:
        parts.append(html[done:start].replace("<", "&lt;"))
        name = tag["name"].lower() if tag else ""
        is_endless = name in SILENT and not (tag and tag["slash"]) and ends.get(name, -1) < start
        parts.append("" if is_endless else html[start:end])
        done = end
    return "".join((*parts, html[done:].replace("<", "&lt;")))


def _markup(html: str) -> Iterator[tuple[re.Match[str] | None, int, int]]:
    """Find tags, and comments, which are no match, with where they start and end."""
    place = html.find("<")
    last_comment = html.rfind(_COMMENT_ENDS)
    while place >= 0:
        end = place + 1
        tag = _TAG.match(html, place)
        if tag and _is_known(tag["name"].lower()):
            end = tag.end()
            yield tag, place, end
        elif html.startswith(_COMMENT, place) and place + len(_COMMENT) <= last_comment:
            end = html.index(_COMMENT_ENDS, place + len(_COMMENT)) + len(_COMMENT_ENDS)
            yield None, place, end
        place = html.find("<", end)


def _is_known(name: str) -> bool:
    """Whether a name is one of HTML's, or of another program's: those have a sign in them."""
    return name in _NAMES or name in SILENT or ":" in name or "-" in name
