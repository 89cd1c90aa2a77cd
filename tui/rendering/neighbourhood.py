"""What stands around a page in the graph, in the places where Graph mode draws it."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from mlsd_graph.clean import clean_line
from mlsd_graph.content.records import PageHead, PageKind

if TYPE_CHECKING:
    from mlsd_graph.study import Study


class Side(StrEnum):
    """Where a node stands."""

    CENTER = "center"
    LEFT = "left"
    RIGHT = "right"
    BELOW = "below"


class Neighbour(NamedTuple):
    """One node."""

    id: str
    title: str
    domain: str
    """Its domain in words, or what kind of page it is."""
    known: float | None
    """Mean recall of its cards, readiness of a case study; None where nothing was ever asked."""
    relation: str = ""
    """What joins it to the page in the middle, said as `A needs B`."""
    reason: str = ""
    """Markdown."""


class Neighbourhood(NamedTuple):
    """A page and everything that an edge joins to it, mentions left out."""

    center: Neighbour
    summary: str
    """Of the page in the middle, in Markdown."""
    around: Mapping[Side, tuple[Neighbour, ...]]
    headings: Mapping[Side, str]

    def at(self, side: Side, index: int) -> Neighbour:
        """Find a node by its place."""
        return self.center if side is Side.CENTER else self.around[side][index]


class _Edge(NamedTuple):
    id: str
    relation: str
    reason: str


def neighbourhood(study: "Study", page_id: str) -> Neighbourhood:
    """Collect what stands around a page of the graph.

    Raises:
        UnknownIdError: There is no such node.
        ContentError: The page's file has become unreadable.
    """
    graph = study.graph
    page = graph.page(page_id)
    around = {
        side: tuple(_neighbour(study, graph.pages[edge.id], edge) for edge in edges)
        for side, edges in _edges(study, page).items()
    }
    return Neighbourhood(
        center=_neighbour(study, page),
        summary=study.library.page(page_id).summary,
        around=around,
        headings={side: _heading(page, side, nodes) for side, nodes in around.items()},
    )


def _edges(study: "Study", page: PageHead) -> dict[Side, list[_Edge]]:
    graph, id_, me = study.graph, page.id, clean_line(page.title)

    def title(other: str) -> str:
        return clean_line(graph.pages[other].title)

    if page.kind is PageKind.CASE_STUDY:
        uses = graph.uses_of(id_)
        left = [_Edge(c, f"{me} uses {title(c)}", _steps(steps)) for c, steps in uses.items()]
        return {Side.LEFT: left, Side.RIGHT: [], Side.BELOW: []}
    if page.kind is not PageKind.CONCEPT:
        stated = graph.stated[id_]
        others = stated.members or tuple(stated.mentions)
        said = "tells apart" if stated.members else "mentions"
        below = [_Edge(o, f"{me} {said} {title(o)}", stated.mentions.get(o, "")) for o in others]
        return {Side.LEFT: [], Side.RIGHT: [], Side.BELOW: below}
    needs = graph.prerequisites_of.get(id_, {})
    right = [
        _Edge(o, f"{title(o)} needs {me}", graph.prerequisites_of[o][id_])
        for o in graph.dependents_of.get(id_, ())
    ]
    right += [
        _Edge(case, f"{title(case)} uses {me}", _steps(graph.uses_of(case)[id_]))
        for case in graph.used_by.get(id_, ())
    ]
    return {
        Side.LEFT: [_Edge(o, f"{me} needs {title(o)}", why) for o, why in needs.items()],
        Side.RIGHT: right,
        Side.BELOW: [
            _Edge(o, f"{me} contrasts with {title(o)}", why or _asked(study, id_, o))
            for o, why in graph.contrasts_of.get(id_, {}).items()
        ],
    }


def _steps(steps: Iterable[str]) -> str:
    return "In " + ", ".join(steps) + "."


def _asked(study: "Study", one: str, other: str) -> str:
    """Find the question of the contrast set that joins two concepts."""
    graph = study.graph
    for id_ in graph.by_kind[PageKind.CONTRAST_SET]:
        if {one, other} <= set(graph.stated[id_].members):
            return graph.pages[id_].question
    return ""


def _neighbour(study: "Study", page: PageHead, edge: _Edge | None = None) -> Neighbour:
    kind = "" if page.kind is PageKind.CONCEPT else page.kind.value.replace("-", " ")
    return Neighbour(
        id=page.id,
        title=clean_line(page.title),
        domain=clean_line(kind or page.domain.replace("-", " ")),
        known=_known(study, page),
        relation=edge.relation if edge else "",
        reason=edge.reason if edge else "",
    )


def _known(study: "Study", page: PageHead) -> float | None:
    if page.kind is PageKind.CASE_STUDY:
        return study.readiness(page.id).value
    recalls = [study.recall(card.uid) for card in page.cards]
    if all(recall is None for recall in recalls):
        return None
    return sum(recall or 0.0 for recall in recalls) / len(recalls)


def _heading(page: PageHead, side: Side, nodes: tuple[Neighbour, ...]) -> str:
    if not nodes:
        return ""
    match side:
        case Side.LEFT:
            name = "Uses" if page.kind is PageKind.CASE_STUDY else "Prerequisites"
        case Side.RIGHT:
            cases = sum(" uses " in node.relation for node in nodes if node.domain == "case study")
            parts = [f"Needed by {len(nodes) - cases}" if len(nodes) > cases else ""]
            parts.append(f"used in {cases}" if cases else "")
            said = ", ".join(part for part in parts if part)
            return said[0].upper() + said[1:]
        case _:
            name = "Contrasts" if page.kind is PageKind.CONCEPT else "Members"
    return f"{name} {len(nodes)}"
