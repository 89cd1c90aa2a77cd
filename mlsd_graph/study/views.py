"""What the front ends show: frozen values that `Study` returns."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mlsd_graph.content.records import Card, Finding, PageHead
from mlsd_graph.memory.state import CardState, Rating
from mlsd_graph.scheduling.reasons import Queued, Reason

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mlsd_graph.memory.grading import Outcome
    from mlsd_graph.scheduling.openings import Opening
    from mlsd_graph.study.streaks import Streak


class Today(NamedTuple):
    """The state of the day, as the first screen shows it."""

    due: int
    """Reviews and learning cards that can be asked now, within the limits."""
    new: int
    """New cards that today's budget still allows."""
    learning: int
    """Cards between learning steps, asked now or later today."""
    minutes: float
    """Expected for all of these, from the learner's own seconds per card."""
    done: int
    """Reviews made today."""
    streak: "Streak"
    longest: int
    """Days of the longest streak."""
    next_due: datetime | None
    """When the next card is due, if none is now, not even beyond what the day holds."""
    queue: tuple[Queued, ...]
    """The first cards in line, with their reasons."""
    opens: tuple["Opening", ...]
    """What opens next, and what it waits for."""
    plan: "PlanDay | None" = None
    """The day of a plan toward an interview; None where the queue is the plain one."""
    beyond: int = 0
    """Due cards that the minutes of the plan, or a daily limit, leave for another day."""
    limit: str = ""
    """The setting that does; empty where it is the plan."""


class PlanDay(NamedTuple):
    """Where a day stands in a plan."""

    date: date
    """Of the interview."""
    days: int
    """Left until then."""


class Shown(NamedTuple):
    """One card, ready to be asked; its outcomes are exactly what a grade will record."""

    card: Card
    page: PageHead
    reason: Reason
    state: CardState | None
    outcomes: "Mapping[Rating, Outcome]"


class Answered(NamedTuple):
    """A grade that is on the disk."""

    uid: str
    event: str
    """Id of the event."""
    outcome: "Outcome"
    state: CardState
    leech: bool
    opened: tuple[str, ...]
    """Pages that this grade opened."""


class Undone(NamedTuple):
    """An act that was taken back, or done again."""

    card: str | None
    event: str
    target: str
    kind: str
    """Kind of the event that was undone or redone."""
    change: str = ""
    """What became of a setting by it; empty for what is none."""

    @property
    def said(self) -> str:
        """What it was, in words."""
        return " ".join(part for part in (self.kind, self.card, self.change) if part)


class LogLine(NamedTuple):
    """One event of a card, for its info screen."""

    at: datetime
    kind: str
    rating: Rating | None
    interval: float | None
    """Days from this review to the day it was then due."""
    seconds: float | None
    undone: bool


class CardInfo(NamedTuple):
    """All that is known of one card."""

    card: Card
    page: PageHead
    state: CardState | None
    recall: float | None
    reason: Reason | None
    """Why it stands in today's queue, or why it waits; None where it does neither."""
    why: tuple[str, ...]
    """The graph's edges behind that in words, and what rests on its page."""
    log: tuple[LogLine, ...]


class Place(NamedTuple):
    """A line of a file, for an editor."""

    path: Path
    line: int


class Reloaded(NamedTuple):
    """What a look at the content folders found changed."""

    changed: tuple[str, ...]
    """Ids of pages that are new, different or gone."""
    findings: tuple[Finding, ...]
    fresh: tuple[Finding, ...] = ()
    """Errors that were not there before the look."""


class Session(NamedTuple):
    """What was done since the program was opened."""

    reviews: int
    minutes: float
    passed: int
    lapses: tuple[str, ...]
    """Cards graded Again at least once."""
    learned: tuple[str, ...]
    """Cards seen for the first time."""
    opened: tuple[str, ...]
    """Pages opened."""
    tomorrow: int
    """Cards due by the end of tomorrow."""
    streak: "Streak"


class SetResult(NamedTuple):
    """A changed setting."""

    key: str
    before: str
    after: str
    moved: int
    """Cards whose due day moved."""
