"""Raised and lowered text: in Unicode where it has all the letters, else in brackets."""

import re

from export.anki.adopting.gaps import HINT, MARK
from mlsd_graph.mathtext.alphabets import SUBSCRIPTS, SUPERSCRIPTS

_TABLES = {"sup": SUPERSCRIPTS, "sub": SUBSCRIPTS}
_BRACKETS = {"sup": "^", "sub": r"\_"}
_RAISED = frozenset(SUPERSCRIPTS.values())
_LINKED = re.compile(r"\]\(|\n")
"""A picture, a sound or a new line stays where it is."""
_IN_TEX = re.compile(r"<(sup|sub)>([^<>]{1,200})</\1>", re.IGNORECASE)


def moved(text: str, tag: str, *, escaped: bool = True) -> str:
    """Write the Markdown inside a `<sup>` or `<sub>`; the marks of gaps stay as they are.

    In code, which is not `escaped`, a backslash would be seen.
    """
    words = text.strip()
    if not words or _LINKED.search(words):
        return text
    table = _TABLES[tag]
    parts = MARK.split(words.replace("-", "−"))
    kept = [_is_kept(parts, at) for at in range(len(parts))]
    if all(keep or {*part} <= {*table, " "} for part, keep in zip(parts, kept, strict=True)):
        written = "".join(
            part if keep else part.translate(str.maketrans(table))
            for part, keep in zip(parts, kept, strict=True)
        )
    else:
        written = f"{_BRACKETS[tag] if escaped else _BRACKETS[tag][-1]}({words})"
    before, _, after = text.partition(words)
    return f"{before}{written}{after}"


def _is_kept(parts: list[str], at: int) -> bool:
    """Whether a part is a mark or a hint."""
    return at % 2 == 1 or (at > 0 and parts[at - 1] == HINT)


def is_raised(text: str) -> bool:
    """Whether anything in a text stands higher: 10⁻³ is not typed as it is shown."""
    return not _RAISED.isdisjoint(text) or "^(" in text or "_(" in text


def in_tex(html: str) -> str:
    """Write raised and lowered text within a formula as TeX."""
    return _IN_TEX.sub(lambda found: f"{_BRACKETS[found[1].lower()][-1]}{{{found[2]}}}", html)
