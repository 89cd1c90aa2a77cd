"""Keeps pages as rendered for the last deck, so that only changed ones are parsed and rendered.

Both are most of an export, and most pages never change. The file may be lost, damaged or locked at
any time: then everything is rendered again.
"""

import contextlib
import hashlib
import json
import sqlite3
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from export.anki.parts import NoteParts, PageParts
from mlsd_graph.content.records import PageHead, RelationKind
from mlsd_graph.errors import ContentError

if TYPE_CHECKING:
    from mlsd_graph.content import Library

VERSION = 3
"""Counts up when the same page gives other parts; a cache of another version is dropped."""

_TABLE = "create table if not exists page(key blob primary key, parts text not null) without rowid"


class Pages:
    """The rendered pages of a library, each rendered at most once."""

    def __init__(self, library: "Library", cache: Path | None = None) -> None:
        """Read the cache, if there is to be one."""
        self._library = library
        self._cache = cache
        self._kept = _read(cache) if cache is not None else {}
        self._new: dict[bytes, str] = {}
        self._used: set[bytes] = set()
        self._parts: dict[str, PageParts] = {}

    def parts(self, name: str) -> PageParts | None:
        """Return what a page gives to its notes; None where it is planned or unreadable."""
        if name not in self._parts:
            head = self._library.pages.get(name)
            if head is None:
                return None
            try:
                self._parts[name] = self._rendered(head)
            except (ContentError, OSError):
                return None
        return self._parts[name]

    def save(self, *, drop_unused: bool) -> None:
        """Write what is new; after a whole export, forget the pages as they were before."""
        gone = [key for key in self._kept if key not in self._used] if drop_unused else []
        if self._cache is None or not (self._new or gone):
            return
        with contextlib.suppress(sqlite3.Error, OSError):
            self._cache.parent.mkdir(parents=True, exist_ok=True)
            with _opened(self._cache) as database, database:
                _prepare(database)
                database.executemany("insert or replace into page values (?, ?)", self._new.items())
                database.executemany("delete from page where key = ?", ((key,) for key in gone))

    def _rendered(self, head: PageHead) -> PageParts:
        if self._cache is None:
            return _render(self._library, head.id)
        key = _key(self._library, head)
        self._used.add(key)
        kept = self._kept.get(key)
        if kept is not None:
            with contextlib.suppress(ValueError, TypeError):
                return _decoded(kept)
        parts = _render(self._library, head.id)
        self._new[key] = json.dumps(parts, ensure_ascii=False)
        return parts


def _key(library: "Library", head: PageHead) -> bytes:
    """Digest all that a page's parts depend on: its file, its place, and the names it quotes."""
    titles = (
        library.title(each.target)
        for each in head.relations
        if each.kind is RelationKind.CONTRAST and each.reason
    )
    uids = (card.uid for card in head.cards)
    around = "\x1f".join((head.id, head.kind.value, head.domain, *uids, "", *titles))
    hashed = hashlib.blake2b(Path(head.path).read_bytes(), digest_size=16)
    hashed.update(around.encode("utf-8", "surrogatepass"))
    return hashed.digest()


def _render(library: "Library", name: str) -> PageParts:
    # markdown-it, pygments: 0.1 s that an export of unchanged pages does not pay.
    from export.anki.page_rendering import page_parts  # noqa: PLC0415

    return page_parts(library.page(name))


def _decoded(text: str) -> PageParts:
    summary, sources, reasons, rows, pictures = json.loads(text)
    notes: list[NoteParts] = []
    for row in rows:
        note = NoteParts(*row)
        notes.append(note._replace(tags=tuple(note.tags)))
    return PageParts(summary, sources, reasons, tuple(notes), pictures)


def _read(path: Path) -> dict[bytes, str]:
    if not path.is_file():
        return {}
    try:
        with _opened(path) as database:
            if database.execute("pragma user_version").fetchone() != (VERSION,):
                return {}
            rows: list[tuple[Any, Any]] = database.execute("select key, parts from page").fetchall()
    except sqlite3.Error:
        with contextlib.suppress(OSError):
            path.unlink()
        return {}
    return {bytes(key): str(parts) for key, parts in rows}


def _prepare(database: sqlite3.Connection) -> None:
    if database.execute("pragma user_version").fetchone() != (VERSION,):
        database.execute("drop table if exists page")
    database.execute(_TABLE)
    database.execute(f"pragma user_version = {VERSION:d}")


@contextlib.contextmanager
def _opened(path: Path) -> Generator[sqlite3.Connection]:
    with contextlib.closing(sqlite3.connect(path, timeout=1)) as database:
        yield database
