"""The mappings of a library: heads of pages and cards, made when they are asked for."""

from collections.abc import Callable, Iterator, Mapping, ValuesView
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from mlsd_graph.content import rows
from mlsd_graph.content.cache import write_cache
from mlsd_graph.content.records import CardHead, PageHead
from mlsd_graph.content.shelf import Shelf, no_collection
from mlsd_graph.content.ties import Ties

if TYPE_CHECKING:
    from pathlib import Path

_Item = TypeVar("_Item")


class _Values(ValuesView[_Item]):
    """Values in order, without a look-up for each."""

    def __init__(self, mapping: Mapping[str, _Item], each: Callable[[], Iterator[_Item]]) -> None:
        super().__init__(mapping)
        self._each = each

    def __iter__(self) -> Iterator[_Item]:
        return self._each()


class Pages(Mapping[str, PageHead]):
    """Id → head, in content order; a head is made of its row when it is first asked for."""

    def __init__(self, shelf: Shelf, ties: Callable[[], Ties], made: dict[str, PageHead]) -> None:
        self._shelf = shelf
        self._ties = ties
        self.made = made
        self.unsaved: Path | None = None
        """Where the parse cache is to be written once all pages have been read anyway."""

    def __getitem__(self, key: str) -> PageHead:
        made = self.made.get(key)
        return self._make(key) if made is None else made

    def __iter__(self) -> Iterator[str]:
        return iter(self._shelf.pages)

    def __len__(self) -> int:
        return len(self._shelf.pages)

    def __contains__(self, key: object) -> bool:
        return key in self._shelf.pages

    def values(self) -> ValuesView[PageHead]:
        """All heads, in content order."""
        return _Values(self, self._all)

    def _all(self) -> Iterator[PageHead]:
        if len(self.made) < len(self._shelf.pages):
            with no_collection():
                for key in self._shelf.pages:
                    if key not in self.made:
                        self._make(key)
        if (path := self.unsaved) is not None:
            self.unsaved = None
            write_cache(path, self._shelf)
        return (self.made[key] for key in self._shelf.pages)

    def _make(self, key: str) -> PageHead:
        path = self._shelf.pages[key]
        row = self._shelf.row(path)
        ties = self._ties()
        place = rows.place(path, self._shelf.root_of(path))
        head = rows.head(row, place, ties.origins, ties.dropped(key, row))
        self.made[key] = head
        return head


class Cards(Mapping[str, CardHead]):
    """Uid → head, in order of pages and lines. A uid says on which page to look for its card."""

    def __init__(self, pages: Pages, ties: Callable[[], Ties]) -> None:
        self._pages = pages
        self._ties = ties

    def __getitem__(self, key: str) -> CardHead:
        page = self._ties().owner(key.partition("#")[0])
        if page in self._pages:
            for card in self._pages[page].cards:
                if card.uid == key:
                    return card
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        return (card.uid for card in self._all())

    @cached_property
    def _count(self) -> int:
        return sum(len(page.cards) for page in self._pages.values())

    def __len__(self) -> int:
        return self._count

    def values(self) -> ValuesView[CardHead]:
        """All heads, in order."""
        return _Values(self, self._all)

    def _all(self) -> Iterator[CardHead]:
        for page in self._pages.values():
            yield from page.cards
