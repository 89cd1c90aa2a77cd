"""Puts the page together: a list that reads without a script, and the script that draws it.

The list is the data: the script reads it from the document, so there is one copy and no JSON in a
script to escape. The policy allows this one style and this one script by their hashes and nothing
else, so what an author wrote can neither run nor load.
"""

import base64
import hashlib
from collections.abc import Collection, Sequence
from importlib import resources
from itertools import groupby

from export.map.gathering import CASES, Node, Tie
from export.map.layout import Position, layout
from export.map.texts import line, markup

_STYLE = "map.css"
_SCRIPTS = ("reading.js", "drawing.js", "labels.js", "telling.js", "moving.js")
_SPELT = {"llm": "LLM", "genai": "GenAI"}
"""Words of domains that are not written as the folder's name."""
_LISTS = (("needs", "Needs"), ("contrasts", "Contrasts with"), ("uses", "Uses"))


def page(nodes: Sequence[Node]) -> str:
    """Write the whole page; the same nodes give the same bytes."""
    places = layout(nodes)
    ids = frozenset(places)
    titles = {node.id: node.title for node in nodes}
    sections = [
        _section(domain, [_article(node, places[node.id], ids, titles) for node in group])
        for domain, group in groupby(nodes, key=lambda node: node.domain)
    ]
    style, script = _asset(_STYLE), _script()
    filled = {
        "POLICY": _policy(style, script),
        "STYLE": style,
        "COUNTS": _counts(nodes),
        "LIST": "\n".join(sections),
        "SCRIPT": script,
    }
    # what was filled in is never looked at again: an author may write a name of a gap
    parts = _asset("map.html").split("%%")
    return "".join(part if i % 2 == 0 else filled[part] for i, part in enumerate(parts))


def _section(domain: str, articles: list[str]) -> str:
    kind = ' data-k="case"' if domain == CASES else ""
    words = domain.replace("-", " ").capitalize().split()
    title = line(" ".join(_SPELT.get(word.lower(), word) for word in words))
    return f"<section{kind}><h2>{title}</h2>\n" + "\n".join(articles) + "</section>"


def _article(node: Node, place: Position, ids: Collection[str], titles: dict[str, str]) -> str:
    known = "" if node.recall is None else f' data-r="{round(node.recall * 100)}"'
    parts = [f'<article id="{line(node.id)}" data-p="{place.x},{place.y}"{known}>']
    parts.append(f"<h3>{line(node.title)}</h3>")
    also = "; ".join([node.level, *node.aliases] if node.level else node.aliases)
    if also:
        parts.append(f"<p class=also>{line(also)}</p>")
    if node.summary:
        parts.append(f"<p>{markup(node.summary, ids)}</p>")
    for name, heading in _LISTS:
        ties: tuple[Tie, ...] = getattr(node, name)
        items = [_item(tie, ids, titles) for tie in ties if tie.target in ids]
        if items:
            parts.append(f"<h4>{heading}</h4><ul class={name}>{''.join(items)}</ul>")
    parts.append("</article>")
    return "".join(parts)


def _item(tie: Tie, ids: Collection[str], titles: dict[str, str]) -> str:
    link = f'<li><a href="#{line(tie.target)}">{line(titles[tie.target])}</a>'
    return f"{link}: {markup(tie.reason, ids)}" if tie.reason else link


def _counts(nodes: Sequence[Node]) -> str:
    cases = sum(node.is_case for node in nodes)
    concepts = len(nodes) - cases
    said = f"{concepts} concept" if concepts == 1 else f"{concepts} concepts"
    return f"{said}, {cases} case study" if cases == 1 else f"{said}, {cases} case studies"


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"


def _script() -> str:
    """Join the parts of the script in a scope of their own; no page id can shadow a name."""
    return "(() => {\n" + "\n".join(_asset(name) for name in _SCRIPTS) + "})();\n"


def _asset(name: str) -> str:
    return (resources.files("export.map") / "assets" / name).read_text(encoding="utf-8")
