"""The learner's numbers: what the log counts, and what the present states hold for the future."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from mlsd_graph.content import Library
from mlsd_graph.memory.state import CardState
from mlsd_graph.scheduling import Now
from mlsd_graph.store import Store
from mlsd_graph.study.orphans import orphans
from mlsd_graph.study.streaks import FLOOR, forgiving_streak, longest_streak

_EPOCH = date(1970, 1, 1)
_FORECAST_DAYS = 30


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts of everything recorded, and what is ahead."""

    reviews: int
    minutes: float
    cards: int
    """Cards in the content."""
    seen: int
    """Cards in the content that were graded at least once."""
    orphans: int
    """Cards with a history that the content no longer has; kept."""
    retention: float | None
    """True retention: the share recalled of first reviews of a day of cards in review."""
    young_retention: float | None
    mature_retention: float | None
    """Of cards with an interval of 21 days or more."""
    streak: int
    """The same as `study_days`."""
    longest: int
    """The longest there ever was, by the same rule."""
    by_day: Mapping[str, int]
    """Reviews by study day, ISO dates."""
    answers: Mapping[str, int]
    """Grades given: again, hard, good, easy."""
    forecast: Mapping[str, int]
    """Reviews due by study day for a month; today includes the backlog."""
    domains: Mapping[str, float]
    """Mean recall of all cards of a domain now, unseen ones counting as 0."""
    credit: Mapping[str, float] | None = None
    """What graph credit would have saved, the evidence for it and the answers behind it; None
    where it is switched off."""
    backlog: int = 0
    """Of what the forecast has for today, cards that were due before."""
    study_days: int = 0
    """Study days in a row of at least `streak_floor` reviews, with days of rest forgiven."""
    rest_days: int = 0
    """Missed days between them."""
    streak_floor: int = FLOOR
    """Reviews that make a study day."""
    order: str = ""
    """Who orders new concepts and which answers decided it; empty where it is switched off."""


def statistics(  # noqa: PLR0913, PLR0917  all that is counted
    store: Store,
    library: Library,
    states: Mapping[str, CardState],
    now: Now,
    recall: Callable[[str], float | None],
    credit: Mapping[str, float] | None = None,
    order: str = "",
) -> Stats:
    """Count."""
    days = store.days()
    young = sum(day.young_passed for day in days), sum(day.young_failed for day in days)
    mature = sum(day.mature_passed for day in days), sum(day.mature_failed for day in days)
    seen = sum(state.reps > 0 for uid, state in states.items() if uid in library.cards)
    gone = orphans(library, states)
    ahead = store.ahead(gone)
    reviews = {day.day: day.reviews for day in days}
    forgiving = forgiving_streak(reviews, now.day)
    return Stats(
        reviews=sum(day.reviews for day in days),
        minutes=sum(day.duration_ms for day in days) / 60_000,
        cards=len(library.cards),
        seen=seen,
        orphans=sum(state.reps > 0 for state in gone),
        retention=_share(young[0] + mature[0], young[1] + mature[1]),
        young_retention=_share(*young),
        mature_retention=_share(*mature),
        streak=forgiving.days,
        longest=longest_streak(reviews),
        by_day={_day_text(day.day): day.reviews for day in days if day.reviews},
        answers={
            "again": sum(day.again for day in days),
            "hard": sum(day.hard for day in days),
            "good": sum(day.good for day in days),
            "easy": sum(day.easy for day in days),
        },
        forecast=_forecast(ahead, now.day),
        domains=mastery_by_domain(library, recall),
        credit=credit,
        backlog=backlog(ahead, now.day),
        study_days=forgiving.days,
        rest_days=forgiving.rests,
        order=order,
    )


def backlog(load: Mapping[int, int], today: int) -> int:
    """Count what was due before today."""
    return sum(count for day, count in load.items() if day < today)


def _share(passed: int, failed: int) -> float | None:
    return passed / (passed + failed) if passed + failed else None


def _day_text(day: int) -> str:
    return (_EPOCH + timedelta(days=day)).isoformat()


def _forecast(load: Mapping[int, int], today: int) -> dict[str, int]:
    """Count due reviews ahead; what is overdue is due today."""
    ahead = {_day_text(today + step): 0 for step in range(_FORECAST_DAYS)}
    for day, count in load.items():
        text = _day_text(max(day, today))
        if text in ahead:
            ahead[text] += count
    return ahead


def mastery_by_domain(library: Library, recall: Callable[[str], float | None]) -> dict[str, float]:
    """Average the recall of all cards of each domain, unseen ones counting as 0."""
    sums: dict[str, tuple[float, int]] = {}
    for page in library.pages.values():
        if page.domain and page.cards:
            total, count = sums.get(page.domain, (0.0, 0))
            total += sum(recall(head.uid) or 0.0 for head in page.cards)
            sums[page.domain] = (total, count + len(page.cards))
    return {domain: total / count for domain, (total, count) in sorted(sums.items())}
