"""A streak that forgives: a day counts from a floor of reviews, and one day in seven may rest."""

from collections.abc import Mapping
from typing import NamedTuple

from mlsd_graph.quantity import quantity

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


def longest_streak(reviews: Mapping[int, int], floor: int = FLOOR, week: int = WEEK) -> int:
    """Count the days of the longest streak there ever was, by the same rule."""
    done = sorted(day for day, count in reviews.items() if count >= floor)
    longest = start = after_rest = 0
    last_rest = None
    for place, day in enumerate(done):
        missed = day - done[place - 1] - 1 if place else 0
        if missed > 1:
            start, last_rest = place, None
        elif missed:
            if last_rest is not None and day - 1 - last_rest < week:
                start = after_rest
            last_rest, after_rest = day - 1, place
        longest = max(longest, place + 1 - start)
    return longest


def streak_text(streak: Streak) -> str:
    """Say how long a streak is: 12 days in a row, 1 day of rest between."""
    rests = f", {quantity(streak.rests, 'day')} of rest between" if streak.rests else ""
    return f"{quantity(streak.days, 'day')} in a row{rests}"


def streak_rule(streak: Streak) -> str:
    """Say what makes a study day, and whether today is one."""
    return "today counts" if streak.today else f"today counts from {FLOOR} reviews"
