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
    """Time spent answering; answers that came without a duration count at the usual pace."""
    recent: tuple[str, ...] = ()
    """Uids of the last cards graded, newest last; their concepts are kept away."""
    passed: int = 0
    """Of the reviews, those not graded Again."""


class Pace(NamedTuple):
    """Expected seconds per answer; the defaults are those of the planning literature."""

    review: float = 15.0
    new: float = 40.0
    """A new card with the learning steps that follow on the same day."""
    step: float = 10.0
    """One step of a learning card."""


_TELLING = 10
"""Reviews from which today's success says something."""
_TOO_HARD, _TOO_EASY = 0.75, 0.92

NOTHING_DONE = DoneToday()
USUAL_PACE = Pace()


def room_for_reviews(settings: Settings, done: DoneToday, steps: int, pace: Pace) -> int:
    """How many more reviews the limits allow beside `steps` learning cards."""
    left = settings.reviews_per_day - done.reviews
    if settings.minutes_per_day:
        left = min(left, int(_seconds(settings, done, steps, pace) / pace.review))
    return max(0, left)


def room_for_new(
    settings: Settings, done: DoneToday, *, reviews: int, steps: int, pace: Pace
) -> int:
    """How many more new cards the limits allow beside `reviews` and `steps` still to do.

    As in Anki, new cards count against the limit of reviews too, unless `new_with_backlog`: a
    backlog that fills the day leaves no room for new cards. Minutes go to reviews first.
    """
    left = _new_per_day(settings, done) - done.new
    if settings.minutes_per_day:
        seconds = _seconds(settings, done, steps, pace) - reviews * pace.review
        left = min(left, int(seconds / pace.new))
    if not settings.new_with_backlog:
        left = min(left, settings.reviews_per_day - done.reviews - done.new - reviews)
    return max(0, left)


def _new_per_day(settings: Settings, done: DoneToday) -> int:
    """New cards for a day that goes as this one does."""
    if not settings.pace_by_success or done.reviews < _TELLING:
        return settings.new_per_day
    share = done.passed / done.reviews
    if share < _TOO_HARD:
        return 0
    return settings.new_per_day * 3 // 2 if share > _TOO_EASY else settings.new_per_day


def _seconds(settings: Settings, done: DoneToday, steps: int, pace: Pace) -> float:
    return settings.minutes_per_day * 60 - done.ms / 1000 - steps * pace.step
