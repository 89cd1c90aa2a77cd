"""Loads content folders, from the parse cache where files have not changed, and refreshes."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from mlsd_graph.content import ties
from mlsd_graph.content.cache import read_cache, write_cache
from mlsd_graph.content.library import Library
from mlsd_graph.content.records import PageHead
from mlsd_graph.content.rows import cross
from mlsd_graph.content.shelf import Shelf, stock
from mlsd_graph.content.ties import Ties
from mlsd_graph.content.walk import Walked, restat, walk
from mlsd_graph.errors import ContentError


def load(roots: Sequence[Path], cache: Path | None = None) -> Library:
    """Read content folders; files whose time and size are those of the cache are not read.

    Raises:
        ContentError: None of the folders exists.
    """
    names = tuple(str(Path(root).absolute()) for root in roots)
    if not any(Path(name).is_dir() for name in names):
        listed = ", ".join(names) or "no folder given"
        raise ContentError(f"There is no content folder: {listed}.", "Check the path.")
    walked = walk(names)
    old = read_cache(cache, names) if cache else None
    old = old or Shelf(names)
    changed = differing(old, walked)
    if not changed:
        return Library(_same(old, walked))
    shelf = stock(old, walked, changed)
    if cache:
        write_cache(cache, shelf)
    return Library(shelf)


def refresh(library: Library, only: Iterable[Path] | None = None) -> Library | None:
    """Stat the files again and read those that changed; None where nothing has.

    `only` names the files to look at where it is known which ones changed.
    """
    old = library.shelf
    walked = walk(old.roots) if only is None else restat(old.stamps, old.odd, map(str, only))
    changed = differing(old, walked)
    if not changed:
        return None if tuple(walked.findings) == old.odd else Library(_same(old, walked))
    new = stock(old, walked, changed)
    if new.pages is not old.pages:
        return Library(new, changed=_pages_differing(old, new))
    ids = {name for name, path in _ids(new, changed)}
    claims, touched = _claims(library, new, ids)
    made: dict[str, PageHead] = dict(library.made)
    for name in (*ids, *touched):
        made.pop(name, None)
    return Library(new, frozenset(ids | touched), claims, made)


def differing(old: Shelf, walked: Walked) -> list[str]:
    """Paths that came, changed or went, in walk order."""
    if old.stamps == walked.stamps:
        return []
    stamps = old.stamps
    found = [path for path, stamp in walked.stamps.items() if stamps.get(path) != stamp]
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


def _claims(library: Library, new: Shelf, ids: set[str]) -> tuple[Ties | None, set[str]]:
    """Ties of the new shelf: the old ones, unless an edit touches other pages' cards."""
    old = library.shelf
    before = library.ties
    unchanged = not before.moved and all(
        cross(old.rows[old.pages[name]]) == cross(new.rows[new.pages[name]]) for name in ids
    )
    if unchanged:
        return before, set()
    after = ties.tie(new)
    return after, ties.touched(before, after)


def _pages_differing(old: Shelf, new: Shelf) -> frozenset[str]:
    """Ids whose file or row is not the same; a new page may settle contrasts of any other."""
    return frozenset(
        name
        for name in old.pages.keys() | new.pages.keys()
        if old.rows.get(old.pages.get(name, "")) != new.rows.get(new.pages.get(name, ""))
    )
