"""The end of a plan: its last day with new cards, and the final pass over what is in scope.

Both are what the plan's own simulation leads to. A final pass takes the days that are kept free
of new cards; where time is so scarce that a new card adds more to the date than a review does,
new cards go on beside it, or there is none.
"""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from mlsd_graph.planning.policies import last_days
from mlsd_graph.planning.target import date_of
from mlsd_graph.quantity import quantity

if TYPE_CHECKING:
    from mlsd_graph.study.outlook import Outlook

_SOME = 0.5
"""Mean number of cards on a day that counts as one with such cards."""


class FinalPass(NamedTuple):
    """The days before the interview that belong to reviews."""

    first: date
    last: date
    reviews: int
    """Expected in all."""
    alone: bool
    """Whether no new cards are expected beside them."""


def last_new(found: "Outlook") -> date | None:
    """The last day on which new cards are expected; None where none are."""
    days = [day for day, cards in enumerate(found.plan.fresh) if cards >= _SOME]
    return _date(found, days[-1]) if days else None


def final_pass(found: "Outlook") -> FinalPass | None:
    """The final pass; None where new cards take more of every one of the last days."""
    made = found.plan
    kept = range(max(0, found.days - last_days(found.target.days)), found.days)
    alone = _trailing(kept, lambda day: made.fresh[day] < _SOME <= made.reviews[day])
    days = alone or _trailing(kept, lambda day: made.reviews[day] > max(made.fresh[day], _SOME))
    if not days:
        return None
    reviews = round(float(sum(made.reviews[day] for day in days)))
    return FinalPass(_date(found, days[-1]), _date(found, days[0]), reviews, bool(alone))


def last_days_text(found: "Outlook", written: Callable[[date], str] = date.isoformat) -> str:
    """Say until when new cards come, and from when to when the final pass goes."""
    last, final = last_new(found), final_pass(found)
    said = f"last day for new: {written(last)}" if last else "no new cards"
    if final is None:
        if last is None:
            return said
        return f"{said}; no final pass: with so little time a new card adds more than a review"
    beside = "" if final.alone else " beside new cards, which add more than reviews alone"
    span = f"from {written(final.first)} to {written(final.last)}"
    when = f"on {written(final.last)}" if final.first == final.last else span
    return f"{said}; final pass: {when}, about {quantity(final.reviews, 'review')}{beside}"


def _trailing(days: range, holds: Callable[[int], bool]) -> list[int]:
    """The days at the end for which something holds, the last one first."""
    found: list[int] = []
    for day in reversed(days):
        if not holds(day):
            break
        found.append(day)
    return found


def _date(found: "Outlook", day: int) -> date:
    return date_of(found.target.day - found.days + day)
