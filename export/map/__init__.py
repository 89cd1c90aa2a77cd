"""The concept map: the whole graph as one HTML file that needs neither library nor network."""

from typing import TYPE_CHECKING

from mlsd_graph.lazily import lazily

if TYPE_CHECKING:
    from export.map.document import page
    from export.map.gathering import Node, gather
    from export.map.writing import Written, write

__all__ = ["Node", "Written", "gather", "page", "write"]

__getattr__ = lazily(
    __name__,
    {
        "Node": "gathering",
        "Written": "writing",
        "gather": "gathering",
        "page": "document",
        "write": "writing",
    },
)
