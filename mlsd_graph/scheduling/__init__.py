"""What to show next, and why: pure functions of graph, states, settings and moment."""

from typing import TYPE_CHECKING

from mlsd_graph.lazily import lazily

if TYPE_CHECKING:
    from mlsd_graph.scheduling.building import build_queue
    from mlsd_graph.scheduling.day import DoneToday, Now, Pace
    from mlsd_graph.scheduling.frontier import Frontier
    from mlsd_graph.scheduling.openings import Opening
    from mlsd_graph.scheduling.overlay import DayPlan, Overlay
    from mlsd_graph.scheduling.probing import Inquiry, Probes, probes
    from mlsd_graph.scheduling.queue import Queue
    from mlsd_graph.scheduling.reasons import Queued, Reason, ReasonKind
    from mlsd_graph.scheduling.world import LearningStep

__all__ = [
    "DayPlan",
    "DoneToday",
    "Frontier",
    "Inquiry",
    "LearningStep",
    "Now",
    "Opening",
    "Overlay",
    "Pace",
    "Probes",
    "Queue",
    "Queued",
    "Reason",
    "ReasonKind",
    "build_queue",
    "probes",
]

__getattr__ = lazily(
    __name__,
    {
        "DayPlan": "overlay",
        "DoneToday": "day",
        "Frontier": "frontier",
        "Inquiry": "probing",
        "LearningStep": "world",
        "Now": "day",
        "Opening": "openings",
        "Overlay": "overlay",
        "Pace": "day",
        "Probes": "probing",
        "Queue": "queue",
        "Queued": "reasons",
        "Reason": "reasons",
        "ReasonKind": "reasons",
        "build_queue": "building",
        "probes": "probing",
    },
)
