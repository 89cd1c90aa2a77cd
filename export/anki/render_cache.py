"""Keeps the HTML of Markdown that was rendered before.

Rendering is two thirds of an export and most notes never change. One row per piece of Markdown,
so a card that moves or a page that is renamed costs nothing. The file may be lost, damaged or
locked at any time: then everything is rendered again.
"""

import contextlib
import hashlib
import sqlite3
from collections.abc import Generator
from pathlib import Path

VERSION = 1
"""Counts up when the same Markdown gives other HTML; a cache of another version is dropped."""

_TABLE = "create table if not exists html(key blob primary key, html text not null) without rowid"


class Rendered:
    """HTML of Markdown, rendered at most once."""

    def __init__(self, path: Path | None = None) -> None:
        """Read the cache at `path`, or keep none."""
        self._path = path
        self._kept = _read(path) if path is not None else {}
        self._used: set[bytes] = set()
        self._new: dict[bytes, str] = {}

    def blocks(self, markdown: str) -> str:
        """Return paragraphs, lists, tables and code as HTML."""
        return self._html(b"b", markdown)

    def line(self, markdown: str) -> str:
        """Return one run of text as HTML, without a paragraph around it."""
        return self._html(b"l", markdown)

    def save(self, *, drop_unused: bool) -> None:
        """Write what is new; after a whole export, forget what no page holds any more."""
        if self._path is None:
            return
        gone = [key for key in self._kept if key not in self._used] if drop_unused else []
        if not self._new and not gone:
            return
        with contextlib.suppress(sqlite3.Error, OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with _opened(self._path) as database, database:
                _prepare(database)
                database.executemany("insert or replace into html values (?, ?)", self._new.items())
                database.executemany("delete from html where key = ?", ((key,) for key in gone))

    def _html(self, mode: bytes, markdown: str) -> str:
        if not markdown:
            return ""
        raw = markdown.encode("utf-8", "surrogatepass")
        key = hashlib.blake2b(raw, digest_size=16, key=mode).digest()
        self._used.add(key)
        found = self._kept.get(key)
        if found is None:
            found = _render(mode, markdown)
            self._kept[key] = self._new[key] = found
        return found


def _render(mode: bytes, markdown: str) -> str:
    # markdown-it, pygments: 0.1 s that an export of unchanged notes does not pay.
    from export.anki import rendering  # noqa: PLC0415

    return rendering.blocks(markdown) if mode == b"b" else rendering.line(markdown)


def _read(path: Path) -> dict[bytes, str]:
    if not path.is_file():
        return {}
    try:
        with _opened(path) as database:
            if database.execute("pragma user_version").fetchone() != (VERSION,):
                return {}
            rows = database.execute("select key, html from html").fetchall()
    except sqlite3.Error:
        with contextlib.suppress(OSError):
            path.unlink()
        return {}
    return {bytes(key): str(html) for key, html in rows}


def _prepare(database: sqlite3.Connection) -> None:
    if database.execute("pragma user_version").fetchone() != (VERSION,):
        database.execute("drop table if exists html")
    database.execute(_TABLE)
    database.execute(f"pragma user_version = {VERSION:d}")


@contextlib.contextmanager
def _opened(path: Path) -> Generator[sqlite3.Connection]:
    with contextlib.closing(sqlite3.connect(path, timeout=1)) as database:
        yield database
