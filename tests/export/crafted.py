"""Packages made by hand: what a stranger, a bad disk or a newer program might hand over."""
# ruff: noqa: S608  statements of test data

import sqlite3
import time
import zipfile
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest
import zstandard

from export.anki.back import Here, plan_import
from export.anki.identity import guid
from mlsd_graph.errors import PackageError
from mlsd_graph.store import Store

MINE = guid("mlsd recall", "a-page/a-card")
FIELDS = "\x1f".join(["a-page/a-card", "front", "back", *[""] * 14])
SCHEMA = """
create table notes (id integer primary key, guid text, mid integer, mod integer, usn integer,
  tags text, flds text, sfld integer, csum integer, flags integer, data text);
create table cards (id integer primary key, nid integer, did integer, ord integer, mod integer,
  usn integer, type integer, queue integer, due integer, ivl integer, factor integer,
  reps integer, lapses integer, left integer, odue integer, odid integer, flags integer, data text);
create table revlog (id integer primary key, cid integer, usn integer, ease integer, ivl integer,
  lastIvl integer, factor integer, time integer, type integer);
"""
NOTE = f"insert into notes values (1, '{MINE}', 1, 1700000000, -1, '', '{FIELDS}', 0, 0, 0, '')"
CARD = "insert into cards values (2, 1, 1, 0, 0, 0, 2, 2, 0, 3, 0, 1, 0, 0, 0, 0, 0, '')"
AT = 1_750_000_000_000
HERE = Here(frozenset({"a-page/a-card"}), (AT + 86_400_000, 0), lambda _at: 0)
ROW = f"insert into revlog values ({AT}, 2, -1, 3, 4, 1, 500, 3000, 1)"


def collection(*statements: str, schema: str = SCHEMA) -> bytes:
    """A collection as bytes; by default with one note, card and review of ours."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(schema)
        for statement in statements or (NOTE, CARD, ROW):
            database.execute(statement)
        database.commit()
        return database.serialize()


def package(path: Path, entries: Iterable[tuple[str, bytes]]) -> Path:
    """An archive of these entries, in this order, also where two have one name."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return path


def old(path: Path, content: bytes) -> Path:
    return package(path, [("collection.anki2", content), ("media", b"{}")])


def new(path: Path, content: bytes, *more: tuple[str, bytes]) -> Path:
    framed = content.startswith(zstandard.FRAME_HEADER)
    packed = content if framed else zstd(content)
    entries = [("meta", b"\x08\x03"), ("collection.anki21b", packed), *more]
    return package(path, [*entries, ("collection.anki2", collection("select 1"))])


def zstd(content: bytes) -> bytes:
    """A frame as Anki writes it: without its size."""
    writer = zstandard.ZstdCompressor(write_content_size=False).compressobj()
    return writer.compress(content) + writer.flush()


def refused(path: Path, store: Store) -> str:
    """Why a file is refused; it takes neither long nor anything from the log."""
    start = time.monotonic()
    with pytest.raises(PackageError) as caught:
        plan_import(path, store, HERE)
    assert time.monotonic() - start < 20
    assert store.events() == []
    return str(caught.value)
