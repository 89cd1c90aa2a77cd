"""What to show next, and why: pure functions of graph, states, settings and moment."""

from typing import TYPE_CHECKING

from mlsd_graph.lazily import lazily

if TYPE_CHECKING:
    from mlsd_graph.scheduling.day import DoneToday, Now, Pace
    from mlsd_graph.scheduling.frontier import Frontier
    from mlsd_graph.scheduling.openings import Opening
    from mlsd_graph.scheduling.queue import LearningStep, Queue, build_queue
    from mlsd_graph.scheduling.reasons import Queued, Reason, ReasonKind

__all__ = [
    "DoneToday",
    "Frontier",
    "LearningStep",
    "Now",
    "Opening",
    "Pace",
    "Queue",
    "Queued",
    "Reason",
    "ReasonKind",
    "build_queue",
]

__getattr__ = lazily(
    __name__,
    {
        "DoneToday": "day",
        "Frontier": "frontier",
        "LearningStep": "queue",
        "Now": "day",
        "Opening": "openings",
        "Pace": "day",
        "Queue": "queue",
        "Queued": "reasons",
        "Reason": "reasons",
        "ReasonKind": "reasons",
        "build_queue": "queue",
    },
)
