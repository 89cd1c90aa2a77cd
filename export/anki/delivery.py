"""Puts a deck in place: whole and verified, or not at all."""

import contextlib
import sqlite3
import zipfile
from dataclasses import dataclass
from pathlib import Path

from export.anki.package import COLLECTION, MEDIA
from export.placing import place
from mlsd_graph.errors import ExportError


@dataclass(frozen=True, slots=True)
class Contents:
    """How much is in a deck."""

    notes: int
    cards: int
    media: int
    reviews: int = 0


def deliver(content: bytes, target: Path, expected: Contents) -> None:
    """Write a deck beside its target, read it back, and only then rename it into place.

    Raises:
        ExportError: It could not be written or does not hold what it should; a file that stood
            at the target is untouched, and no temporary file is left.
    """

    def check(part: Path) -> None:
        found = inspect(part)
        if found != expected:
            raise ExportError(f"{target}: the written deck holds {found}, not {expected}.")

    try:
        place(content, target, check)
    except (OSError, sqlite3.Error, zipfile.BadZipFile) as error:
        reason = getattr(error, "strerror", None) or error
        raise ExportError(
            f"{target}: the deck could not be written ({reason}).", "An older file is untouched."
        ) from error


def inspect(path: Path) -> Contents:
    """Open a deck, check its sums and its rules, and count what is in it.

    Raises:
        zipfile.BadZipFile: It is no archive, or a sum is wrong.
        sqlite3.Error: The collection cannot be read or is inconsistent.
    """
    with zipfile.ZipFile(path) as archive:
        collection = archive.read(COLLECTION)
        media = archive.read(MEDIA)
    with contextlib.closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(collection)
        (notes, guids), (cards, pairs, empty), (reviews,) = (
            database.execute(query).fetchone() for query in (_NOTES, _CARDS, _REVIEWS)
        )
        if database.execute("pragma quick_check").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("the collection is damaged")
    if notes != guids or cards != pairs or empty:
        raise sqlite3.IntegrityError("a note is doubled or has no card")
    return Contents(notes, cards, media.count(b":"), reviews)


_NOTES = "select count(*), count(distinct guid) from notes"
_CARDS = """
select count(*), count(distinct nid || ':' || ord),
       (select count(*) from notes where id not in (select nid from cards))
from cards
"""

_REVIEWS = "select count(*) from revlog"
