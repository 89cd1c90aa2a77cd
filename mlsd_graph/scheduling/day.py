"""What a queue is built for: a moment, what was done today, and what the day still allows."""

from typing import NamedTuple

from mlsd_graph.memory.settings import Settings
from mlsd_graph.memory.studyday import day_start, study_day


class Now(NamedTuple):
    """A moment and its place on the globe."""

    ms: int
    """UTC milliseconds."""
    offset: int = 0
    """Minutes east of UTC."""

    @property
    def day(self) -> int:
        """Number of the study day."""
        return study_day(self.ms, self.offset)

    @property
    def next_rollover_s(self) -> int:
        """First 04:00 from now, UTC seconds."""
        return day_start(self.day + 1, self.offset) // 1000


class DoneToday(NamedTuple):
    """What the study day has seen so far."""

    new: int = 0
    """Cards seen for the first time."""
    reviews: int = 0
    """Reviews of cards that were in REVIEW."""
    ms: int = 0
    """Time spent answering."""
    recent: tuple[str, ...] = ()
    """Uids of the last cards graded, newest last; their concepts are kept away."""


class Pace(NamedTuple):
    """Expected seconds per answer; the defaults are those of the planning literature."""

    review: float = 15.0
    new: float = 40.0
    step: float = 10.0
    """One step of a learning card."""


NOTHING_DONE = DoneToday()
USUAL_PACE = Pace()


class Room(NamedTuple):
    """How many more cards the daily limits allow."""

    reviews: int
    new: int


def room(settings: Settings, done: DoneToday, due: int, steps: int, pace: Pace) -> Room:
    """Apply the daily limits to `due` reviews and `steps` learning cards.

    As in Anki, new cards count against the limit of reviews too, unless `new_with_backlog`: a
    backlog that fills the day leaves no room for new cards. Minutes go to reviews first.
    """
    reviews = max(0, settings.reviews_per_day - done.reviews)
    new = max(0, settings.new_per_day - done.new)
    if settings.minutes_per_day:
        left = settings.minutes_per_day * 60 - done.ms / 1000 - steps * pace.step
        reviews = min(reviews, max(0, int(left / pace.review)))
        left -= min(due, reviews) * pace.review
        new = min(new, max(0, int(left / pace.new)))
    if not settings.new_with_backlog:
        allowed = settings.reviews_per_day - done.reviews - done.new - min(due, reviews)
        new = min(new, max(0, allowed))
    return Room(reviews, new)
