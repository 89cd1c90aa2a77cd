"""Where cards of a foreign deck stood when it was adopted before: the pages that the log knows.

Pages are filled in the order of notes. After a note was deleted in Anki all others would move up,
and those at a border to another page, where nobody has learned them.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from export.anki.back.answers import Origin, draft
from export.anki.back.collection import Collected, Log
from export.anki.back.database import Foreign
from mlsd_graph.store import Draft, Kind, Store

_UID = re.compile(r"([a-z0-9][a-z0-9_-]{0,200})/([a-z0-9_-]{1,100})(?:#c[1-9][0-9]{0,2})?")
_PLACE = re.compile(r"(.+)-([1-9][0-9]{0,5})")
_EVER = 2**62


class Home(NamedTuple):
    """A heading of a page."""

    page: str
    key: str


class Homes:
    """The homes of cards, each given once."""

    def __init__(
        self, sure: Mapping[tuple[int, int], Home] | None = None, known: Iterable[Home] = ()
    ) -> None:
        """Take what the log knows.

        Args:
            sure: Homes of cards of which it has an answer, by foreign note and ordinal.
            known: All that it knows and that stand on no page now.
        """
        self._sure = sure or {}
        self._given = {*self._sure.values()}
        self._pages: dict[str, list[str]] = {}
        for each in known:
            self._pages.setdefault(each.key, []).append(each.page)
        pages = (page for pages in self._pages.values() for page in pages)
        self.pages = frozenset((*pages, *(each.page for each in self._given)))
        """Ids of pages that the log knows and that are not there now."""

    def sure(self, note: int, ordinals: Iterable[int]) -> Home | None:
        """Tell the home of a card by its answers."""
        return next((self._sure[note, n] for n in ordinals if (note, n) in self._sure), None)

    def named(self, keys: Iterable[str], name: str) -> Home | None:
        """Tell the home of a card by the first of its possible keys that the log knows.

        It is on a page of this name, or of the name with a number.
        """
        for key in keys:
            for page in sorted(self._pages.get(key, ()), key=place):
                home = Home(page, key)
                if home not in self._given and name in (page, stem(page)):
                    self._given.add(home)
                    return home
        return None


def place(page: str) -> int:
    """Return the number at the end of a page's id, 1 for the first of its name."""
    found = _PLACE.fullmatch(page)
    return int(found[2]) if found else 1


def stem(page: str) -> str:
    """Return the id of a page without its number."""
    found = _PLACE.fullmatch(page)
    return found[1] if found else page


def read_homes(
    foreign: Foreign,
    found: Collected,
    store: Store,
    there: Collection[str],
    taken: Collection[str],
) -> Homes:
    """Read where the cards of a deck stood; nothing where none was ever adopted.

    `there` are uids of cards and `taken` ids of pages that there are.
    """
    if not any("adopted" in each.values for each in store.events(kinds=(Kind.IMPORT,))):
        return Homes()

    def home(uid: str) -> Home | None:
        parts = _UID.fullmatch(uid)
        if parts is None or parts[1] in taken or uid in there:
            return None
        return Home(parts[1], parts[2])

    named = dict(_first_answers(foreign, found))
    cards = store.cards_of(named)
    sure = {named[name]: at for name, uid in cards.items() if (at := home(uid))}
    return Homes(sure, {at for uid in store.states() if (at := home(uid))})


def _first_answers(foreign: Foreign, found: Collected) -> Iterator[tuple[bytes, tuple[int, int]]]:
    """Yield for each card the id that the event of its first answer has, with note and ordinal."""
    waiting = dict(found.cards)
    for batch in Log(foreign, found.cards).rows():
        for row in batch:
            if (card := waiting.get(row[0])) is None:
                continue
            origin = Origin(found.notes[card.note].guid, card.ordinal, "")
            made = draft(row, origin, lambda _: 0, _EVER)
            if isinstance(made, Draft):
                del waiting[row[0]]
                yield made.id, (card.note, card.ordinal)
