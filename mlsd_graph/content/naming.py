"""How the notes of cards are named: by the first id that their page ever had, and a key.

The key of a diagram's fact in a row starts with a slash, so that it is never taken for that of a
card which was moved in from another page.
"""

import re
from collections.abc import Mapping

DIAGRAM = "diagram/"
"""Stands between the page and the key of a diagram."""
CONTRAST = "contrast:"
"""How the note of a pair begins."""
_GAP = re.compile(r"(.{1,400})#c([1-9][0-9]{0,2})")


def contrast_note(one: str, other: str, origins: Mapping[str, str]) -> str:
    """Name the note of a pair, whichever page states it."""
    return note_of_pair(origins.get(one, one), origins.get(other, other))


def note_of_pair(one: str, other: str) -> str:
    """Name the note of a pair by the first ids of its sides, in either order."""
    first, second = sorted((one, other))
    return f"{CONTRAST}{first}~{second}"


def sides(note: str) -> tuple[str, str] | None:
    """Return the first ids of the two pages that a note tells apart; None if it is of one page."""
    if not note.startswith(CONTRAST):
        return None
    one, tilde, other = note.removeprefix(CONTRAST).partition("~")
    return (one, other) if tilde else None


def gap_of(uid: str) -> tuple[str, int] | None:
    """Return note and number of the cloze gap that a uid names; None if it names another card.

    A block of a diagram may be called c2.
    """
    found = None if f"/{DIAGRAM}" in uid else _GAP.fullmatch(uid)
    return (found[1], int(found[2])) if found else None


def note_of(key: str, versus: str, page: str, origins: Mapping[str, str]) -> str:
    """Name the note of a card by the facts of its row; for a diagram, what its notes start with."""
    if versus:
        return contrast_note(page, versus, origins)
    return key if is_moved(key) else f"{origins.get(page, page)}/{own_key(key)}"


def is_moved(key: str) -> bool:
    """Tell whether the key of a fact names another page."""
    return "/" in key[1:]


def own_key(key: str) -> str:
    """Return what follows the page in the note of a card that was not moved."""
    return f"{DIAGRAM}{key[1:]}" if key[0] == "/" else key


def diagram_key(key: str) -> str:
    """Return the key of a diagram's facts, given the one of its heading."""
    page, moved, rest = key.rpartition("/")
    return f"{page}/{DIAGRAM}{rest}" if moved else f"/{rest}"
