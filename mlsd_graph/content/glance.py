"""Single cards without the library: for the first of them, which cannot wait for all files."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from mlsd_graph.content.cache import Glance, read_glance
from mlsd_graph.content.folders import existing
from mlsd_graph.content.naming import sides
from mlsd_graph.content.records import Card, Page, PageHead, RelationKind
from mlsd_graph.errors import UnknownIdError


class Glanced(NamedTuple):
    """A card and the head of the page that it stands on."""

    card: Card
    page: PageHead


class Cover:
    """What the index of the parse cache tells of content that nobody has loaded yet.

    Raises:
        ContentError: None of the folders exists.
    """

    def __init__(self, cache: Path | None, roots: Sequence[Path]) -> None:
        self._cache = cache
        self._roots = existing(roots)

    @cached_property
    def _index(self) -> Glance | None:
        return read_glance(self._cache, self._roots) if self._cache else None

    def card(self, uid: str) -> Glanced:
        """Parse the one file that a card stands in.

        Raises:
            UnknownIdError: The index does not know it; the whole library may.
        """
        index, note = self._index, uid.partition("#")[0]
        if index is not None:
            found = [
                Glanced(card, page.head)
                for name in _candidates(note, index)
                if (page := _page(name, index)) is not None
                for card in page.cards
                if card.uid == uid
            ]
            # Of a contrast that both sides have, the authored card counts, then the first page's.
            for card, page in sorted(
                found, key=lambda each: (not each.card.head.authored, each.page.id)
            ):
                return Glanced(_named(card, page, index), page)
        raise UnknownIdError(f"There is no card “{uid}” in the index.")


def _candidates(note: str, index: Glance) -> Iterator[str]:
    """Ids of the pages that the card may stand on."""
    if note in index.owners:
        yield index.owners[note]
        return
    bases = sides(note) or (note.partition("/")[0],)
    current = {first: name for name, first in index.origins.items()}
    for base in bases:
        yield current.get(base, base)


def _page(name: str, index: Glance) -> Page | None:
    path = index.path(name)
    if not path:
        return None
    from mlsd_graph.content.pages import parse_page  # noqa: PLC0415  the parser of Markdown: 20 ms
    from mlsd_graph.content.source import SourceError, read  # noqa: PLC0415  the parser of Markdown: 20 ms

    root = next((r for r in reversed(index.roots) if path.startswith(f"{r}/")), index.roots[0])
    try:
        return parse_page(read(path).text, path, root, index.origins)
    except SourceError:
        return None


def _named(card: Card, page: PageHead, index: Glance) -> Card:
    """Give a contrast card the title of its other side."""
    if card.head.authored:
        return card
    from mlsd_graph.content.pages import contrast  # noqa: PLC0415  imported with its page

    for relation in page.relations:
        if relation.kind is RelationKind.CONTRAST and relation.line == card.head.line:
            other = index.title(relation.target) or None
            return contrast(card.head, card.domain, page.title, relation, other)
    return card
