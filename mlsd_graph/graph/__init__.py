"""The typed knowledge graph: adjacency built from the heads of pages, and its queries."""

from typing import TYPE_CHECKING

from mlsd_graph.lazily import lazily

if TYPE_CHECKING:
    from mlsd_graph.graph.build import build, contrast_uid, is_contrast, updated
    from mlsd_graph.graph.describing import Link
    from mlsd_graph.graph.exercising import exercised, linked
    from mlsd_graph.graph.model import Graph
    from mlsd_graph.graph.readiness import Readiness
    from mlsd_graph.graph.walk import Path

__all__ = [
    "Graph",
    "Link",
    "Path",
    "Readiness",
    "build",
    "contrast_uid",
    "exercised",
    "is_contrast",
    "linked",
    "updated",
]

__getattr__ = lazily(
    __name__,
    {
        "Graph": "model",
        "Link": "describing",
        "Path": "walk",
        "Readiness": "readiness",
        "build": "build",
        "contrast_uid": "build",
        "exercised": "exercising",
        "is_contrast": "build",
        "linked": "exercising",
        "updated": "build",
    },
)
