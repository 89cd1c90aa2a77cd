"""What comes back from Anki: 400,000 reviews of 40,000 cards, read beside a bare scan of the table.

Both sides start from the same package. The bare side has the collection unpacked already and walks
`select * from revlog` with nothing else; ours finds the notes that are ours among others, names
their cards, checks the types of all rows and hands over those of our cards.
"""

import random
import sqlite3
import tempfile
import zipfile
from contextlib import closing
from pathlib import Path

import zstandard

from benchmarks.table import Row, interleaved
from export.anki.back import collection
from export.anki.back.collection import ForeignCard
from export.anki.back.database import reading
from export.anki.back.ours import Ours
from export.anki.back.package import opened
from export.anki.identity import guid

START = 1_700_000_000_000
_BASELINE = "bare sqlite3 loop over the table"
_TABLES = """
create table notes (id integer primary key, guid text not null, mid integer not null,
  mod integer not null, usn integer not null, tags text not null, flds text not null,
  sfld integer not null, csum integer not null, flags integer not null, data text not null);
create table cards (id integer primary key, nid integer not null, did integer not null,
  ord integer not null, mod integer not null, usn integer not null, type integer not null,
  queue integer not null, due integer not null, ivl integer not null, factor integer not null,
  reps integer not null, lapses integer not null, left integer not null, odue integer not null,
  odid integer not null, flags integer not null, data text not null);
create table revlog (id integer primary key, cid integer not null, usn integer not null,
  ease integer not null, ivl integer not null, lastIvl integer not null,
  factor integer not null, time integer not null, type integer not null);
create index ix_revlog_cid on revlog (cid);
"""
_NOTE = "insert into notes values (?, ?, 5, 1700000000, -1, '', ?, 0, 0, 0, '')"
_CARD = """insert into cards values (?, ?, 1, 0, 0, -1, 2, 2, 100, 30, 2500, 10, 0, 0, 0, 0, 0,
  '{"s":31.4,"d":5.1,"lrt":1700000000}')"""
_REVIEW = "insert into revlog values (?, ?, -1, 3, ?, ?, ?, ?, 1)"


def run(quick: bool) -> list[Row]:  # noqa: FBT001  the contract of all benchmarks
    """Measure reading the log, and reading all of a package; `quick` takes a tenth of it."""
    cards = 4_000 if quick else 40_000
    with tempfile.TemporaryDirectory(prefix="mlsd-bench-") as folder:
        package = _package(Path(folder), cards)
        recognised = Ours(_uids(cards))
        with opened(package) as unpacked:
            path = unpacked.collection
            with reading(path) as foreign:
                found = collection.collect(foreign, recognised.has)
            log = interleaved(lambda: _log(path, found.cards), lambda: _scan(path))
            whole = interleaved(lambda: _whole(package, recognised), lambda: _scan(path))
    name = f"{cards * 10:,} reviews"
    return [
        Row(f"{name} back from Anki's log", log[0], _BASELINE, log[1], 1.5),
        Row(f"{name}: unpack, notes, cards, log", whole[0], _BASELINE, whole[1], 5.0),
    ]


def _log(path: Path, cards: dict[int, ForeignCard]) -> int:
    with reading(path) as foreign:
        return sum(map(len, collection.Log(foreign, cards).rows()))


def _scan(path: Path) -> int:
    count = 0
    with closing(sqlite3.connect(path)) as connection:
        for _ in connection.execute("select * from revlog"):
            count += 1
    return count


def _whole(package: Path, recognised: Ours) -> int:
    with opened(package) as unpacked, reading(unpacked.collection) as foreign:
        found = collection.collect(foreign, recognised.has)
        return sum(map(len, collection.Log(foreign, found.cards).rows()))


def _uids(cards: int) -> list[str]:
    return [f"page-{n // 10}/card-{n}" for n in range(cards)]


def _package(folder: Path, cards: int) -> Path:
    """A package as Anki writes it, with as many cards of somebody else's."""
    rng = random.Random(7)
    path = folder / "collection"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(_TABLES)
        uids = _uids(cards)
        back = " ".join(f"word{n}" for n in range(60))
        notes = [
            (n, guid("mlsd recall", uid), f"{uid}\x1ffront {n}\x1f{back}")
            for n, uid in enumerate(uids)
        ]
        notes += [(cards + n, f"other{n}", f"front {n}\x1f{back}") for n in range(cards)]
        connection.executemany(_NOTE, notes)
        connection.executemany(_CARD, [(10**12 + note[0], note[0]) for note in notes])
        order = [n for n in range(cards) for _ in range(10)]
        rng.shuffle(order)
        connection.executemany(
            _REVIEW,
            (
                (START + place * 60_000, 10**12 + n, rng.randrange(1, 300), 3, 500, 4_000)
                for place, n in enumerate(order)
            ),
        )
        connection.commit()
    package = folder / "phone.apkg"
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("meta", b"\x08\x03")
        archive.writestr("collection.anki21b", zstandard.compress(path.read_bytes()))
        archive.writestr("media", b"")
    return package
