"""The forgetting model and the study day: pure functions that know neither content nor graph."""

from mlsd_graph.memory.answer import Answer
from mlsd_graph.memory.fsrs6 import DEFAULT_PARAMETERS, Fsrs6, fsrs6
from mlsd_graph.memory.grading import (
    Outcome,
    apply,
    is_leech,
    plain_days,
    preview,
    recall,
    rescheduled,
)
from mlsd_graph.memory.model import MemoryModel
from mlsd_graph.memory.settings import Settings
from mlsd_graph.memory.state import CardState, Phase, Rating
from mlsd_graph.memory.studyday import day_start, elapsed, study_day

__all__ = [
    "DEFAULT_PARAMETERS",
    "Answer",
    "CardState",
    "Fsrs6",
    "MemoryModel",
    "Outcome",
    "Phase",
    "Rating",
    "Settings",
    "apply",
    "day_start",
    "elapsed",
    "fsrs6",
    "is_leech",
    "plain_days",
    "preview",
    "recall",
    "rescheduled",
    "study_day",
]
