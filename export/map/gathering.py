"""Collects what the map tells of each concept and case study."""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from mlsd_graph.content.records import PageHead, PageKind
from mlsd_graph.errors import ContentError

if TYPE_CHECKING:
    from mlsd_graph.content import Library
    from mlsd_graph.graph import Graph

CASES = "case-studies"
"""Stands for the domain of a case study."""
OTHER = "other"
"""Stands for the domain of a concept that lies in no folder of its own."""


class Tie(NamedTuple):
    """One relation, told by the node that it belongs to."""

    target: str
    reason: str
    """Markdown; of a use the steps."""


class Node(NamedTuple):
    """A concept or case study of the map."""

    id: str
    title: str
    domain: str
    level: str
    aliases: tuple[str, ...]
    summary: str
    """Markdown."""
    needs: tuple[Tie, ...]
    contrasts: tuple[Tie, ...]
    """Each pair once, told by the one whose id comes first."""
    uses: tuple[Tie, ...]
    recall: float | None = None
    """Mean recall of its cards, of a case study its readiness; None where it is not to be told."""

    @property
    def is_case(self) -> bool:
        """Whether it is a case study."""
        return self.domain == CASES

    @property
    def ties(self) -> tuple[Tie, ...]:
        """All relations that it tells."""
        return (*self.needs, *self.contrasts, *self.uses)


def gather(
    library: "Library", graph: "Graph", known: Callable[[str], float] | None = None
) -> tuple[Node, ...]:
    """Collect concepts and case studies by domain, in content order.

    `known` tells how well a page is known, 0 to 1: a concept's recall, a case study's readiness.
    Contrast sets are no nodes: they are the reason of the pairs that they join.
    """
    pages = [graph.pages[id_] for id_ in graph.by_kind[PageKind.CONCEPT]]
    pages += [graph.pages[id_] for id_ in graph.by_kind[PageKind.CASE_STUDY]]
    sets = _sets(graph)
    nodes = [_node(library, graph, page, sets, known) for page in pages]
    return tuple(sorted(nodes, key=lambda node: (node.is_case, node.domain)))


def _node(
    library: "Library",
    graph: "Graph",
    page: PageHead,
    sets: dict[frozenset[str], str],
    known: Callable[[str], float] | None,
) -> Node:
    is_case = page.kind is PageKind.CASE_STUDY
    try:
        summary = library.page(page.id).summary
    except ContentError:  # the file went after the library was read; its relations are known
        summary = ""
    return Node(
        id=page.id,
        title=page.title,
        domain=CASES if is_case else page.domain or OTHER,
        level=page.level,
        aliases=page.aliases,
        summary=summary,
        needs=_ties(graph.prerequisites_of.get(page.id, {}).items()),
        contrasts=tuple(_contrasts(graph, page.id, sets)),
        uses=_ties(
            (concept, ", ".join(weights)) for concept, weights in graph.uses_of(page.id).items()
        )
        if is_case
        else (),
        recall=known(page.id) if known else None,
    )


def _ties(relations: Iterable[tuple[str, str]]) -> tuple[Tie, ...]:
    return tuple(Tie(target, reason) for target, reason in relations)


def _contrasts(graph: "Graph", id_: str, sets: dict[frozenset[str], str]) -> Iterator[Tie]:
    for other, reason in graph.contrasts_of.get(id_, {}).items():
        if id_ < other:
            yield Tie(other, reason or sets.get(frozenset((id_, other)), ""))


def _sets(graph: "Graph") -> dict[frozenset[str], str]:
    """Map each pair of a contrast set to the question of the set."""
    asked: dict[frozenset[str], str] = {}
    for id_ in graph.by_kind[PageKind.CONTRAST_SET]:
        page, members = graph.pages[id_], graph.stated[id_].members
        for one in members:
            for other in members:
                asked.setdefault(frozenset((one, other)), page.question or page.title)
    return asked
