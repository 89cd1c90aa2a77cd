"""The order in which Anki shows new cards: what is needed comes before what needs it."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from mlsd_graph.content.naming import sides
from mlsd_graph.content.records import PageHead, PageKind, RelationKind

if TYPE_CHECKING:
    from mlsd_graph.content import Library

_RANK = {
    PageKind.FRAMEWORK: 0,
    PageKind.CONCEPT: 1,
    PageKind.CONTRAST_SET: 3,
    PageKind.CASE_STUDY: 4,
    PageKind.TRACK: 5,
}
_CONTRAST_RANK = 2


def new_card_order(library: "Library", order: Mapping[str, int]) -> dict[str, int]:
    """Number the notes from 0: framework first, then each page after the concepts it rests on.

    `order` is the topological position of the concepts. A comparison comes after all that it
    compares, a case study after all that it uses; notes of one page stay together as written.
    """
    places = {page.id: _place(page, order) for page in library.pages.values()}
    keys: dict[str, tuple[int, int, int]] = {}
    for written, card in enumerate(library.cards.values()):
        place, rank = places[card.page]
        if pair := compared(library, card.note):
            place, rank = _latest(pair, order, place), _CONTRAST_RANK
        keys.setdefault(card.note, (place, rank, written))
    return {note: position for position, note in enumerate(sorted(keys, key=keys.__getitem__))}


def compared(library: "Library", note: str) -> tuple[str, str] | None:
    """Return the two pages that a note compares; its uid may name them by former ids."""
    pair = sides(note)
    if pair is None:
        return None
    first, second = pair
    return library.aliases.get(first, first), library.aliases.get(second, second)


def _place(page: PageHead, order: Mapping[str, int]) -> tuple[int, int]:
    rank = _RANK[page.kind]
    if page.kind is PageKind.FRAMEWORK:
        return -1, rank
    if page.kind is PageKind.CONTRAST_SET:
        return _latest(page.members, order, 0), rank
    if page.kind is PageKind.CASE_STUDY:
        used = [each.target for each in page.relations if each.kind is RelationKind.USE]
        return _latest(used, order, 0), rank
    return order.get(page.id, len(order)), rank


def _latest(ids: Iterable[str], order: Mapping[str, int], otherwise: int) -> int:
    return max((order[each] for each in ids if each in order), default=otherwise)
