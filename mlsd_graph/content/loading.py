"""Loads content folders, from the parse cache where files have not changed, and refreshes."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from mlsd_graph.content import rows
from mlsd_graph.content.cache import read_cache
from mlsd_graph.content.folders import existing
from mlsd_graph.content.library import Library
from mlsd_graph.content.shelf import Shelf, no_collection, stock
from mlsd_graph.content.walk import Walked, restat, walk

if TYPE_CHECKING:
    from mlsd_graph.content.records import PageHead


def load(roots: Sequence[Path], cache: Path | None = None) -> Library:
    """Read content folders; files whose time and size are those of the cache are not read.

    The body of a page is read when it is first asked for, and the cache is written when all have
    been: a command that shows one page does not pay for the others.

    Raises:
        ContentError: None of the folders exists.
    """
    names = existing(roots)
    with no_collection():
        walked = walk(names)
        old = read_cache(cache, names, walked.stamps) if cache else None
    old = old or Shelf(names)
    changed = differing(old, walked)
    if not changed:
        return Library(_same(old, walked))
    return Library(stock(old, walked, changed), unsaved=cache)


def refresh(
    library: Library, only: Iterable[Path] | None = None, *, roots: Sequence[Path] = ()
) -> Library | None:
    """Stat the files again and read those that changed; None where nothing has.

    `only` names the files to look at where it is known which ones changed; for a new one all are
    looked at. `roots` are the folders from now on, where they are others than before.
    """
    old = library.shelf
    names = existing(roots) if roots else old.roots
    if names != old.roots:
        old, only = replace(old, roots=names), None
    paths = None if only is None else [str(path) for path in only]
    if paths is None or not old.stamps.keys() >= set(paths):
        walked = walk(old.roots)
    else:
        walked = restat(old.stamps, old.odd, paths)
    changed = differing(old, walked, paths)
    if not changed:
        is_same = old is library.shelf and tuple(walked.findings) == old.odd
        return None if is_same else Library(_same(old, walked))
    new = stock(old, walked, changed)
    if new.pages is not old.pages:
        return Library(new, changed=_pages_differing(old, new))
    ids = {name for name, _ in _ids(new, changed)}
    touched = ids | {other for name in ids for other in _others(name, old, new)}
    made: dict[str, PageHead] = dict(library.made)
    for name in touched if not library.ties.moved else list(made):
        made.pop(name, None)
    return Library(new, changed=frozenset(touched), made=made)


def differing(old: Shelf, walked: Walked, only: Sequence[str] | None = None) -> list[str]:
    """Paths that came, changed or went, in walk order; of those in `only`, where it is given."""
    if only is not None and old.stamps.keys() >= set(only):
        return [path for path in only if old.stamps[path] != walked.stamps.get(path)]
    stamps = old.stamps
    if stamps is walked.stamps:
        return []
    found = [path for path, stamp in walked.stamps.items() if stamps.get(path) != stamp]
    came = sum(path not in stamps for path in found)
    if len(walked.stamps) - came == len(stamps):
        return found
    return found + [path for path in stamps if path not in walked.stamps]


def _same(old: Shelf, walked: Walked) -> Shelf:
    """The shelf with what the walk found odd this time."""
    if tuple(walked.findings) == old.odd:
        return old
    return stock(old, walked, ())


def _ids(shelf: Shelf, changed: Iterable[str]) -> Iterable[tuple[str, str]]:
    """Ids of the changed files that speak for a page."""
    for path in changed:
        name = Path(path).stem
        if shelf.pages.get(name) == path:
            yield name, path


def _others(name: str, old: Shelf, new: Shelf) -> set[str]:
    """Pages whose contrast cards depend on what a page says."""
    path = new.pages[name]
    before, after = rows.cross(old.row(path)), rows.cross(new.row(path))
    if before == after:
        return set()
    return {*before.stated, *before.against, *after.stated, *after.against} & new.pages.keys()


def _pages_differing(old: Shelf, new: Shelf) -> frozenset[str]:
    """Ids whose file or row is not the same; a new page may settle contrasts of any other."""
    return frozenset(
        name
        for name in old.pages.keys() | new.pages.keys()
        if old.rows.get(old.pages.get(name, "")) != new.rows.get(new.pages.get(name, ""))
    )
