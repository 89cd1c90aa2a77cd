"""The one door to content, graph, log and queue; the app, line mode and scripts go through it."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mlsd_graph.study.study import Study

__all__ = ["Study"]


def __getattr__(name: str) -> object:
    """Import on first use (PEP 562): the judging of answers needs no store."""
    if name == "Study":
        return import_module("mlsd_graph.study.study").Study
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
