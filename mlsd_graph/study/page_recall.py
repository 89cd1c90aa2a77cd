"""Recall of whole pages today and on the date of a plan, in each simulated world."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mlsd_graph.memory import CardState, Settings, fsrs6
from mlsd_graph.memory.batch import Floats
from mlsd_graph.planning.prospects import LUCK, inferred
from mlsd_graph.planning.rollout import Plan
from mlsd_graph.scheduling import Now
from mlsd_graph.study.preparing import days_since

if TYPE_CHECKING:
    from mlsd_graph.content import Library


class Seen(NamedTuple):
    """Share of a page's cards that are seen by the date."""

    unmissed: float
    """If no day is missed."""
    sure: float
    """In all, over the simulated learners."""
    rarest: float
    """Share of these learners who see the card that the fewest of them see."""


class PageRecall:
    """A page's recall is the mean over its cards, unseen ones counting as 0.

    Unseen cards of pages that placement takes as known count as that likely, on the date too.
    Cards that the plan does not ask, suspended ones for example, are forgotten until the date.
    """

    def __init__(  # noqa: PLR0913, PLR0917  what recall on a date comes from
        self,
        library: "Library",
        states: Mapping[str, CardState],
        settings: Settings,
        now: Now,
        days: int,
        planned: Sequence[str],
        plan: Plan,
        assumed: Mapping[str, float],
    ) -> None:
        self._library, self._states, self._now, self._days = library, states, now, days
        self._model = fsrs6(settings.parameters)
        self._column = {uid: i for i, uid in enumerate(planned)}
        self._plan, self._assumed = plan, assumed

    def expected(self, page: str) -> tuple[float, float, float]:
        """On the date on average, and in the worst and in the best world."""
        then = self.on_date(page)
        return float(then.mean()), float(then.min()), float(then.max())

    def on_date(self, page: str) -> Floats:
        """On the date, one number for each world."""
        heads = self._library.pages[page].cards
        total = np.zeros(len(self._plan.recall))
        for head in heads:
            column = self._column.get(head.uid)
            if column is None:
                total += self._later(head.uid, page)
            else:
                total += np.maximum(
                    self._plan.recall[:, column], inferred(self._taken(head.uid, page))
                )
        return total / max(1, len(heads))

    def seen(self, page: str) -> Seen:
        """How much of the page is seen by the date."""
        heads = self._library.pages[page].cards
        columns = [self._column[head.uid] for head in heads if head.uid in self._column]
        if not columns:
            return Seen(1.0, 1.0, 1.0)
        seen = self._plan.seen[columns]
        return Seen(float(self._plan.sees[columns].mean()), float(seen.mean()), float(seen.min()))

    def _later(self, uid: str, page: str) -> Floats:
        """On the date, of a card that the plan does not ask."""
        state = self._states.get(uid)
        if state is None or not state.reps:
            return inferred(self._taken(uid, page))
        days = days_since(state, self._now) + self._days
        return np.full(len(LUCK), self._model.retrievability(days, state.stability))

    def _taken(self, uid: str, page: str) -> float:
        """How likely a card that was never asked is known; 0 for one that has a memory."""
        state = self._states.get(uid)
        return 0.0 if state is not None and state.reps else self._assumed.get(page, 0.0)
