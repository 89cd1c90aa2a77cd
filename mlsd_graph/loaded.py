"""The door for notebooks: content and graph, with no state and no terminal."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mlsd_graph import paths
from mlsd_graph.content import Library
from mlsd_graph.content import load as load_library
from mlsd_graph.content.records import Finding
from mlsd_graph.graph import Graph, build

if TYPE_CHECKING:
    from networkx import MultiDiGraph


@dataclass(frozen=True, slots=True)
class Loaded:
    """Content as records and as a graph."""

    library: Library
    adjacency: Graph
    """The queries the program itself uses, on plain adjacency."""

    @property
    def graph(self) -> "MultiDiGraph[str]":
        """The whole graph in NetworkX: nodes are page ids, edge keys are relations."""
        return self.adjacency.networkx()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What could not be read."""
        return self.library.findings


def load(roots: Iterable[str | Path] | None = None) -> Loaded:
    """Read content folders (the shipped one by default) and build their graph.

    Raises:
        ContentError: None of the folders exists.
    """
    folders = [Path(root) for root in roots] if roots is not None else [paths.shipped_content()]
    library = load_library(folders, cache=None)
    return Loaded(library=library, adjacency=build(library))
