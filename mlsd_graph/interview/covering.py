"""Which items of a checklist the notes already cover: a guide to what to ask, never a tick."""

import re
from collections.abc import Iterable, Mapping, Sequence

from mlsd_graph.interview.brief import Item
from mlsd_graph.interview.wording import EMPTY, stems

_LINK_IN_BRACKETS = re.compile(r"\s*\(\[\[[^\]]{1,200}\]\](?:,\s*\[\[[^\]]{1,200}\]\])*\)")
_ENOUGH = 0.6
"""Share of an item's telling words that must stand in the notes."""
_LIKENESS = 85.0
"""Percent of rapidfuzz's ratio from which words count as a name, typos forgiven."""
_SHORT = 5
"""Characters below which a name must stand there as a word: AUC, PII."""
_WORD = re.compile(r"\w+")


def covered(items: Iterable[Item], notes: str) -> dict[str, str]:
    """Map the concept of each covered item to the words in the notes that show it."""
    text = " ".join(notes.casefold().split())
    if not text:
        return {}
    words, written = _WORD.findall(text), stems(notes)
    found: dict[str, str] = {}
    for item in items:
        name = next((name for name in item.names if _names(name, text, words)), "")
        said = name or _words(item, written)
        if said:
            found[item.concept] = said
    return found


def _names(name: str, text: str, words: Sequence[str]) -> bool:
    """Tell whether a name stands in a text, however it is spelled; `words` are the text's."""
    wanted = name.casefold()
    if len(wanted) < _SHORT:
        return re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", text) is not None
    from rapidfuzz import fuzz, process  # noqa: PLC0415  20 ms that only an interview pays

    parts = _WORD.findall(wanted)
    # Whole words of about that number, from the same letter on: a single letter is in every name,
    # and banking is no ranking.
    near = {
        " ".join(words[at : at + number])
        for number in (len(parts), len(parts) - 1)
        for at in range(len(words) - number + 1)
        if number and words[at][0] == wanted[0]
    }
    found = process.extractOne(
        " ".join(parts), near - EMPTY, scorer=fuzz.ratio, score_cutoff=_LIKENESS
    )
    return found is not None


def _words(item: Item, written: Mapping[str, str]) -> str:
    """Name the item's own words that stand in the notes, if they are enough of it."""
    wanted = stems(_LINK_IN_BRACKETS.sub("", item.text))
    there = [word for stem, word in wanted.items() if stem in written]
    return ", ".join(there) if wanted and len(there) >= max(2, _ENOUGH * len(wanted)) else ""
