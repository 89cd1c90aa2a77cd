"""Propose a grade for what a learner typed or ticked; the learner decides.

Pure functions, shared by the app, line mode and scripts.
"""

import math
from typing import NamedTuple

from mlsd_graph.content.records import Card, CardKind
from mlsd_graph.memory.state import Rating

_LONGEST_ANSWER = 256
_ROUND, _FAR, _FARTHEST = 10, 1e6, 1e100
"""Factors: from the first on without decimals, above the second not told; none is larger."""


class Proposal(NamedTuple):
    """What the program thinks of an answer."""

    rating: Rating
    score: float
    """Typed: likeness, 0 to 100. Estimate: the factor by which it is off, from 1 = exact."""
    best: str
    """The accepted answer that it was compared with; empty where it could not be judged."""
    doubt: str = ""
    """What of the answer was not understood; empty as a rule."""


def judge(card: Card, text: str) -> Proposal | None:
    """Judge what was typed on a card that is answered so; None where it holds no answer.

    An answer that the judging itself fails on is the learner's to grade: it never ends a review.
    """
    try:
        return typed(card, text) if card.kind is CardKind.TYPED else estimate(card, text)
    except Exception:  # noqa: BLE001  whatever it is, the card is still there to be graded
        return Proposal(Rating.GOOD, 1.0, "", "not judged: grade it yourself")


def typed(card: Card, text: str) -> Proposal:
    """Compare a typed answer with the accepted spellings, word by word and number by number."""
    from mlsd_graph.study.spelling import NEAR, SAME, likeness  # noqa: PLC0415  not for all cards

    best, score = next(iter(card.accepted), ""), 0.0
    for spelling in card.accepted:
        like = likeness(text[:_LONGEST_ANSWER], spelling)
        if like > score:
            best, score = spelling, like
    if score >= SAME:
        return Proposal(Rating.GOOD, score, best)
    return Proposal(Rating.HARD if score >= NEAR else Rating.AGAIN, score, best)


def estimate(card: Card, text: str) -> Proposal | None:
    """Judge a typed number against the card's within-factor; None where no number can be read.

    What hangs on a unit that was not understood is never proposed as wrong.
    """
    from mlsd_graph.study.quantities import read_quantity  # noqa: PLC0415  not for the first card

    wanted = card.estimate
    given = read_quantity(text, wanted.unit) if wanted else None
    if wanted is None or given is None:
        return None
    shown = f"{wanted.value:g} {wanted.unit}".strip()
    factor = min(_factor(value, wanted.value) for value in given.values)
    if factor <= wanted.within:
        rating = Rating.GOOD
    else:
        rating = Rating.HARD if given.unread or factor <= wanted.within**2 else Rating.AGAIN
    unread = f"“{given.unread}” not read; taken as {wanted.unit or 'a number'}"
    return Proposal(rating, factor, shown, unread if given.unread else "")


def off_by(factor: float) -> str:
    """Write a factor above 1 as an estimate is off by it: 1.3×, 12×, over 1,000,000×."""
    if factor > _FAR:
        return f"over {_FAR:,.0f}×"
    return f"{factor:.1f}×" if factor < _ROUND else f"{factor:,.0f}×"


def _factor(given: float, right: float) -> float:
    """Return by what factor a number is off, at least 1; another sign is as far off as can be."""
    if given * right <= 0:
        return 1.0 if given == right else _FARTHEST
    apart = abs(math.log10(abs(given)) - math.log10(abs(right)))
    return round(10.0**apart, 9) if apart < math.log10(_FARTHEST) else _FARTHEST


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
