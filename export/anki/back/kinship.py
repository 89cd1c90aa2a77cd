"""Whether a collection is this learner's, though none of the answers that went out is on our cards.

That is so where notes of a deck were turned into pages, and the pages went out to the same phone:
Anki leaves out each row whose id it has, and the old cards have them all. What still tells:

1. the old cards' rows;
2. on cards that were not answered there since, the times of their last answers, which came along;
3. on one that was, a log that begins with a review: nobody else's does, as who reviews a card has
   learned it before.
"""

from collections.abc import Iterable, Mapping

from export.anki.back.collection import ForeignCard
from export.anki.back.database import Foreign
from mlsd_graph.store.given import Given

_ENOUGH = 3
"""Times that are in both: two people can have answered something at the same one."""
_REVIEWED = (1, 2)
"""Kinds of rows that no card begins with: a review, and an answer while it is learned again."""


def is_kin(
    foreign: Foreign,
    cards: Mapping[int, ForeignCard],
    uids: Mapping[int, str],
    given: Mapping[str, Given],
) -> bool:
    """Look for answers that the log has from Anki, in a collection in which they are elsewhere.

    Args:
        foreign: The collection.
        cards: Those of our notes, by their numbers there.
        uids: Our names of them.
        given: When each card was answered, by the log.
    """
    brought = {uid: sorted({*each.live} - {*each.here}) for uid, each in given.items()}
    ours = {
        number: times for number, uid in uids.items() if (times := brought.get(uid)) is not None
    }
    came = sum(
        bool(cards[number].last) and cards[number].last in {at // 1000 for at in times}
        for number, times in ours.items()
    )
    if 0 < min(_ENOUGH, len(ours)) <= came:
        return True
    return _has_rows(foreign, frozenset[int]().union(*brought.values()), ours)


def _has_rows(foreign: Foreign, times: frozenset[int], ours: Mapping[int, list[int]]) -> bool:
    """Whether the log there has these times on whichever cards, or that of a card begins late."""
    if not times:
        return False
    alike = 0
    first: dict[int, tuple[int, object]] = {}
    for batch in foreign.rows("revlog", "id, cid, type"):
        for at, card, kind in _usable(batch):
            alike += at in times
            if card in ours and (card not in first or at < first[card][0]):
                first[card] = (at, kind)
    return alike >= min(_ENOUGH, len(times)) or any(
        kind in _REVIEWED and ours[card] and ours[card][0] < at
        for card, (at, kind) in first.items()
    )


def _usable(batch: Iterable[tuple[object, ...]]) -> Iterable[tuple[int, int, object]]:
    for at, card, kind in batch:
        if isinstance(at, int) and isinstance(card, int):
            yield at, card, kind
