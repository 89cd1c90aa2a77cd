"""Counting reviews by study day: what statistics, streak and daily limits are made of."""

from typing import NamedTuple

from mlsd_graph.memory.state import CardState, Phase, Rating
from mlsd_graph.memory.studyday import study_day
from mlsd_graph.store.event import Event

MATURE_DAYS = 21
"""Interval from which a card is called mature, as in Anki."""


class Day(NamedTuple):
    """The live reviews of one study day.

    Those passed or failed count only the first review of a card on that day, and only while it
    was in REVIEW: from them comes true retention.
    """

    day: int
    reviews: int = 0
    duration_ms: int = 0
    new: int = 0
    """Cards graded for the first time."""
    again: int = 0
    hard: int = 0
    good: int = 0
    easy: int = 0
    young_passed: int = 0
    young_failed: int = 0
    mature_passed: int = 0
    mature_failed: int = 0
    untimed: int = 0
    """Reviews without a duration, as scripts record them."""

    @property
    def passed(self) -> int:
        """Cards in review that were recalled."""
        return self.young_passed + self.mature_passed

    @property
    def asked(self) -> int:
        """Cards in review that were asked."""
        return self.passed + self.young_failed + self.mature_failed


Tallies = dict[int, list[int]]
"""By study day: the fields of `Day` after the first."""
_COLUMNS = {name: i for i, name in enumerate(Day._fields[1:])}
_REVIEWS, _DURATION, _NEW, _UNTIMED = (
    _COLUMNS[name] for name in ("reviews", "duration_ms", "new", "untimed")
)
_GRADE = _COLUMNS["again"] - 1
_RETAINED = {
    (mature, failed): _COLUMNS[f"{age}_{'failed' if failed else 'passed'}"]
    for mature, age in ((False, "young"), (True, "mature"))
    for failed in (False, True)
}


def count_review(
    tallies: Tallies, before: CardState | None, decided: int | None, event: Event
) -> None:
    """Count one review, given the card's state before it and the due day decided before."""
    day = study_day(event.at, event.offset)
    row = tallies.get(day)
    if row is None:
        row = tallies[day] = [0] * len(_COLUMNS)
    rating = event.rating or Rating.AGAIN
    row[_REVIEWS] += 1
    row[_DURATION] += event.duration_ms or 0
    row[_UNTIMED] += not event.duration_ms
    row[_GRADE + rating] += 1
    if before is None or before.phase == Phase.NEW:
        row[_NEW] += 1
        return
    last_day = study_day(before.last, before.offset)
    if before.phase == Phase.REVIEW and last_day != day and decided is not None:
        mature = decided - last_day >= MATURE_DAYS
        row[_RETAINED[mature, rating == Rating.AGAIN]] += 1


def change(before: Tallies, after: Tallies) -> Tallies:
    """Subtract one count from another; days without a difference are left out."""
    none = [0] * len(_COLUMNS)
    found: Tallies = {}
    for day in before.keys() | after.keys():
        pairs = zip(after.get(day, none), before.get(day, none), strict=True)
        if any(row := [new - old for new, old in pairs]):
            found[day] = row
    return found
