"""The diagrams of the shipped content, by page and key."""

from mlsd_graph.content import load
from mlsd_graph.content.chartrecords import Diagram
from mlsd_graph.paths import shipped_content


def shipped() -> dict[str, Diagram]:
    """Read all diagrams, keyed `page--key`."""
    library = load([shipped_content()])
    return {
        f"{head.id}--{diagram.key}": diagram
        for head in library.pages.values()
        if head.diagrams
        for diagram in library.page(head.id).diagrams
    }
