"""The card on the table: what was shown of it holds until it is graded or changes."""

from mlsd_graph.content.glance import Cover, Glanced
from mlsd_graph.errors import UnknownIdError
from mlsd_graph.memory import Phase
from mlsd_graph.scheduling import Now, Reason
from mlsd_graph.store import new_id
from mlsd_graph.study.present import Present
from mlsd_graph.study.views import Shown


class Table:
    """Remembers the outcomes that were shown, because a grade records exactly these."""

    def __init__(self, present: Present, cover: Cover) -> None:
        self._present = present
        self._cover = cover
        self._glanced: dict[str, Glanced] = {}
        self._shown: Shown | None = None
        self._attempt = b""

    def show(self, uid: str, reason: Reason, now: Now) -> Shown:
        """Lay a card on the table; raises UnknownIdError where the content has none."""
        card, page = self._found(uid)
        if self._shown is None or self._shown.card.uid != uid:
            self._attempt = b""
        self._shown = Shown(
            card=card,
            page=page,
            reason=reason,
            state=self._present.state(uid),
            outcomes=self._present.outcomes(uid, page, now),
        )
        return self._shown

    def knows(self, uid: str) -> bool:
        """Tell whether the content has a card, without loading it only for that."""
        return self._glance(uid) is not None or uid in self._present.library.cards

    def _found(self, uid: str) -> Glanced:
        """Find a card and its page: by the content's index, until the library is there."""
        if (glanced := self._glance(uid)) is not None:
            return glanced
        library = self._present.library
        card = library.card(uid)
        return Glanced(card, library.pages[card.head.page])

    def _glance(self, uid: str) -> Glanced | None:
        if self._present.is_loaded:
            self._glanced.clear()
            return None
        if uid not in self._glanced:
            try:
                self._glanced = {uid: self._cover.card(uid)}
            except UnknownIdError:
                return None
        return self._glanced[uid]

    def reason(self, uid: str) -> Reason | None:
        """Why the card on the table came; None where it is another card."""
        return self._shown.reason if self._shown and self._shown.card.uid == uid else None

    def still(self, uid: str, now: Now) -> Shown | None:
        """Return what was shown of a card, if its buttons still hold.

        A step counts from the grade, so its time is computed anew; a promised day stays.
        """
        shown = self._shown
        if shown is None or shown.card.uid != uid or shown.state != self._present.state(uid):
            return None
        anew = self._present.outcomes(uid, shown.page, now)
        kept = {
            rating: promised if promised.phase == Phase.REVIEW else anew[rating]
            for rating, promised in shown.outcomes.items()
        }
        return Shown(shown.card, shown.page, shown.reason, shown.state, kept)

    def attempt(self, now: Now) -> bytes:
        """Give the id under which the grade of this card is sent.

        It stays the same until one was stored: a write that seemed to fail may be on the disk.
        """
        self._attempt = self._attempt or new_id(now.ms)
        return self._attempt

    def clear(self) -> None:
        """Forget what was shown."""
        self._shown = None
        self._attempt = b""
