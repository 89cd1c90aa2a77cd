"""A mock interview under way: a frozen value, and each act of the learner as a new one.

`now` is always seconds of a monotonic clock.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from mlsd_graph.clean import clean
from mlsd_graph.content.records import Step
from mlsd_graph.interview.agenda import Phase, Turn
from mlsd_graph.interview.questions import Question
from mlsd_graph.interview.stopwatch import STANDING, Stopwatch

LONGEST_NOTES = 20_000
"""Characters of notes that a step keeps; ten pages, and quick to search on every key."""
_FEWEST_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Run:
    """One interview, from its first turn to the end of marking."""

    id: str
    """32 hexadecimal digits."""
    case: str
    turns: tuple[Turn, ...]
    budgets: Mapping[Step, int]
    """Seconds of each step."""
    at: int = 0
    """Index of the present turn; as many as there are once all is done."""
    watch: Stopwatch = STANDING
    notes: Mapping[Step, str] = field(default_factory=dict[Step, str])
    questions: Mapping[Step, tuple[Question, ...]] = field(
        default_factory=dict[Step, tuple[Question, ...]]
    )
    put: Mapping[Step, int] = field(default_factory=dict[Step, int])
    """How many of a step's questions were put; all of them where it says nothing."""
    ticked: Mapping[Step, frozenset[str]] = field(default_factory=dict[Step, frozenset[str]])
    """Concepts of the items ticked so far, of steps whose marking has begun."""

    @property
    def turn(self) -> Turn | None:
        """What is to be done now; None once all is done."""
        return self.turns[self.at] if self.at < len(self.turns) else None

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps in order."""
        return tuple(dict.fromkeys(turn.step for turn in self.turns))

    @property
    def seconds(self) -> int:
        """The budget of all steps."""
        return sum(self.budgets.get(step, 0) for step in self.steps)

    @property
    def begun(self) -> frozenset[Step]:
        """Steps that were reached, also those that were left again."""
        reached = {turn.step for turn in self.turns[: self.at + 1]}
        return frozenset(reached.union(self.watch.spent, self.notes))

    @property
    def used(self) -> frozenset[str]:
        """Cards that were asked so far."""
        return frozenset(q.card for asked in self.questions.values() for q in asked)

    def remaining(self, step: Step, now: float) -> float:
        """Seconds that a step has left; negative once it has overrun."""
        return self.budgets.get(step, 0) - self.watch.seconds(step, now)

    def typed(self, step: Step, text: str) -> Self:
        """Replace a step's notes; what is beyond the limit is cut."""
        return replace(self, notes={**self.notes, step: kept(text)})

    def asked(self, step: Step, questions: tuple[Question, ...]) -> Self:
        """Ask a step's questions."""
        return replace(self, questions={**self.questions, step: questions})

    def with_put(self, step: Step, number: int) -> Self:
        """Say that the learner has heard so many of a step's questions."""
        return replace(self, put={**self.put, step: max(number, self.put.get(step, 0))})

    def without_unput(self) -> Self:
        """Let go of questions that the learner has not heard."""
        heard = {step: every[: self.put.get(step)] for step, every in self.questions.items()}
        return replace(self, questions=heard)

    def marked(self, step: Step, ticked: frozenset[str]) -> Self:
        """Replace what is ticked in a step."""
        return replace(self, ticked={**self.ticked, step: ticked})

    def going(self, now: float) -> Self:
        """Let the clock run, where the present turn is timed."""
        turn = self.turn
        if turn is None or not turn.is_timed:
            return self.paused(now)
        return replace(self, watch=self.watch.started(turn.step, now))

    def paused(self, now: float) -> Self:
        """Let the clock stand."""
        return replace(self, watch=self.watch.stopped(now))

    def forward(self, now: float) -> Self:
        """Go on to the next turn; a clock that stood stays so."""
        return self._at(min(self.at + 1, len(self.turns)), self.turns, now)

    def back(self, now: float) -> Self:
        """Return to the turn before."""
        return self._at(max(0, self.at - 1), self.turns, now)

    def skipped_to_marking(self, now: float) -> Self:
        """Stop answering: keep the marking of steps that were begun, and go there."""
        begun = self.begun
        kept_turns = tuple(
            turn
            for i, turn in enumerate(self.turns)
            if i < self.at or (turn.phase is Phase.MARK and turn.step in begun)
        )
        return self._at(self.at, kept_turns, now)

    def with_budget(self, step: Step, seconds: int) -> Self:
        """Give a step more time or less, never under a minute."""
        return replace(self, budgets={**self.budgets, step: max(_FEWEST_SECONDS, seconds)})

    def _at(self, at: int, turns: tuple[Turn, ...], now: float) -> Self:
        """Stand at a turn; the clock runs on if it ran, and again after marking."""
        runs = self.watch.is_running or (self.turn is not None and not self.turn.is_timed)
        moved = replace(self, at=at, turns=turns)
        return moved.going(now) if runs else moved.paused(now)


def kept(text: str) -> str:
    """Make notes safe to show and cut them to `LONGEST_NOTES`."""
    return clean(text[:LONGEST_NOTES])
