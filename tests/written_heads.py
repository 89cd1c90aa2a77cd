"""A library of heads alone: what graph and queue read of one."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mlsd_graph.content.records import CardHead, CardKind, PageHead, RelationKind


@dataclass(frozen=True)
class Heads:
    """The part of a library that the graph and the queue read."""

    pages: Mapping[str, PageHead]
    cards: Mapping[str, CardHead] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)


def heads_of(*pages: PageHead, aliases: Mapping[str, str] | None = None) -> Heads:
    """These pages with their cards, and a card for each contrast that one of them states."""
    cards = {card.uid: card for page in pages for card in page.cards}
    for page in pages:
        for relation in page.relations:
            if relation.kind is RelationKind.CONTRAST:
                uid = "contrast:" + "~".join(sorted((page.id, relation.target)))
                cards[uid] = CardHead(uid, uid, CardKind.CONTRAST, page.id, 0, uid, authored=False)
    return Heads({page.id: page for page in pages}, cards, aliases or {})
