"""What a learner knows before the first review: few adaptive questions over the whole graph.

Beliefs only order, open and check. They never become stability or difficulty: a card that was
asked gets its normal first grade, and what was inferred is checked by a real card within days.
"""

from typing import TYPE_CHECKING

from mlsd_graph.lazily import lazily

if TYPE_CHECKING:
    from mlsd_graph.placement.beliefs import Beliefs
    from mlsd_graph.placement.result import Result, concluded
    from mlsd_graph.placement.sitting import Answer, Question, Sitting, sit
    from mlsd_graph.placement.standing import Standing

__all__ = [
    "Answer",
    "Beliefs",
    "Question",
    "Result",
    "Sitting",
    "Standing",
    "concluded",
    "sit",
]

__getattr__ = lazily(
    __name__,
    {
        "Answer": "sitting",
        "Beliefs": "beliefs",
        "Question": "sitting",
        "Result": "result",
        "Sitting": "sitting",
        "Standing": "standing",
        "concluded": "result",
        "sit": "sitting",
    },
)
