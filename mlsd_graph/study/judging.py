"""Propose a grade for what a learner typed or ticked; the learner decides.

Pure functions, shared by the app, line mode and scripts.
"""

import re
import unicodedata
from typing import NamedTuple

from mlsd_graph.content.records import Card
from mlsd_graph.memory.state import Rating

_LONGEST_ANSWER = 256
_SAME = 88.0
_NEAR = 78.0


class Proposal(NamedTuple):
    """What the program thinks of an answer."""

    rating: Rating
    score: float
    """Typed: likeness, 0 to 100. Estimate: the factor by which it is off, 1 = exact."""
    best: str
    """The accepted answer that it was compared with."""


def typed(card: Card, text: str) -> Proposal:
    """Compare a typed answer with the accepted spellings, ignoring case, marks and punctuation."""
    from rapidfuzz import fuzz  # noqa: PLC0415  20 ms that only typed cards pay

    given = _fold(text[:_LONGEST_ANSWER])
    best, score = next(iter(card.accepted), ""), 0.0
    for spelling in card.accepted:
        likeness = fuzz.ratio(given, _fold(spelling))
        if likeness > score:
            best, score = spelling, likeness
    if score >= _SAME:
        return Proposal(Rating.GOOD, score, best)
    return Proposal(Rating.HARD if score >= _NEAR else Rating.AGAIN, score, best)


def estimate(card: Card, text: str) -> Proposal | None:
    """Judge a typed number against the card's within-factor; None where no number can be read."""
    from mlsd_graph.study.quantities import quantity  # noqa: PLC0415  not for the first card

    wanted = card.estimate
    given = quantity(text, wanted.unit) if wanted else None
    if wanted is None or given is None:
        return None
    shown = f"{wanted.value:g} {wanted.unit}".strip()
    if given * wanted.value <= 0:
        right = given == wanted.value
        return Proposal(Rating.GOOD if right else Rating.AGAIN, 1.0 if right else 0.0, shown)
    factor = max(given / wanted.value, wanted.value / given)
    if factor <= wanted.within:
        return Proposal(Rating.GOOD, factor, shown)
    return Proposal(Rating.HARD if factor <= wanted.within**2 else Rating.AGAIN, factor, shown)


def explained(ticked: int, total: int) -> Rating:
    """Turn a ticked checklist into a grade: all easy, one missed good, half hard, fewer again."""
    if ticked >= total:
        return Rating.EASY
    if ticked == total - 1:
        return Rating.GOOD
    return Rating.HARD if 2 * ticked >= total else Rating.AGAIN


def interval_text(days: float) -> str:
    """Write an interval as a button shows it: <1m, 10m, 3h, 4d, 2.1mo, 1.4y."""
    minutes = days * 1440
    if minutes < 1:
        return "<1m"
    if minutes < 60:  # noqa: PLR2004  an hour
        return f"{round(minutes)}m"
    if days < 1:
        return f"{round(minutes / 60)}h"
    if days < 31:  # noqa: PLR2004  the longest month
        return f"{round(days)}d"
    if days < 365:  # noqa: PLR2004  a year
        return f"{days / 30.4375:.1f}mo"
    return f"{days / 365.25:.1f}y"


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).casefold()
    kept = "".join(mark for mark in plain if not unicodedata.combining(mark))
    return " ".join(re.sub(r"[^\w%+/.]+", " ", kept).split())
