"""What a page is worth: how many designs need it."""

from mlsd_graph.content.records import PageKind
from mlsd_graph.graph import Graph

_OTHERS = 1.5
"""Pages that are no concepts: case studies, contrast sets, steps of the framework."""


class Worth:
    """Values from 1 for a concept that no case study needs to 2 for one that all need."""

    __slots__ = ("_cases", "_found", "_graph")

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._cases = len(graph.by_kind[PageKind.CASE_STUDY])
        self._found: dict[str, float] = {}

    def of(self, page: str) -> float:
        """Value of a page."""
        found = self._found.get(page)
        if found is None:
            found = self._found[page] = self._measured(page)
        return found

    def _measured(self, page: str) -> float:
        if self._graph.pages[page].kind is not PageKind.CONCEPT:
            return _OTHERS
        return 1.0 + self._graph.reach_count(page) / max(1, self._cases)
