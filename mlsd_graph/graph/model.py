"""The knowledge graph as plain adjacency: what the queue, the checker and the screens ask.

Nodes are page ids (concepts, case studies, contrast sets, framework steps; tracks are none).
NetworkX is built from it on demand; it costs 160 ms to import, so nothing here needs it.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from mlsd_graph.content.naming import sides
from mlsd_graph.content.records import CardHead, PageHead, PageKind, Step
from mlsd_graph.errors import UnknownIdError
from mlsd_graph.graph import describing
from mlsd_graph.graph.order import Cycle, levels, reversed_edges
from mlsd_graph.graph.reach import Reach
from mlsd_graph.graph.readiness import Readiness, measured
from mlsd_graph.graph.relations import Stated
from mlsd_graph.graph.walk import Path, by_depth, shortest

if TYPE_CHECKING:
    from networkx import MultiDiGraph

_DERIVED = {
    "dependents_of": {"prerequisites_of"},
    "level": {"prerequisites_of"},
    "order": {"prerequisites_of"},
    "_reach": {"prerequisites_of", "used_by"},
    "by_value": {"prerequisites_of", "used_by"},
    "by_kind": set[str](),
}
"""What is computed on demand, and the fields whose change makes it stale."""


@dataclass(frozen=True)  # no slots: cached_property needs the instance's dict
class Graph:
    """Typed adjacency over page ids. Ids given to queries are current ids."""

    pages: Mapping[str, PageHead]
    """All nodes, in content order."""
    aliases: Mapping[str, str]
    """Former id → current id."""
    cards_of: Mapping[str, tuple[CardHead, ...]]
    """Page → its cards, in content order; pages without cards are absent."""
    stated: Mapping[str, Stated]
    """What each page says of others; the edges that close a cycle are still here."""
    prerequisites_of: Mapping[str, Mapping[str, str]]
    """Concept → prerequisite → reason; acyclic."""
    contrasts_of: Mapping[str, Mapping[str, str]]
    """Concept → contrasted concept → reason, both ways; empty where only a set joins them."""
    used_by: Mapping[str, Sequence[str]]
    """Concept → case studies that use it."""
    contrast_cards: tuple[CardHead, ...] = ()
    """Cards that tell two concepts apart, by uid."""
    cycles: tuple[Cycle, ...] = ()
    """Of each cycle of prerequisites the ids, each needed by the next and the last by the first;
    the edge from the last to the first is left out of the graph."""

    @cached_property
    def has_edges(self) -> bool:
        """Whether any page needs, contrasts or uses another; mentions are for reading only."""
        named = (self.prerequisites_of, self.contrasts_of, self.used_by)
        members = any(said.members for said in self.stated.values())
        return members or any(any(each.values()) for each in named)

    @cached_property
    def dependents_of(self) -> Mapping[str, Sequence[str]]:
        """Prerequisite → the concepts that need it."""
        return reversed_edges(self.prerequisites_of)

    @cached_property
    def level(self) -> Mapping[str, int]:
        """Topological level of every node; 0 without prerequisites."""
        return levels(self.prerequisites_of, self.pages)

    @cached_property
    def order(self) -> Mapping[str, int]:
        """Position of every node: prerequisites first, by level and then by content order."""
        ordered = sorted(self.pages, key=self.level.__getitem__)
        return {id_: position for position, id_ in enumerate(ordered)}

    @cached_property
    def by_kind(self) -> Mapping[PageKind, Sequence[str]]:
        """All nodes of each kind, in content order."""
        kinds: dict[PageKind, list[str]] = {kind: [] for kind in PageKind}
        for id_, page in self.pages.items():
            kinds[page.kind].append(id_)
        return kinds

    @cached_property
    def by_value(self) -> Sequence[str]:
        """Concepts, those that serve most case studies first, then most concepts, then `order`."""

        def value(id_: str) -> tuple[int, int, int]:
            reach, needed = self._reach.count(id_), len(self.dependents_of.get(id_, ()))
            return -reach, -needed, self.order[id_]

        return sorted(self.by_kind[PageKind.CONCEPT], key=value)

    @cached_property
    def _reach(self) -> Reach:
        return Reach(self.order, self.dependents_of, self.used_by)

    def page(self, id_: str) -> PageHead:
        """Find a node; raises UnknownIdError."""
        found = self.pages.get(id_)
        if found is None:
            raise UnknownIdError(f"The graph has no page {id_!r}.")
        return found

    def current(self, name: str) -> str | None:
        """Current id of a page that may be named by a former one; None where there is none."""
        id_ = name if name in self.pages else self.aliases.get(name)
        return id_ if id_ in self.pages else None

    def contrasted(self, head: CardHead) -> tuple[str, ...]:
        """Pages that a contrast card tells apart, without those that are gone; else none."""
        current = map(self.current, sides(head.note) or ())
        return tuple(id_ for id_ in current if id_ is not None)

    def prerequisites(self, id_: str, depth: int | None = None) -> dict[str, int]:
        """All that a concept needs, directly or not, with the distance; nearest first."""
        return by_depth(self.page(id_).id, self.prerequisites_of, depth)

    def dependents(self, id_: str, depth: int | None = None) -> dict[str, int]:
        """All that needs a concept, directly or not, with the distance; nearest first."""
        return by_depth(self.page(id_).id, self.dependents_of, depth)

    def path(self, start: str, end: str) -> Path:
        """The shortest chain from a prerequisite to what needs it; empty where there is none."""
        ends = self.page(start).id, self.page(end).id
        return shortest(*ends, self.dependents_of, self.prerequisites_of)

    def levels(self) -> tuple[tuple[str, ...], ...]:
        """Concepts by topological level, each in content order."""
        rows: dict[int, list[str]] = {}
        for id_ in self.by_kind[PageKind.CONCEPT]:
            rows.setdefault(self.level[id_], []).append(id_)
        return tuple(tuple(rows[level]) for level in sorted(rows))

    def uses_of(self, case: str) -> Mapping[str, Mapping[Step, float]]:
        """Concepts that a case study uses, with the weight per step."""
        return self.stated[self.page(case).id].uses

    def reach(self, concept: str) -> dict[str, int]:
        """Case studies that a concept serves, with 0 for direct use, else the distance to it."""
        near = {self.page(concept).id: 0} | self.dependents(concept)
        found: dict[str, int] = {}
        for id_, distance in near.items():
            for case in self.used_by.get(id_, ()):
                found.setdefault(case, distance)
        return found

    def reach_count(self, concept: str) -> int:
        """Number of case studies that a concept serves; fast for all concepts in turn."""
        return self._reach.count(concept)

    def readiness(self, case: str, recall: Callable[[str], float]) -> Readiness:
        """Readiness for a case study; `recall` gives a concept's retrievability from 0 to 1."""
        return measured(case, self.uses_of(case), recall)

    def frontier(self, known: Collection[str]) -> list[str]:
        """Concepts that are not known while all their prerequisites are, in `order`."""
        done = frozenset(known)
        return [
            id_
            for id_ in self.order
            if id_ not in done
            and self.pages[id_].kind is PageKind.CONCEPT
            and all(need in done for need in self.prerequisites_of.get(id_, ()))
        ]

    def neighbourhood(self, id_: str) -> tuple[describing.Link, ...]:
        """Everything one edge away, with direction, reason, step and weight."""
        return describing.links(self, self.page(id_).id)

    def describe(self, id_: str) -> describing.NodeView:
        """A node and its relations as plain values for JSON."""
        return describing.node(self, self.page(id_))

    def stats(self) -> dict[str, int | dict[str, int]]:
        """Counts for `mlsd graph stats`."""
        return describing.stats(self)

    def networkx(self) -> "MultiDiGraph[str]":
        """The same graph in NetworkX; a new one at every call, so a caller may change it."""
        from mlsd_graph.graph.networkx_form import multidigraph  # noqa: PLC0415  networkx: 160 ms

        return multidigraph(self)

    def carry(self, older: "Graph", changed: Collection[str]) -> None:
        """Take over what an older graph has computed, unless it needs one of the changed fields."""
        for name, needs in _DERIVED.items():
            if name in older.__dict__ and needs.isdisjoint(changed):
                self.__dict__[name] = older.__dict__[name]
