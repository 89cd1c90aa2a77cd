"""Today's queue: what to show next and why, as a pure function of graph, states and moment.

Due reviews come by a plan's rank, by loss and worth, or with `session_order` off lowest recall
first; new cards are spread among them, cards of one concept kept apart. `build_queue` looks at
every state once; `Queue.after` moves on after one grade without doing so again.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from math import isinf

from mlsd_graph.memory.state import CardState
from mlsd_graph.scheduling.arrange import mixed, no_kin
from mlsd_graph.scheduling.day import DoneToday, Now, room_for_new
from mlsd_graph.scheduling.filling import new_cards, pairs_of, spaced
from mlsd_graph.scheduling.fitting import first_in_time, seconds_left, too_late
from mlsd_graph.scheduling.frontier import Frontier
from mlsd_graph.scheduling.newcards import Unseen
from mlsd_graph.scheduling.openings import Opening, opened, openings
from mlsd_graph.scheduling.overlay import Overlay
from mlsd_graph.scheduling.pairs import side_by_side
from mlsd_graph.scheduling.reasons import Queued, Reason
from mlsd_graph.scheduling.ripe import next_due
from mlsd_graph.scheduling.siblings import family
from mlsd_graph.scheduling.turn import early, first_rested, line
from mlsd_graph.scheduling.world import (
    LearningStep,
    World,
    askable,
    between_steps,
    never_graded,
)


@dataclass(frozen=True, slots=True)
class Queue:
    """What is left to do today."""

    items: tuple[Queued, ...]
    """What comes first, then reviews and new cards, in the order to show them."""
    first: tuple[Queued, ...]
    """What the overlay puts before the others."""
    unseen: frozenset[str]
    """Cards that the overlay puts first although they were never graded: they count as new."""
    steps: tuple[LearningStep, ...]
    """Learning cards, soonest first; they come before the items once they are due."""
    reviews: tuple[Queued, ...]
    """The reviews among the items, in the order to ask them."""
    siblings: tuple[Queued, ...]
    """Reviews whose note was asked today; they come last."""
    fresh: tuple[Queued, ...]
    """The new cards among the items, in the order of learning."""
    notes: frozenset[str]
    """Notes and drawings asked today."""
    recent: tuple[str, ...]
    """Cards graded last today, newest last."""
    ungraded: frozenset[str]
    """Cards that have a state, for a mark perhaps, but no grade."""
    pages: frozenset[str] | None
    """Pages that may have new cards; None for any."""
    next_due: int | None
    """When the next card comes, UTC milliseconds, if none can be shown now."""
    now: Now
    world: World
    frontier: Frontier

    @property
    def unseen_first(self) -> int:
        """New cards among what comes first."""
        return sum(item.uid in self.unseen for item in self.first)

    @property
    def asked(self) -> int:
        """Cards seen before that are asked, without those between learning steps."""
        return len(self.first) - self.unseen_first + len(self.reviews) + len(self.siblings)

    @property
    def due(self) -> int:
        """Cards to review, with learning cards that may be shown now, within the limits."""
        waiting = self.items or self._in_time(0)
        ahead = 0 if waiting else self.world.settings.learn_ahead
        return self.asked + self._in_time(ahead)

    @property
    def new(self) -> int:
        """New cards within the limits, with those that come first."""
        return self.unseen_first + len(self.fresh)

    @property
    def learning(self) -> int:
        """Cards between learning steps, now or later."""
        return len(self.steps)

    @property
    def minutes(self) -> float:
        """Expected for all of it."""
        pace = self.world.pace
        seconds = self.asked * pace.review + self.new * pace.new + self.learning * pace.step
        return seconds / 60

    def next(self, at_ms: int | None = None) -> Queued | None:
        """The card to show: the first in line whose page has rested."""
        now = self.now if at_ms is None else self.now._replace(ms=at_ms)
        waiting = line(self.steps, self.items, now, self._ahead_ms)
        if not self._is_spaced:
            return next(waiting, None)
        at_once = {*(item.uid for item in self.first), *self.world.overlay.after.values()}
        return first_rested(waiting, self.recent, at_once)

    def in_line(self) -> Iterator[Queued]:
        """What can be asked now, beginning with the card to show."""
        now = self.next()
        waiting = line(self.steps, self.items, self.now, self._ahead_ms)
        rest = (*waiting, *early(self.steps, self.now, self._ahead_ms))
        return iter(() if now is None else dict.fromkeys((now, *rest)))

    @property
    def _ahead_ms(self) -> int:
        return self.world.settings.learn_ahead * 1000

    @property
    def _is_spaced(self) -> bool:
        return self.world.settings.session_order or self.world.overlay.plan is not None

    def at(self, now: Now) -> "Queue":
        """See the same queue at a later moment of its study day: steps may have come due."""
        later = replace(self, now=now)
        return later if later.next() is None else replace(later, next_due=None)

    def reason(self, uid: str) -> Reason | None:
        """Why a card stands in the queue, or why it waits; None where it does neither."""
        step = next((step for step in self.steps if step.uid == uid), None)
        if step is not None:
            return step.reason(self.now)
        found = next((item.reason for item in self.items if item.uid == uid), None)
        return found or self.world.overlay.held.get(uid)

    def openings(self, limit: int = 5) -> list[Opening]:
        """Locked pages that this queue leads to, nearest first."""
        heads = [self.world.cards[each.uid] for each in (*self.steps, *self.items)]
        return openings(self.frontier, heads, limit)

    def opened_since(self, before: "Queue", uid: str) -> tuple[str, ...]:
        """Pages that the grade of a card opened between an earlier queue and this one."""
        return opened(before.frontier, self.frontier, self.world.page_of(uid))

    def after(
        self, uid: str, states: Mapping[str, CardState], now: Now, done: DoneToday
    ) -> "Queue":
        """Move on after a card was graded, buried or suspended; `states` holds its new state.

        Anything else that changes (an undo, a setting, content, a new day) asks for a new queue.
        """
        head, state, gone = self.world.cards[uid], states[uid], (uid,)
        frontier = self.frontier.graded(states, head.page)
        steps = [step for step in self.steps if step.uid != uid]
        if between_steps(state, now):
            steps.append(LearningStep(state.due, uid))
        moved = replace(
            self,
            steps=self.world.in_turn(steps),
            first=_left(self.first, gone),
            reviews=_left(self.reviews, gone),
            siblings=_left(self.siblings, gone),
            fresh=_left(self.fresh, gone),
            items=_left(self.items, gone),
            notes=self.notes | {family(head)},
            recent=done.recent,
            ungraded=self.ungraded - {uid},
            now=now,
            frontier=frontier,
        )
        timely = moved.in_time(states, done)
        opens = frontier.known(head.page) != self.frontier.known(head.page)
        if opens or timely is not moved:
            timely = timely.refilled(states, done)
        return timely.dated(states)

    def noted(self, state: CardState) -> "Queue":
        """Keep a new card among the new ones when it first gets a state, by a mark perhaps."""
        uid = state.card
        new = not state.reps and askable(uid, self.world, {uid: state}, self.now)
        return replace(self, ungraded=self.ungraded | {uid}) if new else self

    def overlaid(
        self, overlay: Overlay, states: Mapping[str, CardState], done: DoneToday
    ) -> "Queue":
        """Go on under another overlay: what it puts first or holds leaves its place in line.

        What a former overlay held or put first comes back when the queue is built anew. The plan
        of a day stays.
        """
        world = self.world._replace(overlay=overlay._replace(plan=self.world.overlay.plan))
        waiting = world.overlay.plan.waiting if world.overlay.plan else ()
        first = tuple(
            item
            for item in overlay.first
            if item.uid not in waiting and askable(item.uid, world, states, self.now)
        )
        gone = {item.uid for item in first} | overlay.held.keys()
        moved = replace(
            self,
            world=world,
            frontier=self.frontier.assuming(overlay.assumed, states),
            first=first,
            unseen=never_graded(first, states),
            steps=world.in_turn(self.steps),
            reviews=_left(self.reviews, gone),
            siblings=_left(self.siblings, gone),
        )
        return moved.in_time(states, done).refilled(states, done).dated(states)

    def in_time(self, states: Mapping[str, CardState], done: DoneToday) -> "Queue":
        """Leave for tomorrow what a plan's minutes hold no more; arrange it anew then."""
        plan, pace = self.world.overlay.plan, self.world.pace
        if plan is None or isinf(plan.seconds):
            return self
        left = seconds_left(plan, done, len(self.steps), pace)
        first = first_in_time(self.first, self.unseen, left, pace)
        left -= sum(pace.new if item.uid in self.unseen else pace.review for item in first)
        asked = {item.uid for item in first}
        reviews = {item.uid for item in self.reviews} - asked
        unseen = Unseen(states, self.ungraded)
        fresh = {item.uid for item in plan.fresh if unseen.has(item.uid)} - asked
        cut = too_late(plan.line, reviews, fresh, left, pace)
        if not cut and len(first) == len(self.first):
            return self
        overlay = self.world.overlay._replace(
            plan=plan._replace(fresh=_left(plan.fresh, cut), reviews=_left(plan.reviews, cut))
        )
        return replace(
            self,
            first=first,
            reviews=_left(self.reviews, cut),
            world=self.world._replace(overlay=overlay),
        )

    def refilled(self, states: Mapping[str, CardState], done: DoneToday) -> "Queue":
        """Choose the new cards again and arrange everything."""
        pairs, reviews = pairs_of(self.world, states, self.now), self.reviews
        unseen = Unseen(states, self.ungraded, self.pages)
        first = {item.uid for item in self.first}
        room = self._room(done)
        fresh = new_cards(self.world, self.frontier, unseen, first, self.notes, room, pairs)
        if pairs is not None:
            reviews = side_by_side(reviews, self.world.cards, pairs, self.world.graph)
        if self._is_spaced:
            kin = pairs.unsettled if pairs else no_kin
            items = spaced(self.world, reviews, fresh, self.siblings, done, kin)
        else:
            items = mixed(reviews, fresh, done)
        return replace(self, items=(*self.first, *items), fresh=tuple(fresh))

    def _room(self, done: DoneToday) -> int:
        """Count the new cards that the limits allow beside those that come first."""
        settings, pace = self.world.settings, self.world.pace
        room = room_for_new(settings, done, reviews=self.asked, steps=len(self.steps), pace=pace)
        return max(0, room - self.unseen_first)

    def dated(self, states: Mapping[str, CardState]) -> "Queue":
        """Find out when the next card comes, which takes a look at all states, if none is left."""
        if self.next() is not None:
            return replace(self, next_due=None)
        step = self.steps[0].due if self.steps else None
        day = next_due(states, self.world.cards, self.now)
        times = [time for time in (step, day) if time is not None]
        return replace(self, next_due=min(times, default=None))

    def _in_time(self, ahead_s: int) -> int:
        return sum(step.due <= self.now.ms + ahead_s * 1000 for step in self.steps)


def _left(items: tuple[Queued, ...], cut: Collection[str]) -> tuple[Queued, ...]:
    return tuple(item for item in items if item.uid not in cut)
