"""What finds in Anki the notes and cards that nothing updates any more."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from export.anki.leftovers import Leftover

_IN_A_LINE, _LINES = 20, 20
_SPECIAL = re.compile(r'[\\"*_:]')


class Search(NamedTuple):
    """What finds leftovers in Anki's browser."""

    lines: tuple[str, ...]
    found: tuple[Leftover, ...]
    """Those that the lines find. What is too much for anybody to copy is left for later."""


def search_notes(found: Sequence[Leftover], notes: Iterable[str] = ()) -> Search:
    """Write what finds whole notes, a page that has gone whole by its name alone.

    `notes` are those that there are.
    """
    pages = {note.partition("/")[0] for note in notes}
    terms: dict[str, list[Leftover]] = {}
    for each in found:
        page, has_page, _ = each.note.partition("/")
        whole = each.type is None and bool(has_page) and page not in pages
        term = f'"Key:{_literally(page)}/*"' if whole else _note(each)
        terms.setdefault(term, []).append(each)
    return _lines(terms)


def search_gaps(found: Sequence[Leftover]) -> Search:
    """Write what finds the cards of gaps, a note's in one term."""
    notes: dict[str, list[Leftover]] = {}
    for each in found:
        notes.setdefault(each.note, []).append(each)
    return _lines({_note(gaps[0], _cards(gaps)): gaps for gaps in notes.values()})


def _note(each: Leftover, *more: str) -> str:
    kind = (f'"note:{each.type.name}"',) if each.type else ()
    terms = (f'"Key:{_literally(each.note)}"', *kind, *more)
    return f"({' '.join(terms)})" if len(terms) > 1 else terms[0]


def _cards(gaps: Iterable[Leftover]) -> str:
    """Name cards by their numbers, by which Anki counts clozes."""
    numbers = [f"card:{each.gap}" for each in gaps]
    return f"({' or '.join(numbers)})" if len(numbers) > 1 else numbers[0]


def _lines(terms: Mapping[str, list[Leftover]]) -> Search:
    chosen = list(terms)[: _IN_A_LINE * _LINES]
    lines = [
        " or ".join(chosen[start : start + _IN_A_LINE])
        for start in range(0, len(chosen), _IN_A_LINE)
    ]
    return Search(tuple(lines), tuple(each for term in chosen for each in terms[term]))


def _literally(name: str) -> str:
    """Write a name so that Anki finds no other: it reads `_` as any character, `*` as any run."""
    return _SPECIAL.sub(r"\\\g<0>", name)
