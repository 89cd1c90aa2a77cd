"""A library of heads alone, written in a line a page: what graph and queue read of one."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mlsd_graph.content.records import (
    CardHead,
    CardKind,
    PageHead,
    PageKind,
    Relation,
    RelationKind,
    Step,
)


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


def page(
    id_: str,
    *relations: Relation,
    cards: int = 2,
    notes: int = 0,
    kind: PageKind = PageKind.CONCEPT,
    members: tuple[str, ...] = (),
) -> PageHead:
    """A page; with `notes`, its cards share that many notes."""
    heads = tuple(
        CardHead(f"{id_}/{n}", f"{id_}/{n % notes if notes else n}", CardKind.BASIC, id_, n, f"{n}")
        for n in range(cards)
    )
    return PageHead(
        id_, kind, id_.upper(), "/p", "/", relations=relations, cards=heads, members=members
    )


def against(one: PageHead, other: str, clozes: int = 2) -> PageHead:
    """The page with a note that its author set against another one."""
    note = f"contrast:{one.id}~{other}"
    heads = (
        CardHead(f"{note}#c{n}", note, CardKind.CLOZE, one.id, 90 + n, "Versus")
        for n in range(1, clozes + 1)
    )
    return one._replace(cards=(*one.cards, *heads))


def needs(*ids: str) -> tuple[Relation, ...]:
    return tuple(Relation(RelationKind.PREREQUISITE, id_, "because") for id_ in ids)


def uses(*ids: str) -> tuple[Relation, ...]:
    return tuple(Relation(RelationKind.USE, id_, step=Step.MODEL, weight=0.6) for id_ in ids)
