"""The one place that touches genanki: subclasses with types around them.

Stock genanki stamps all notes with the time of the export, guesses which cards exist, writes over
the target in place and does not compress. Overriding the methods that write keeps its schema and
its collection; nothing of it is patched.
"""

# genanki has no types: what its methods take and return is unknown to the checker, here alone.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportIncompatibleVariableOverride=false, reportUnknownArgumentType=false

import io
import itertools
import json
import sqlite3
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import genanki

from export.anki.identity import Ids, deck_id, guid
from export.anki.notes import AnkiNote
from export.anki.notetypes import NOTE_TYPES, STYLED, NoteType, css

COLLECTION = "collection.anki2"
MEDIA = "media"
_LEVEL = 6
_EPOCH = (1980, 1, 1, 0, 0, 0)  # a zip entry carries a date; a fixed one keeps the bytes equal


@dataclass(frozen=True, slots=True)
class StampedNote:
    """A note with what depends on the rest of the deck."""

    note: AnkiNote
    mod: int
    """When its text last changed, epoch seconds."""
    position: int
    """Place among the new cards."""


def package(stamped: Iterable[StampedNote]) -> bytes:
    """Return the bytes of an .apkg; equal notes give equal bytes."""
    collection = _collection(sorted(stamped, key=lambda each: (each.position, each.note.note)))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in ((COLLECTION, collection), (MEDIA, b"{}")):
            entry = zipfile.ZipInfo(name, _EPOCH)
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED, _LEVEL)
    return out.getvalue()


def _collection(stamped: list[StampedNote]) -> bytes:
    newest = max((STYLED, *(each.mod for each in stamped)))
    ids = Ids()
    models = {kind.id: _Model(kind) for kind in NOTE_TYPES}
    decks: dict[str, _Deck] = {}
    for each in stamped:
        name = each.note.deck
        if name not in decks:
            decks[name] = _Deck(name, models.values())
        decks[name].add_note(_Note(each, models[each.note.type.id], ids))
    with closing(sqlite3.connect(":memory:")) as database:
        _Package(list(decks.values())).write_to_db(
            database.cursor(), float(newest), itertools.count(1)
        )
        database.commit()
        database.execute("vacuum")
        return database.serialize()


class _Package(genanki.Package):
    """A package whose collection row holds no clock."""

    def write_to_db(self, cursor: sqlite3.Cursor, timestamp: float, id_gen: Iterator[int]) -> None:
        super().write_to_db(cursor, timestamp, id_gen)
        (text,) = cursor.execute("select conf from col").fetchone()
        # Without this the importer takes the file for one of the scheduler of 2014 and converts it.
        conf = json.loads(text) | {"schedVer": 2, "sched2021": True}
        milliseconds = round(timestamp * 1000)
        cursor.execute(
            "update col set conf = ?, mod = ?, scm = ?",
            (json.dumps(conf), milliseconds, STYLED * 1000),
        )


class _Deck(genanki.Deck):
    """A deck that brings both note types, also where no note of one is in it."""

    def __init__(self, name: str, models: Iterable["_Model"]) -> None:
        super().__init__(deck_id(name), name)
        for model in models:
            self.add_model(model)


class _Model(genanki.Model):
    """A note type with fixed ids of fields and template, and a fixed date."""

    def __init__(self, kind: NoteType) -> None:
        fields = [
            {"name": name, "id": number, "collapsed": kind.folded(name)}
            for name, number in zip(kind.fields, kind.field_ids(), strict=True)
        ]
        template = {
            "name": kind.template,
            "id": kind.template_id,
            "qfmt": kind.question,
            "afmt": kind.answer,
        }
        super().__init__(
            kind.id,
            kind.name,
            fields=fields,
            templates=[template],
            css=css(),
            model_type=self.CLOZE if kind.cloze else self.FRONT_BACK,
        )

    @property
    def _req(self) -> list[list[object]]:  # stock genanki renders the template 32 times to find it
        return [[0, "any", [1]]]

    def to_json(self, timestamp: float, deck_id: int) -> dict[str, Any]:
        del timestamp
        written: dict[str, Any] = super().to_json(STYLED, deck_id)
        return written


class _Note(genanki.Note):
    """A note with its own date, fixed ids and the cards that we know to exist."""

    def __init__(self, stamped: StampedNote, model: _Model, ids: Ids) -> None:
        super().__init__(
            model=model,
            fields=list(stamped.note.fields),
            tags=sorted(stamped.note.tags),
            guid=guid(stamped.note.type.name, stamped.note.note),
        )
        self._stamped = stamped
        self._ids = ids

    @property
    def cards(self) -> list[genanki.Card]:
        return [genanki.Card(ordinal) for ordinal in self._stamped.note.ordinals]

    def write_to_db(
        self, cursor: sqlite3.Cursor, timestamp: float, deck_id: int, id_gen: Iterator[int]
    ) -> None:
        # Stock genanki also searches each field for invalid HTML: quadratic, and ours is built.
        del timestamp, id_gen
        stamped, note = self._stamped, self._stamped.note
        known_by, tags, fields = (
            str(self.guid),
            str(self._format_tags()),
            str(self._format_fields()),
        )
        number = self._ids.note(note.note)
        cursor.execute(
            "insert into notes values (?, ?, ?, ?, -1, ?, ?, ?, 0, 0, '')",
            (number, known_by, note.type.id, stamped.mod, tags, fields, note.note),
        )
        for card, ordinal in zip(self.cards, note.ordinals, strict=True):
            ids = iter((self._ids.card(number, ordinal),))
            card.write_to_db(cursor, stamped.mod, deck_id, number, ids, stamped.position)
