"""Pages as a library gives them to the graph, written in a line each."""

from mlsd_graph.content.records import (
    CardHead,
    CardKind,
    PageHead,
    PageKind,
    Relation,
    RelationKind,
    Step,
)


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
