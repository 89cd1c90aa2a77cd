"""One card without the library: for the first frame, which cannot wait for all files."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from mlsd_graph.content.cache import Glance, read_glance
from mlsd_graph.content.pages import contrast, parse_page
from mlsd_graph.content.records import Card, Page, RelationKind
from mlsd_graph.content.source import SourceError, read
from mlsd_graph.errors import UnknownIdError


def card_at(cache: Path | None, roots: Sequence[Path], uid: str) -> Card:
    """Parse the one file that a card stands in, found by the index of the parse cache.

    Raises:
        UnknownIdError: The index does not know it; the whole library may.
    """
    names = tuple(str(Path(root).absolute()) for root in roots)
    index = read_glance(cache, names) if cache else None
    note = uid.partition("#")[0]
    if index is not None:
        found = [
            (card, page)
            for name in _candidates(note, index)
            if (page := _page(name, index)) is not None
            for card in page.cards
            if card.uid == uid
        ]
        # Of a contrast that both sides have, the authored card counts, then the first page's.
        for card, page in sorted(
            found, key=lambda pair: (not pair[0].head.authored, pair[1].head.id)
        ):
            return _named(card, page, index)
    raise UnknownIdError(f"There is no card “{uid}” in the index.")


def _candidates(note: str, index: Glance) -> Iterator[str]:
    """Ids of the pages that the card may stand on."""
    if note in index.owners:
        yield index.owners[note]
        return
    bases = note[9:].split("~") if note.startswith("contrast:") else [note.partition("/")[0]]
    current = {first: name for name, first in index.origins.items()}
    for base in bases:
        yield current.get(base, base)


def _page(name: str, index: Glance) -> Page | None:
    path = index.path(name)
    if not path:
        return None
    root = next((r for r in reversed(index.roots) if path.startswith(f"{r}/")), index.roots[0])
    try:
        return parse_page(read(path).text, path, root, index.origins)
    except SourceError:
        return None


def _named(card: Card, page: Page, index: Glance) -> Card:
    """Give a contrast card the title of its other side."""
    if card.head.authored:
        return card
    for relation in page.head.relations:
        if relation.kind is RelationKind.CONTRAST and relation.line == card.head.line:
            other = index.title(relation.target) or None
            return contrast(card.head, card.domain, page.head.title, relation, other)
    return card
