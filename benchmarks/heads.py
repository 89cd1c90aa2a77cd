"""Generated pages as a library gives them to graph and queue: heads alone."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from mlsd_graph.content.records import CardHead, PageHead, PageKind, Relation


class Heads(NamedTuple):
    """The part of a library that the graph and the queue read."""

    pages: Mapping[str, PageHead]
    cards: Mapping[str, CardHead]
    aliases: Mapping[str, str] = {}  # never changed


def heads_of(pages: Iterable[PageHead]) -> Heads:
    """Pages with all their cards, in this order."""
    by_id = {page.id: page for page in pages}
    return Heads(by_id, {card.uid: card for page in by_id.values() for card in page.cards})


def concept(id_: str, needs: Iterable[Relation], cards: Iterable[CardHead]) -> PageHead:
    """Give a concept what it needs and its cards."""
    return _page(id_, PageKind.CONCEPT, needs)._replace(cards=tuple(cards))


def case_study(id_: str, uses: Iterable[Relation]) -> PageHead:
    """Give a case study without cards what it uses."""
    return _page(id_, PageKind.CASE_STUDY, uses)


def _page(id_: str, kind: PageKind, relations: Iterable[Relation]) -> PageHead:
    return PageHead(id_, kind, id_, f"/{id_}.md", "/", relations=tuple(relations))
