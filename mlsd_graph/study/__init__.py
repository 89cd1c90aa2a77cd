"""The one door to content, graph, log and queue; the app, line mode and scripts go through it."""

from typing import TYPE_CHECKING

from mlsd_graph.lazily import lazily

if TYPE_CHECKING:
    from mlsd_graph.study.study import Study

__all__ = ["Study"]

__getattr__ = lazily(__name__, {"Study": "study"})
