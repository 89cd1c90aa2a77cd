"""Names and numbers by which Anki knows our notes, cards and decks again.

Everything here is frozen: a change would turn every note on every phone into a new one.
"""

import base64
import hashlib
from functools import cache

NAMESPACE = "mlsd1"
_FIRST_ID = 1_500_000_000_000
_ID_SPAN = 1 << 37
_PAGE_SPAN = 1 << 12


def guid(note_type: str, note: str) -> str:
    """Return the GUID of a note: 80 bits of SHA-256 over namespace, note type and note.

    The note's uid holds the first id its file ever had, so a renamed or moved file keeps its notes.
    """
    return base64.b32encode(_digest(note_type, note)[:10]).decode("ascii").lower()


@cache
def deck_id(name: str) -> int:
    """Return a deck's id; Anki matches decks by name, so it only has to be unique in the file."""
    return _number("deck", name)


def preset_id(values: str) -> int:
    """Return the id of a deck preset, given all that it says."""
    return _number("preset", values)


class Ids:
    """Gives notes and cards ids that look like milliseconds and stay the same between exports.

    Anki keys them by creation time. Hashes keep an inserted note from shifting the others; two
    equal ones in a file are resolved by counting up, in the order asked. SQLite stores rows in the
    order of ids: the notes of a page repeat its context, and side by side they deflate to a third.
    """

    def __init__(self) -> None:
        self._notes: set[int] = set()
        self._cards: set[int] = set()
        self._pages: dict[str, int] = {}

    def note(self, note: str) -> int:
        """Return the id of a note, near those of its page."""
        page, _, key = note.partition("/")
        start = self._pages.get(page)
        if start is None:
            start = self._pages[page] = _number("page", page) // _PAGE_SPAN * _PAGE_SPAN
        within = int.from_bytes(_digest("key", key)[:4], "big") % _PAGE_SPAN
        return _free(start + within, self._notes)

    def card(self, note_id: int, ordinal: int) -> int:
        """Return the id of the note's card with this ordinal (from 0)."""
        return _free(note_id + ordinal, self._cards)


def _free(number: int, taken: set[int]) -> int:
    while number in taken:
        number += 1
    taken.add(number)
    return number


def _number(kind: str, name: str) -> int:
    return _FIRST_ID + int.from_bytes(_digest(kind, name)[:8], "big") % _ID_SPAN


def _digest(*parts: str) -> bytes:
    return hashlib.sha256("\x1f".join((NAMESPACE, *parts)).encode()).digest()
