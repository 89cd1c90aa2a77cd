"""Holds a mock interview on the drawn content with a hand-moved clock."""

from collections.abc import Callable
from dataclasses import dataclass

from mlsd_graph.interview.agenda import Phase
from mlsd_graph.study import Study
from mlsd_graph.study.interviews import Terms, begin
from mlsd_graph.study.sitting import Sitting

CASE = "answering"
ITEMS = ("alpha", "beta", "gamma")
"""What each of its seven checklists names."""


@dataclass
class Monotonic:
    """Seconds of a clock that a test moves."""

    seconds: float = 1000.0

    def __call__(self) -> float:
        return self.seconds


def begun(study: Study, ticker: Callable[[], float], **terms: object) -> Sitting:
    """Begin an interview whose clock runs."""
    sitting = begin(study, CASE, Terms(**terms), ticker)  # type: ignore[arg-type]
    sitting.go_on()
    return sitting


def finish(sitting: Sitting, said: str = "alpha beta gamma") -> None:
    """Go to the end, ticking the same concepts in each step."""
    while (turn := sitting.turn) is not None:
        if turn.phase is Phase.MARK:
            sitting.ticked(said.split())
        sitting.forward()
