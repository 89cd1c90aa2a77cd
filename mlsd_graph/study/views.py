"""What the front ends show: frozen values that `Study` returns."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mlsd_graph.content.records import Card, Finding, PageHead
from mlsd_graph.memory.grading import Outcome
from mlsd_graph.memory.state import CardState, Rating
from mlsd_graph.scheduling import Opening, Queued, Reason


@dataclass(frozen=True, slots=True)
class Today:
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
    streak: int
    longest: int
    next_due: datetime | None
    """When the next card is due, if none is now."""
    queue: tuple[Queued, ...]
    """The first cards in line, with their reasons."""
    opens: tuple[Opening, ...]
    """What opens next, and what it waits for."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One card, ready to be asked; its outcomes are exactly what a grade will record."""

    card: Card
    page: PageHead
    reason: Reason
    state: CardState | None
    outcomes: Mapping[Rating, Outcome]


@dataclass(frozen=True, slots=True)
class Answered:
    """A grade that is on the disk."""

    uid: str
    event: str
    """Id of the event."""
    outcome: Outcome
    state: CardState
    leech: bool
    opened: tuple[str, ...]
    """Pages that this grade opened."""


@dataclass(frozen=True, slots=True)
class Undone:
    """An act that was taken back, or done again."""

    card: str | None
    event: str
    target: str
    kind: str
    """Kind of the event that was undone or redone."""


@dataclass(frozen=True, slots=True)
class LogLine:
    """One event of a card, for its info screen."""

    at: datetime
    kind: str
    rating: Rating | None
    interval: float | None
    """Days from this review to the day it was then due."""
    seconds: float | None
    undone: bool


@dataclass(frozen=True, slots=True)
class CardInfo:
    """All that is known of one card."""

    card: Card
    page: PageHead
    state: CardState | None
    recall: float | None
    reason: Reason | None
    """Why it stands in today's queue; None where it does not."""
    log: tuple[LogLine, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a file, for an editor."""

    path: Path
    line: int


@dataclass(frozen=True, slots=True)
class Reloaded:
    """What a look at the content folders found changed."""

    changed: tuple[str, ...]
    """Ids of pages that are new, different or gone."""
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Session:
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
    streak: int


@dataclass(frozen=True, slots=True)
class SetResult:
    """A changed setting."""

    key: str
    before: str
    after: str
    moved: int
    """Cards whose due day moved."""
