"""How learners truly remember: four models of forgetting that share no formula.

All are arrays over cells: cell = learner · cards + card. Times are days, fractions allowed.
"""

from benchmarks.learning.memories.fsrs import FsrsMemory
from benchmarks.learning.memories.halflife import HalfLifeMemory
from benchmarks.learning.memories.logistic import LogisticMemory
from benchmarks.learning.memories.model import Memory, Shape
from benchmarks.learning.memories.multitrace import MultiTraceMemory

MODELS = {
    "FSRS with noise": FsrsMemory,
    "exponential": HalfLifeMemory,
    "multi-trace": MultiTraceMemory,
    "logistic": LogisticMemory,
}

__all__ = ["MODELS", "Memory", "Shape"]
