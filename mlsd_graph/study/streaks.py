"""A streak that forgives: a day counts from a floor of reviews, and one day in seven may rest."""

from collections.abc import Mapping
from typing import NamedTuple

FLOOR = 5
"""Reviews that make a study day; opening the app for one card is none."""
WEEK = 7
"""A missed day is a rest if no other one lies within the week around it."""


class Streak(NamedTuple):
    """Study days in a row, up to today or yesterday."""

    days: int
    """Days with enough reviews."""
    rests: int
    """Missed days between them that were forgiven."""
    today: bool
    """Whether today counts already."""


def forgiving_streak(
    reviews: Mapping[int, int], today: int, floor: int = FLOOR, week: int = WEEK
) -> Streak:
    """Count back from today, which is still open; reviews are given by study day."""
    done = reviews.get(today, 0) >= floor
    days, rests, waiting = int(done), 0, 0
    last_rest = today + week
    day = today - 1
    while True:
        if reviews.get(day, 0) >= floor:
            days, rests, waiting = days + 1, rests + waiting, 0
        elif last_rest - day >= week and not waiting:
            last_rest, waiting = day, 1
        else:
            return Streak(days, rests, done)
        day -= 1
