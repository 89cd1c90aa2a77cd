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
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

import genanki

from export.anki.identity import Ids, deck_id, guid
from export.anki.notes import AnkiNote
from export.anki.notetypes import NOTE_TYPES, STYLED, NoteType, css
from export.anki.progress import (
    DAY_ZERO,
    SETTINGS,
    CardProgress,
    LogRow,
    Preset,
    Progress,
    log_rows,
    preset,
    schedule,
    unseen,
)
from export.anki.progress.preset import merged

COLLECTION = "collection.anki2"
MEDIA = "media"
_LEVEL = 4
"""Of deflate: a tenth larger than at 6, in half the time."""
_FAST = 1
"""Same, for a deck with a log: a log is many numbers, which deflate little at any level."""
_DAY_S = 86_400
_EPOCH = (1980, 1, 1, 0, 0, 0)  # a zip entry carries a date; a fixed one keeps the bytes equal


@dataclass(frozen=True, slots=True)
class StampedNote:
    """A note with what depends on the rest of the deck."""

    note: AnkiNote
    mod: int
    """When its text last changed, epoch seconds."""
    position: int
    """Place among the new cards."""


def package(
    stamped: Iterable[StampedNote],
    progress: Progress | None = None,
    marked: Collection[str] = frozenset(),
) -> bytes:
    """Return the bytes of an .apkg; equal notes, marks and progress give equal bytes.

    `marked` are the uids of cards whose notes go out marked, beside those that progress marks.
    """
    ordered = sorted(stamped, key=lambda each: (each.position, each.note.note))
    collection = _collection(ordered, _Rows(progress, marked), progress)
    files = dict(sorted(media_of(each.note for each in ordered).items()))
    names = json.dumps({str(number): name for number, name in enumerate(files)}).encode()
    level = _FAST if progress else _LEVEL
    entries: list[tuple[str, bytes]] = [(COLLECTION, collection), (MEDIA, names)]
    entries += [(str(number), text.encode()) for number, text in enumerate(files.values())]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in entries:
            entry = zipfile.ZipInfo(name, _EPOCH)
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED, level)
    return out.getvalue()


def media_of(notes: Iterable[AnkiNote]) -> dict[str, str]:
    """Gather the files that notes show, each once."""
    return {name: text for note in notes for name, text in note.media}


def _collection(stamped: list[StampedNote], rows: "_Rows", progress: Progress | None) -> bytes:
    newest = max((STYLED, *(each.mod for each in stamped)))
    models = [_Model(kind) for kind in NOTE_TYPES]
    names = dict.fromkeys(each.note.deck for each in stamped)
    if progress:  # Anki takes limits and order from the deck that is opened: mostly the parent
        names = dict.fromkeys((*(name.partition("::")[0] for name in names), *names))
    for each in stamped:
        rows.add(each)
    with closing(sqlite3.connect(":memory:")) as database:
        cursor = database.cursor()
        whole = _Package([_Deck(name, models, progress) for name in names], progress)
        whole.write_to_db(cursor, float(newest), itertools.count(1))
        cursor.executemany(_INSERT_NOTE, rows.notes)
        cursor.executemany(_INSERT_CARD, rows.cards)
        if rows.reviews:
            _insert_reviews(cursor, rows.reviews)
        database.commit()
        if progress is None:  # with a log, what it saves is not worth its time
            database.execute("vacuum")
        return database.serialize()


def _insert_reviews(cursor: sqlite3.Cursor, reviews: list[LogRow]) -> None:
    """Fill the log in order and make its indexes afterwards, which halves the time."""
    indexes = cursor.execute(_INDEXES_OF_LOG).fetchall()
    cursor.executescript("".join(f"drop index {name};" for name, _ in indexes))
    reviews.sort(key=itemgetter(0))
    cursor.executemany(_INSERT_REVIEW, reviews)
    cursor.executescript("".join(f"{made};" for _, made in indexes))


class _Rows:
    """The rows of notes and cards: their own dates, fixed ids, the cards that we know to exist.

    genanki's notes would also search each field for invalid HTML, which is quadratic.
    """

    def __init__(self, progress: Progress | None, marked: Collection[str]) -> None:
        self.notes: list[tuple[object, ...]] = []
        self.cards: list[tuple[object, ...]] = []
        self.reviews: list[LogRow] = []
        self._ids = Ids()
        self._progress = progress
        self._marked = marked

    def add(self, stamped: StampedNote) -> None:
        """Append one note and its cards."""
        note, mod = stamped.note, stamped.mod
        number = self._ids.note(note.note)
        known_by = guid(note.type.name, note.note)
        deck = deck_id(note.deck)
        marked = False
        for ordinal in note.ordinals:
            card = self._ids.card(number, ordinal)
            uid = note.card(ordinal)
            known = self._known(uid)
            marked |= uid in self._marked or (known is not None and known.state.marked)
            stands = self._stands(card, known, stamped.position)
            self.cards.append((card, number, deck, ordinal, mod, *stands))
        tags = f" {' '.join(sorted((*note.tags, _MARKED) if marked else note.tags))} "
        fields = "\x1f".join(note.fields)
        self.notes.append((number, known_by, note.type.id, mod, tags, fields, note.note))

    def _known(self, uid: str) -> CardProgress | None:
        return self._progress.cards.get(uid) if self._progress else None

    def _stands(self, card: int, known: CardProgress | None, position: int) -> tuple[object, ...]:
        """Write where a card stands, and its reviews into the log."""
        if known is None or self._progress is None:
            return unseen(position)
        log = log_rows(card, known, self._progress.rules)
        self.reviews += log
        return schedule(known.state, log, position, self._progress)


_MARKED = "marked"
"""Anki marks notes, by a tag."""
_INSERT_NOTE = """
insert into notes (id, guid, mid, mod, usn, tags, flds, sfld, csum, flags, data)
values (?, ?, ?, ?, -1, ?, ?, ?, 0, 0, '')
"""
# Anki reads these into 32 bits: one number above would refuse the whole file.
_INSERT_CARD = """
insert into cards (id, nid, did, ord, mod, usn, type, queue, due, ivl, factor, reps, lapses, left,
                   odue, odid, flags, data)
values (?, ?, ?, ?, ?, -1, ?, ?, min(?, 2147483647), min(?, 2147483647), ?, ?, ?, ?, 0, 0, ?, ?)
"""
_INSERT_REVIEW = """
insert or ignore into revlog (id, cid, usn, ease, ivl, lastIvl, factor, time, type)
values (?, ?, -1, ?, min(?, 2147483647), min(?, 2147483647), ?, min(?, 2147483647), ?)
"""
_INDEXES_OF_LOG = """
select name, sql from sqlite_master where type = 'index' and tbl_name = 'revlog'
"""


class _Package(genanki.Package):
    """A package whose collection row holds no clock."""

    def __init__(self, decks: list["_Deck"], progress: Progress | None) -> None:
        super().__init__(decks)
        self._progress = progress

    def write_to_db(self, cursor: sqlite3.Cursor, timestamp: float, id_gen: Iterator[int]) -> None:
        super().write_to_db(cursor, timestamp, id_gen)
        (text,) = cursor.execute("select conf from col").fetchone()
        # Without this the importer takes the file for one of the scheduler of 2014 and converts it.
        conf = json.loads(text) | {"schedVer": 2, "sched2021": True}
        if self._progress:
            conf |= SETTINGS
            cursor.execute("update col set crt = ?", (DAY_ZERO * _DAY_S,))
            if found := _preset(self._progress):
                self._write_preset(cursor, found)
        milliseconds = round(timestamp * 1000)
        cursor.execute(
            "update col set conf = ?, mod = ?, scm = ?",
            (json.dumps(conf), milliseconds, STYLED * 1000),
        )

    def _write_preset(self, cursor: sqlite3.Cursor, found: Preset) -> None:
        (text,) = cursor.execute("select dconf from col").fetchone()
        presets = json.loads(text)
        presets[str(found.id)] = merged(presets["1"], found)
        cursor.execute("update col set dconf = ?", (json.dumps(presets),))


def _preset(progress: Progress) -> Preset | None:
    return preset(progress.settings) if progress.has_preset else None


class _Deck(genanki.Deck):
    """A deck that brings both note types, also where no note of one is in it."""

    def __init__(self, name: str, models: Iterable["_Model"], progress: Progress | None) -> None:
        super().__init__(deck_id(name), name)
        self._progress = progress
        for model in models:
            self.add_model(model)

    def to_json(self) -> dict[str, Any]:
        written: dict[str, Any] = super().to_json()
        if self._progress is None:
            return written
        # genanki's stock deck says that some of it was studied on day 163.
        studied = ("newToday", "revToday", "lrnToday", "timeToday")
        none = {name: [0, 0] for name in studied} | {"extendRev": 0}
        found = _preset(self._progress)
        return written | none | ({"conf": found.id} if found else {})


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
