"""The card on the table: what was shown of it holds until it is graded or its state changes."""

from mlsd_graph.content.glance import Cover, Glanced
from mlsd_graph.errors import ContentError, UnknownIdError
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
        self._seen: Glanced | None = None
        """What lay here last, as it was seen; its file may break before it is graded."""
        self._attempt = b""

    def show(self, uid: str, reason: Reason, now: Now) -> Shown:
        """Lay a card on the table; raises UnknownIdError where the content has none."""
        found = self._found(uid)
        if self._shown is None or self._shown.card.uid != uid:
            self._attempt = b""
        self._shown, self._seen = self._made(found, reason, now), found
        return self._shown

    def graded(self, uid: str, reason: Reason, now: Now) -> Shown:
        """Return what a grade of a card records: what was shown, where that still holds.

        Whoever saw a card may grade it, also after its file broke.

        Raises:
            ContentError: The content has no such card, and it was not the last one shown.
        """
        if (still := self._still(uid, now)) is not None:
            return still
        try:
            return self.show(uid, reason, now)
        except ContentError:
            if self._seen is None or not self.has_shown(uid):
                raise
            return self._made(self._seen, reason, now)

    def has_shown(self, uid: str) -> bool:
        """Tell whether this was the last card shown."""
        return self._seen is not None and self._seen.card.uid == uid

    def _made(self, found: Glanced, reason: Reason, now: Now) -> Shown:
        uid, page = found.card.uid, found.page
        outcomes = self._present.outcomes(uid, page, now)
        return Shown(found.card, page, reason, self._present.state(uid), outcomes)

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

    def _still(self, uid: str, now: Now) -> Shown | None:
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
        """Let what was shown hold no more."""
        self._shown = None
        self._attempt = b""
