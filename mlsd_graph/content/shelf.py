"""What the files of the content folders say, before any head is made.

A shelf is a value: an edited file makes a new shelf that shares everything else with the old one.
"""

import gc
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from mlsd_graph.content import rows
from mlsd_graph.content.pages import read_facts
from mlsd_graph.content.planned import read_planned
from mlsd_graph.content.quick import quick_row
from mlsd_graph.content.records import Finding, PageKind, Severity
from mlsd_graph.content.report import Report
from mlsd_graph.content.source import Source, SourceError, read_bytes
from mlsd_graph.content.source import decode as decode_source
from mlsd_graph.content.walk import PLANNED, Stamp, Walked

_ORDER = {kind: index for index, kind in enumerate(PageKind)}


@dataclass(frozen=True, slots=True)
class Shelf:
    """Rows by path, and which of them count."""

    roots: tuple[str, ...]
    stamps: dict[str, Stamp] = field(default_factory=dict[str, Stamp])
    rows: dict[str, bytes] = field(default_factory=dict[str, bytes])
    """Every readable page, also those that a later root replaces."""
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
        dict(old.broken),
        dict(old.planned),
        tuple(walked.findings),
        old.pages,
        old.doubled,
        old.formerly,
    )
    moved = False
    with _no_collection():
        for path in changed:
            before = shelf.rows.pop(path, None)
            shelf.broken.pop(path, None)
            shelf.planned.pop(path, None)
            if path in walked.stamps:
                _read(path, shelf)
            after = shelf.rows.get(path)
            moved = moved or _moves(before, after)
        return _arranged(shelf) if moved else shelf


def _moves(before: bytes | None, after: bytes | None) -> bool:
    """Tell whether pages come, go or are renamed."""
    if before is None or after is None:
        return before is not after
    return rows.formerly(before) != rows.formerly(after)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Keep the garbage collector from walking a growing heap again and again: a third of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _read(path: str, shelf: Shelf) -> None:
    root = shelf.root_of(path)
    try:
        source = decode_source(data := read_bytes(path), path)
        del data
        if path == f"{root}/{PLANNED}":
            titles, findings = read_planned(source.text, path)
            shelf.planned[path] = titles
            if findings:
                shelf.broken[path] = findings
        else:
            shelf.rows[path] = scan(source, path, root)
    except SourceError as error:
        shelf.broken[path] = [error.finding]


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
    former = {name: rows.formerly(shelf.rows[path]) for name, path in pages.items()}
    return Shelf(
        shelf.roots,
        shelf.stamps,
        shelf.rows,
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
