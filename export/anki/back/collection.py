"""What a foreign collection says of our notes: plain rows, and nothing of anybody else's.

Reviews are hundreds of thousands, so they stay tuples in SQLite's order, and types are checked
batch by batch: a row whose values have the wrong type is left out and counted.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, NamedTuple, cast

from export.anki.back.database import Foreign, bounded
from export.anki.telling import Told, silent, watched
from mlsd_graph.errors import PackageError

SUSPENDED = -1
_REVIEWS = "cid, id, ease, ivl, factor, time, type"
_DECK = "CASE WHEN odid > 0 THEN odid ELSE did END"
"""The deck of a card that stands in a filtered one is its own."""
_CARDS = f"id, nid, ord, type, queue, flags, {bounded('data', 1_000)}, {_DECK}, mod"
_TEXTS = f"{bounded('tags', 20_000)}, {bounded('flds', 1_000_000)}"
_NOTES = f"id, {bounded('guid', 200)}, mod, mid, {_TEXTS}"
_NOTES_AT_ONCE = 50
_TEXT_LIMIT = 400_000_000
"""Characters of all notes that are kept."""
_MOST_CARDS = 500_000
_INTEGERS = {int}
_LARGEST_INT = 2**31


class Review(NamedTuple):
    """One row of Anki's review log."""

    card: int
    """Number of the card in this collection."""
    at: int
    """UTC milliseconds: the row's id, which survives every import, sync and export."""
    ease: int
    """1 to 4; 0 where the card was rescheduled by hand."""
    interval: int
    """Until the next review: days, or seconds below 0."""
    factor: int
    took_ms: int
    kind: int
    """0 learning, 1 review, 2 relearning, 3 filtered deck, 4 by hand, 5 rescheduled."""


class ForeignNote(NamedTuple):
    """One note."""

    id: int
    guid: str
    mod: int
    """Epoch seconds of the last change."""
    type: int
    tags: tuple[str, ...]
    fields: tuple[str, ...]


class ForeignCard(NamedTuple):
    """One card."""

    id: int
    note: int
    ordinal: int
    type: int
    suspended: bool
    flag: int
    stability: float
    """0 where Anki has no memory state."""
    difficulty: float
    last: int
    """When Anki last saw an answer, epoch seconds; 0 where it does not say."""
    deck: int
    mod: int = 0
    """Epoch seconds of the last change; 0 where it is not told."""


class Made(NamedTuple):
    """What a collection says of itself."""

    created: int = 0
    """Epoch seconds; 0 where it does not say."""
    mod: int = 0
    """UTC milliseconds of the last change."""


class Collected(NamedTuple):
    """The chosen notes of a collection, their cards, and how many rows made no sense."""

    notes: dict[int, ForeignNote]
    cards: dict[int, ForeignCard]
    notes_in_all: int
    malformed: int


def collect(
    foreign: Foreign, wanted: Callable[[ForeignNote], bool], told: Told = silent
) -> Collected:
    """Read the notes that pass `wanted`, and their cards."""
    notes: dict[int, ForeignNote] = {}
    total = malformed = kept = 0
    told("notes", 0)
    noted, all_rows = foreign.count("notes"), foreign.count("notes") + foreign.count("cards")
    rows = foreign.rows("notes", _NOTES, _NOTES_AT_ONCE)
    for batch in watched(rows, "notes", all_rows, told):
        total += len(batch)
        for row in batch:
            note = _note(row)
            if note is None:
                malformed += 1
            elif wanted(note):
                notes[note.id] = note
                kept += sum(map(len, note.fields))
        if kept > _TEXT_LIMIT:
            raise PackageError("The notes hold more text than anybody can have written.")
    rows = watched(foreign.rows("cards", _CARDS), "notes", all_rows, told, noted)
    cards, broken = _cards(rows, notes)
    return Collected(notes, cards, total, malformed + broken)


def _cards(
    rows: Iterable[list[tuple[object, ...]]], notes: dict[int, ForeignNote]
) -> tuple[dict[int, ForeignCard], int]:
    """Read the cards of some notes, and count the rows that make no sense."""
    cards: dict[int, ForeignCard] = {}
    malformed = 0
    for batch in rows:
        for row in batch:
            if row[1] not in notes:
                continue
            card = _card(row)
            if card is None:
                malformed += 1
            else:
                cards[card.id] = card
        if len(cards) > _MOST_CARDS:
            raise PackageError(f"The file holds more than {_MOST_CARDS:,} cards.")
    return cards, malformed


class Log:
    """The review log of some cards, and how many of its rows make no sense."""

    def __init__(
        self, foreign: Foreign, cards: Mapping[int, ForeignCard], told: Told = silent
    ) -> None:
        """Read nothing yet."""
        self._foreign = foreign
        self._cards = cards
        self._told = told
        self.malformed = 0
        """Rows whose values have the wrong type, of those that were read."""

    def rows(self) -> Iterator[list[Review]]:
        """Read the rows in batches of raw tuples that are shaped as `Review`."""
        rows, cards = self._foreign.rows("revlog", _REVIEWS), self._cards
        for batch in watched(rows, "reviews", self._foreign.count("revlog"), self._told):
            ours = [row for row in batch if row[0] in cards]
            if not set(map(type, chain.from_iterable(ours))) <= _INTEGERS:
                usable = [row for row in ours if set(map(type, row)) <= _INTEGERS]
                self.malformed += len(ours) - len(usable)
                ours = usable
            yield cast("list[Review]", ours)


def made(foreign: Foreign) -> Made:
    """Read what a collection says of itself; nothing where it makes no sense."""
    if "col" not in foreign:
        return Made()
    for batch in foreign.rows("col", "crt, mod"):
        for row in batch:
            if set(map(type, row)) <= _INTEGERS:
                return Made(*cast("tuple[int, int]", row))
    return Made()


def _note(row: tuple[object, ...]) -> ForeignNote | None:
    number, guid, mod, kind, tags, fields = row
    if not (isinstance(number, int) and isinstance(mod, int) and isinstance(kind, int)):
        return None
    # Anki's guids may look like numbers to SQLite where a table was made by hand.
    if not (isinstance(guid, str) and isinstance(tags, str) and isinstance(fields, str)):
        return None
    return ForeignNote(number, guid, mod, kind, tuple(tags.split()), tuple(fields.split("\x1f")))


def _card(row: tuple[object, ...]) -> ForeignCard | None:
    if not set(map(type, (*row[:6], *row[7:]))) <= _INTEGERS:
        return None
    number, note, ordinal, kind, queue, flags, data, deck, mod = cast("tuple[Any, ...]", row)
    if not 0 <= ordinal < _LARGEST_INT:
        return None
    memory = _memory(data)
    return ForeignCard(
        number, note, ordinal, kind, queue == SUSPENDED, flags & 7,
        memory("s"), memory("d"), int(memory("lrt")), deck, mod,
    )  # fmt: skip


def _memory(data: object) -> Callable[[str], float]:
    """Read the JSON in which Anki keeps FSRS's state."""
    values: Any = None
    if isinstance(data, str) and data.startswith("{"):
        try:
            values = json.loads(data)
        except (ValueError, RecursionError):
            values = None
    found: dict[str, object] = cast("dict[str, object]", values) if isinstance(values, dict) else {}

    def number(key: str) -> float:
        value = found.get(key, 0)
        usable = isinstance(value, (int, float)) and 0 <= value < 2**53
        return value if usable else 0  # pyright: ignore[reportReturnType]  narrowed above

    return number


def require(foreign: Foreign) -> None:
    """Say at once that a file is no collection; raises PackageError."""
    for table in ("notes", "cards", "revlog"):
        if table not in foreign:
            raise PackageError(f"The collection has no table {table}: Anki has not written it.")
