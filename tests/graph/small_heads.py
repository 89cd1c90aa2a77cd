"""Pages as a library gives them to the graph, written in a line each."""

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
    """The part of a library that the graph reads."""

    pages: Mapping[str, PageHead]
    cards: Mapping[str, CardHead] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)


def concept(id_: str, *needs: str, contrasts: tuple[str, ...] = (), cards: int = 1) -> PageHead:
    relations = [Relation(RelationKind.PREREQUISITE, need, f"{id_} needs {need}") for need in needs]
    relations += [Relation(RelationKind.CONTRAST, c, f"{id_} or {c}") for c in contrasts]
    heads = tuple(
        CardHead(f"{id_}/c{n}", f"{id_}/c{n}", CardKind.BASIC, id_, n, f"c{n}")
        for n in range(cards)
    )
    return page(id_, PageKind.CONCEPT, *relations, cards=heads)


def page(
    id_: str, kind: PageKind, *relations: Relation, cards: tuple[CardHead, ...] = ()
) -> PageHead:
    return PageHead(id_, kind, id_.title(), f"/{id_}.md", "/", relations=relations, cards=cards)


def case(id_: str, *uses: tuple[str, Step, float]) -> PageHead:
    relations = [
        Relation(RelationKind.USE, c, step=step, weight=weight) for c, step, weight in uses
    ]
    return page(id_, PageKind.CASE_STUDY, *relations)


def library(*pages: PageHead, aliases: Mapping[str, str] | None = None) -> Heads:
    cards = {card.uid: card for p in pages for card in p.cards}
    for p in pages:
        for relation in p.relations:
            if relation.kind is RelationKind.CONTRAST:
                uid = "contrast:" + "~".join(sorted((p.id, relation.target)))
                cards[uid] = CardHead(uid, uid, CardKind.CONTRAST, p.id, 0, uid, authored=False)
    return Heads({p.id: p for p in pages}, cards, aliases or {})
