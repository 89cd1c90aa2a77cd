"""What the files of the content folders say, before any head is made.

A shelf is a value: an edited file makes a new shelf that shares everything else with the old one.
"""

import gc
import os
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass, field

from mlsd_graph.content import rows
from mlsd_graph.content.pages import read_facts
from mlsd_graph.content.planned import read_planned
from mlsd_graph.content.quick import plain_start, quick_row
from mlsd_graph.content.records import Finding, PageKind, Severity
from mlsd_graph.content.report import Report
from mlsd_graph.content.source import Source, SourceError, read_bytes
from mlsd_graph.content.source import decode as decode_source
from mlsd_graph.content.walk import PLANNED, Stamp, Walked

_UNREAD = b"\0"
"""Stands before the bytes of a file; no row starts with it."""
_ORDER = {kind: index for index, kind in enumerate(PageKind)}


@dataclass(frozen=True, slots=True)
class Shelf:
    """Rows by path, and which of them count."""

    roots: tuple[str, ...]
    stamps: dict[str, Stamp] = field(default_factory=dict[str, Stamp])
    rows: dict[str, bytes] = field(default_factory=dict[str, bytes])
    """Every readable page, also those that a later root replaces. A page that nobody has asked for
    is still the bytes of its file behind a mark; `row` reads it."""
    keyed: set[str] = field(default_factory=set[str])
    """Paths of files in which a card may be moved in from another page."""
    broken: dict[str, list[Finding]] = field(default_factory=dict[str, list[Finding]])
    """Why a file is left out, or what is wrong with the list of planned concepts."""
    planned: dict[str, dict[str, str]] = field(default_factory=dict[str, dict[str, str]])
    """Id → title, for each root's list."""
    odd: tuple[Finding, ...] = ()
    """What the walk found that is no content file."""
    pages: dict[str, str] = field(default_factory=dict[str, str])
    """Id → path, in content order: by kind, then id."""
    doubled: tuple[Finding, ...] = ()
    formerly: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    """Id → former ids, oldest first, of pages that were renamed."""

    def row(self, path: str) -> bytes:
        """The row of a page, made now if that has been put off."""
        row = self.rows[path]
        if row[:1] == _UNREAD:
            source = decode_source(row[1:], path)
            row = self.rows[path] = scan(source, path, self.root_of(path))
        return row

    def root_of(self, path: str) -> str:
        """The last root that the path lies in."""
        for root in reversed(self.roots):
            if path.startswith(root) and path[len(root) : len(root) + 1] in {"/", os.sep}:
                return root
        return self.roots[0]


def stock(old: Shelf, walked: Walked, changed: Iterable[str]) -> Shelf:
    """Read the changed files and put them on a shelf that shares the rest with the old one."""
    shelf = Shelf(
        old.roots,
        walked.stamps,
        dict(old.rows),
        set(old.keyed),
        dict(old.broken),
        dict(old.planned),
        tuple(walked.findings),
        old.pages,
        old.doubled,
        old.formerly,
    )
    moved = False
    with no_collection():
        for path in changed:
            before = shelf.rows.get(path)
            shelf.keyed.discard(path)
            shelf.broken.pop(path, None)
            shelf.planned.pop(path, None)
            # Replaced in place: a dict with gaps is copied much more slowly.
            if path not in walked.stamps or not _read(path, shelf):
                shelf.rows.pop(path, None)
            moved = moved or _moves(shelf, path, before)
        return _arranged(shelf) if moved else shelf


def _moves(shelf: Shelf, path: str, before: bytes | None) -> bool:
    """Tell whether a page comes, goes or is renamed."""
    if before is None or path not in shelf.rows:
        return (before is None) != (path not in shelf.rows)
    name = rows.place(path, shelf.root_of(path)).id
    return shelf.formerly.get(name, []) != rows.formerly(shelf.row(path))


@contextmanager
def no_collection() -> Generator[None]:
    """Keep the garbage collector from walking the growing heap again and again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _read(path: str, shelf: Shelf) -> bool:
    """Read one file; False where it gives no row."""
    root = shelf.root_of(path)
    try:
        data = read_bytes(path)
        source = decode_source(data, path)
        if path == f"{root}/{PLANNED}":
            titles, findings = read_planned(source.text, path)
            shelf.planned[path] = titles
            if findings:
                shelf.broken[path] = findings
            return False
        # Between the two there is nothing but ordinary bytes; text that was cleaned names none.
        if b"{#" in source.specials or not source.specials:
            shelf.keyed.add(path)
        elif plain_start(source, rows.place(path, root)):
            shelf.rows[path] = _UNREAD + data
            return True
        shelf.rows[path] = scan(source, path, root)
    except SourceError as error:
        shelf.broken[path] = [error.finding]
        return False
    return True


def scan(source: Source, path: str, root: str) -> bytes:
    """Make the row of one file: the quick way where it is of the plain form.

    Raises:
        SourceError: The file cannot be used at all.
    """
    place = rows.place(path, root)
    if not source.findings and (row := quick_row(source, place)) is not None:
        return row
    report = Report(path, list(source.findings))
    facts, _ = read_facts(source.text, place, report)
    return rows.encode(facts)


def _arranged(shelf: Shelf) -> Shelf:
    """Decide which file speaks for each id: the first of its root, and the last root."""
    chosen: dict[str, tuple[int, str, str, str]] = {}
    doubled: list[Finding] = []
    # In walk order, whatever the order in which files came onto the shelf.
    for path in shelf.stamps:
        if path not in shelf.rows:
            continue
        root = shelf.root_of(path)
        place = rows.place(path, root)
        before = chosen.get(place.id)
        if before is not None and before[3] == root:
            doubled.append(_doubled(path, before[2], place.id))
        else:
            chosen[place.id] = (_ORDER[place.kind], place.id, path, root)
    pages = {name: path for _, name, path, _ in sorted(chosen.values())}
    # Plain front matter that names former ids is read at once, so an unread page has none.
    former = {
        name: rows.formerly(row)
        for name, path in pages.items()
        if (row := shelf.rows[path])[:1] != _UNREAD
    }
    return Shelf(
        shelf.roots,
        shelf.stamps,
        shelf.rows,
        shelf.keyed,
        shelf.broken,
        shelf.planned,
        shelf.odd,
        pages,
        tuple(doubled),
        {name: ids for name, ids in former.items() if ids},
    )


def _doubled(path: str, first: str, name: str) -> Finding:
    message = f"The id “{name}” is already taken by {first}."
    hint = "Rename one of the files; name the old id under `formerly` if it has been learned."
    return Finding("duplicate-id", Severity.ERROR, path, 0, 0, message, hint)
