"""What to ask: the numbers of the day, and the next card."""

from collections.abc import Collection

from mlsd_graph.scheduling import Reason, ReasonKind
from mlsd_graph.study.desk import Desk
from mlsd_graph.study.first import first_card
from mlsd_graph.study.today import glanced, sum_up
from mlsd_graph.study.views import Shown, Today

ASKED_BY_NAME = Reason(ReasonKind.ASKED, "asked for by name")


class Asking(Desk):
    """Sums up the day and chooses cards; records nothing."""

    @property
    def is_warm(self) -> bool:
        """Whether the queue is there; until then `next` knows due cards only."""
        return self._present.is_warm

    def warm(self) -> None:
        """Look at all content and states, while others may ask and answer first cards."""
        self._present.warm(self._lock, self.now())

    def glance(self) -> Today | None:
        """Sum up the day from what the last look left behind; None where none has been."""
        now = self.now()
        with self._lock:
            return glanced(self.store, self.paths, now)

    def today(self) -> Today:
        """Sum up the day for the first screen."""
        with self._lock:
            self._follow_others()
            self._count()
            self._keep_up()
            line, states = self._present.line, self._present.states
            return sum_up(line.queue(self.now()), states, self.store, self.now())

    def next(self, *, skip: Collection[str] = (), at_once: bool = False) -> Shown | None:
        """Choose the card to ask now; None when nothing is left for today.

        `at_once` does not wait for the whole queue: until that has been made, the log's own index
        names a due card, without new cards among them.
        """
        with self._lock:
            self._follow_others()
            present, now, queued = self._present, self.now(), None
            if at_once and not present.is_warm and not skip:
                queued = first_card(self.store, self._table.knows, self.settings, now, self._named)
            queued = queued or present.line.next(now, skip)
            return self._table.show(queued.uid, queued.reason, self.now()) if queued else None

    def shown(self, uid: str) -> Shown:
        """Show one card by its uid, whether or not it is due."""
        with self._lock:
            present, reason = self._present, self._table.reason(uid)
            if present.is_warm or reason is None:
                reason = present.line.queue(self.now()).reason(uid) or ASKED_BY_NAME
            return self._table.show(uid, reason, self.now())
