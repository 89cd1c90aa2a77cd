"""Foreign reviews become events: which rows count, under which id, and what they decided.

Anki's log also holds what is no answer: rescheduling by hand, and cramming in a filtered deck.
Only a reset by hand means something to the memory model: what came before it is forgotten.
"""

import hashlib
from collections.abc import Callable
from enum import Enum
from typing import NamedTuple

from export.anki.back.collection import Review
from mlsd_graph.memory import Rating, study_day
from mlsd_graph.store import Draft, Kind

SOURCE = "anki"
EARLIEST = 946_684_800_000
"""2000-01-01, before there was any Anki: an older id is no time."""
_FILTERED, _BY_HAND, _RESCHEDULED = 3, 4, 5
_LONGEST_MS = 3_600_000
_LONGEST_DAYS = 36_500
_DATA = {"source": SOURCE}
_UUID8, _VARIANT = 0x8000, 0x8000000000000000


class Skipped(Enum):
    """Why a row makes no event."""

    NO_ANSWER = "no answer"
    """Rescheduled by Anki, or crammed."""
    BY_HAND = "by hand"
    """A due date that the learner set."""
    FUTURE = "in the future"
    MALFORMED = "malformed"


class Origin(NamedTuple):
    """Where the reviews of one card come from."""

    guid: str
    ordinal: int
    uid: str


def foreign_id(*parts: object) -> bytes:
    """Make a UUIDv8 (RFC 9562) of the SHA-256 of some values: the same for the same."""
    hashed = hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "replace")).digest()
    head = int.from_bytes(hashed[:8], "big") & ~0xF000 | _UUID8
    tail = int.from_bytes(hashed[8:16], "big") & (_VARIANT >> 1) - 1 | _VARIANT
    return (head << 64 | tail).to_bytes(16, "big")


def draft(
    review: Review, origin: Origin, offset_at: Callable[[int], int], until: int
) -> Draft | Skipped:
    """Turn one row into an event.

    Args:
        review: The row.
        origin: Its card.
        offset_at: Tells minutes east of UTC at a time in UTC ms, where the learner was.
        until: Rows from this time on, UTC ms, lie in the future.
    """
    _, at, ease, interval, factor, took, kind = review
    if at < EARLIEST or not 0 <= ease <= Rating.EASY or not 0 <= kind <= _RESCHEDULED:
        return Skipped.MALFORMED
    if at >= until:
        return Skipped.FUTURE
    name = foreign_id(origin.guid, origin.ordinal, at)
    if kind == _BY_HAND and factor == 0 and ease == 0:
        return Draft(Kind.FORGET, origin.uid, data=_DATA, id=name, when=(at, offset_at(at)))
    if kind == _BY_HAND and ease == 0:
        return Skipped.BY_HAND
    if ease == 0 or kind >= _BY_HAND or (kind == _FILTERED and factor == 0):
        return Skipped.NO_ANSWER
    offset = offset_at(at)
    due_day = study_day(at, offset) + min(interval, _LONGEST_DAYS) if interval > 0 else None
    spent = min(max(took, 0), _LONGEST_MS)
    return Draft(
        Kind.REVIEW, origin.uid, ease, spent, due_day, data=_DATA, id=name, when=(at, offset)
    )
