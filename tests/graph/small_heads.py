"""Pages whose edges give their own reasons, steps and weights."""

from written_heads import page

from mlsd_graph.content.records import PageHead, PageKind, Relation, RelationKind, Step


def concept(id_: str, *needs: str, contrasts: tuple[str, ...] = (), cards: int = 1) -> PageHead:
    relations = [Relation(RelationKind.PREREQUISITE, need, f"{id_} needs {need}") for need in needs]
    relations += [Relation(RelationKind.CONTRAST, c, f"{id_} or {c}") for c in contrasts]
    return page(id_, *relations, cards=cards)


def case(id_: str, *uses: tuple[str, Step, float]) -> PageHead:
    relations = [
        Relation(RelationKind.USE, c, step=step, weight=weight) for c, step, weight in uses
    ]
    return page(id_, *relations, cards=0, kind=PageKind.CASE_STUDY)
