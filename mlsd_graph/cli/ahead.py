"""What is said of cards whose last review is dated after now."""

from typing import TYPE_CHECKING

from mlsd_graph.cli.options import iso
from mlsd_graph.quantity import quantity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mlsd_graph.memory.state import CardState

_LISTED = 5
_LATER_MS = 1000
"""Time by which an answer may be dated later than it was given, as no two share one."""


def ahead_text(cards: "Sequence[CardState]") -> str:
    """Say which cards go by such a review, until when, and what can be done."""
    named = ", ".join(f"{each.card} until {_date(each)}" for each in cards[:_LISTED])
    more = f" and {len(cards) - _LISTED} more" if len(cards) > _LISTED else ""
    return (
        f"the last review of {quantity(len(cards), 'card')} is dated after now and counts until "
        f"then, whatever is answered before: {named}{more}. If the clock of this machine is right, "
        "`mlsd undo` takes back what was done last, one act at a time."
    )


def is_own(state: "CardState", given_ms: int) -> bool:
    """Whether the last review of a card is the answer that was given at a time, UTC ms."""
    return state.last <= given_ms + _LATER_MS


def answered_text(state: "CardState", given_ms: int) -> str:
    """Say that an answer is dated after now, or stands before a review that is."""
    until = f"{_date(state)}, after now: until then the card goes by it, whatever is answered"
    if is_own(state, given_ms):
        return f"The answer is dated {until} before; `mlsd undo` takes it back."
    return f"A review of this card is dated {until}; `mlsd doctor` lists such cards."


def _date(state: "CardState") -> str:
    return iso(state.last, state.offset)[:10]
