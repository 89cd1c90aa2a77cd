"""Writes the map to a file, whole or not at all."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from export.map.document import page
from export.map.gathering import gather
from export.placing import place
from mlsd_graph.errors import ExportError

if TYPE_CHECKING:
    from mlsd_graph.content import Library
    from mlsd_graph.graph import Graph


@dataclass(frozen=True, slots=True)
class Written:
    """What is in a map."""

    concepts: int
    case_studies: int
    bytes: int
    path: Path


def write(
    library: "Library",
    graph: "Graph",
    out: Path,
    known: Callable[[str], float] | None = None,
) -> Written:
    """Write the map to `out`; `known` tells how well a page is known, 0 to 1, and shades it.

    Raises:
        ExportError: The file cannot be written; an older one is untouched.
    """
    nodes = gather(library, graph, known)
    content = page(nodes).encode("utf-8")
    try:
        place(content, out)
    except OSError as error:
        raise ExportError(
            f"{out}: the map could not be written ({error.strerror or error}).",
            "An older file is untouched.",
        ) from error
    cases = sum(node.is_case for node in nodes)
    return Written(len(nodes) - cases, cases, len(content), out)
