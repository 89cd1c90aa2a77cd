"""Which items of a checklist the notes already cover: a guide to what to ask, never a tick."""

import re
from collections.abc import Iterable, Mapping

from mlsd_graph.interview.brief import Item
from mlsd_graph.interview.wording import stems

_LINK_IN_BRACKETS = re.compile(r"\s*\(\[\[[^\]]{1,200}\]\](?:,\s*\[\[[^\]]{1,200}\]\])*\)")
_ENOUGH = 0.6
"""Share of an item's telling words that must stand in the notes."""
_LIKENESS = 85.0
"""Percent of rapidfuzz's partial ratio from which a name counts as written, typos forgiven."""
_SHORT = 5
"""Characters below which a name must stand there as a word: AUC, PII."""


def covered(items: Iterable[Item], notes: str) -> dict[str, str]:
    """Map the concept of each covered item to the words in the notes that show it."""
    text = " ".join(notes.casefold().split())
    if not text:
        return {}
    written = stems(notes)
    found: dict[str, str] = {}
    for item in items:
        name = next((name for name in item.names if _names(name, text)), "")
        said = name or _words(item, written)
        if said:
            found[item.concept] = said
    return found


def _names(name: str, text: str) -> bool:
    """Tell whether a name stands in a text, however it is spelled."""
    wanted = name.casefold()
    if len(wanted) < _SHORT:
        return re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", text) is not None
    from rapidfuzz import fuzz  # noqa: PLC0415  20 ms that only an interview pays

    return fuzz.partial_ratio(wanted, text, score_cutoff=_LIKENESS) > 0


def _words(item: Item, written: Mapping[str, str]) -> str:
    """Name the item's own words that stand in the notes, if they are enough of it."""
    wanted = stems(_LINK_IN_BRACKETS.sub("", item.text))
    there = [word for stem, word in wanted.items() if stem in written]
    return ", ".join(there) if wanted and len(there) >= max(2, _ENOUGH * len(wanted)) else ""
