"""What comes when in a mock interview, and how much of its time each step gets."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from mlsd_graph.content.records import Step

MINUTES = 45
"""Of an interview, unless the learner says otherwise."""
SHORTEST, LONGEST = 5, 240
"""Minutes that an interview may take."""


class Phase(StrEnum):
    """What the learner does in one turn."""

    ANSWER = "answer"
    """Speaks or types, against the clock."""
    QUESTIONS = "questions"
    """Answers what the interviewer asks back, against the clock."""
    MARK = "mark"
    """Reads the model answer and ticks what was said; the clock stands."""


class Turn(NamedTuple):
    """One stretch of an interview."""

    phase: Phase
    step: Step

    @property
    def is_timed(self) -> bool:
        """Whether the clock runs."""
        return self.phase is not Phase.MARK


def turns(steps: Sequence[Step], *, mark_at_once: bool = False) -> tuple[Turn, ...]:
    """List all turns in order; marking comes after the last step, or at once after each."""
    spoken = (Phase.ANSWER, Phase.QUESTIONS)
    if mark_at_once:
        return tuple(Turn(phase, step) for step in steps for phase in Phase)
    asked = tuple(Turn(phase, step) for step in steps for phase in spoken)
    return asked + tuple(Turn(Phase.MARK, step) for step in steps)


def budgets(
    minutes: int, weights: Mapping[Step, int], fixed: Mapping[Step, int] | None = None
) -> dict[Step, int]:
    """Give each step its part of the minutes by weight, in whole seconds that add up.

    `fixed` sets the minutes of single steps; the others keep their parts, so the sum may differ
    from `minutes`.
    """
    total = sum(weights.values()) or len(weights)
    seconds: dict[Step, int] = {}
    before = passed = 0
    for step, weight in weights.items():
        passed += weight if any(weights.values()) else 1
        until = round(60 * minutes * passed / total)
        seconds[step] = until - before
        before = until
    return seconds | {s: 60 * own for s, own in (fixed or {}).items() if s in seconds}
