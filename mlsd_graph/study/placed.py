"""What placement adds to the day: concepts that count as known, and today's checks of them."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

from mlsd_graph.graph import Graph
from mlsd_graph.memory import CardState, Rating, Settings
from mlsd_graph.memory.studyday import study_day
from mlsd_graph.placement.cards import graded, stands_for
from mlsd_graph.placement.checks import FREE, Room
from mlsd_graph.placement.record import KINDS, Record, declining, recorded
from mlsd_graph.placement.standing import Grades, Standing, standing, still_today
from mlsd_graph.scheduling import Now, Overlay, Pace, Queued, reasons
from mlsd_graph.scheduling.overlay import PLAIN
from mlsd_graph.store import Kind, Store
from mlsd_graph.study.given import Given

if TYPE_CHECKING:
    from mlsd_graph.study.study import Study


class Kept(NamedTuple):
    """Beliefs of the placement in force, under today's ids, and what became of them."""

    beliefs: Mapping[str, float]
    grades: Mapping[str, Grades]
    standing: Standing


CHECKS_SHARE = 0.5
"""Of a plan's minutes, for checks."""
_SLOWER = 2
"""Times the pace of a test, which asks each card once, at which the days after it may go."""
_SETTLED = 100
"""Reviews after which the schedule knows the learner well enough."""


class _Card(NamedTuple):
    """What the log says of one card, as of a state of it."""

    reps: int
    last: int
    grades: Grades


NONE = Kept({}, {}, Standing(frozenset(), frozenset(), frozenset(), ()))
_graded: "WeakKeyDictionary[Store, dict[str, _Card]]" = WeakKeyDictionary()
"""Of each open state what its cards' grades say; read again only for cards graded since."""


def offer(store: Store) -> str:
    """Offer a test at the beginning, or to go on with one; empty where there is nothing to offer.

    Whoever has declined is not asked again.
    """
    record = recorded(store.events(kinds=KINDS))
    if record.begun is not None:
        return "A placement has begun: k goes on with it."
    if not record.is_new or sum(day.reviews for day in store.days()) >= _SETTLED:
        return ""
    return "New here? k finds out by 10 to 25 questions what you know already."


def decline(study: "Study") -> None:
    """Offer placement no more; a test that had begun is given up, its grades stay."""
    study.keep([declining()])


def overlay(given: Given) -> Overlay:
    """Assume what placement inferred, and ask today's checks of it first."""
    if not given.store.events(kinds=(Kind.PLACEMENT,)):
        return PLAIN
    record = recorded(given.store.events(kinds=KINDS))
    if record.ended is None:
        return PLAIN
    kept = followed(given.graph, given.store, given.states, record)
    begun = study_day(record.ended.at, record.ended.offset)
    room = room_for_checks(given.graph, given.settings, given.now, given.pace)
    checked, left = asked_today(kept, room, begun, given.now.day)
    checks: list[Queued] = []
    for id_ in checked if left else ():
        head = stands_for(given.graph, given.states, id_, given.now.day)
        if head is not None:
            waiting = tuple(given.graph.dependents_of.get(id_, ()))
            checks.append(Queued(head.uid, reasons.check(id_, kept.beliefs[id_], waiting)))
        if len(checks) == left:
            break
    return Overlay(first=tuple(checks), assumed=kept.standing.assumed)


def asked_today(kept: Kept, room: Room, begun: int, day: int) -> tuple[tuple[str, ...], int]:
    """Name what is to be checked for a test of the day `begun`, and how many more on this day.

    Under a plan that is what it needs alone, in half of a day's minutes at most; on the day of the
    interview nothing is checked.
    """
    found, most = kept.standing, None
    if room.pages is not None:
        pages, most = (room.pages if room.left > 0 else ()), room.most
        found = found._replace(waiting=tuple(id_ for id_ in found.waiting if id_ in pages))
    left = still_today(found, kept.grades, begun, day, most)
    return found.waiting, min(left, len(found.waiting))


def room_for_checks(graph: Graph, settings: Settings, now: Now, pace: Pace) -> Room:
    """Tell what a plan leaves for checks; no limit of a plan where there is none."""
    if not settings.interview:
        return FREE
    from mlsd_graph.planning.target import MOST_DAYS, read_target  # noqa: PLC0415  only under a plan
    from mlsd_graph.study.preparing import prepared  # noqa: PLC0415  only under a plan

    target = read_target(settings.interview)
    if target is None or not 0 <= target.days_left(now.day) <= MOST_DAYS:
        return FREE
    pages = prepared(graph, target).scope.pages
    if not pages:
        return FREE
    seconds = target.minutes * 60 * CHECKS_SHARE
    most, least = (max(1, int(seconds / (pace.new * each))) for each in (1, _SLOWER))
    return Room(target.minutes, most, least, pages.keys(), target.days_left(now.day))


def assumed(graph: Graph, store: Store, states: Mapping[str, CardState]) -> dict[str, float]:
    """Concepts that count as known → how likely they are; empty without a placement."""
    if not store.events(kinds=(Kind.PLACEMENT,)):
        return {}
    kept = followed(graph, store, states, recorded(store.events(kinds=KINDS)))
    return {id_: kept.beliefs[id_] for id_ in kept.standing.assumed}


def ended_on(store: Store) -> int:
    """Study day of the placement in force; 0 without one."""
    ended = recorded(store.events(kinds=KINDS)).ended
    return study_day(ended.at, ended.offset) if ended is not None else 0


def followed(graph: Graph, store: Store, states: Mapping[str, CardState], record: Record) -> Kept:
    """Follow up the beliefs in force by the grades that the log holds."""
    if record.ended is None:
        return NONE
    current = ((graph.current(id_), belief) for id_, belief in record.beliefs.items())
    beliefs = {id_: belief for id_, belief in current if id_ is not None}
    grades = _grades(graph, store, states, beliefs)
    return Kept(beliefs, grades, standing(graph, beliefs, grades))


def _grades(
    graph: Graph, store: Store, states: Mapping[str, CardState], concepts: Iterable[str]
) -> dict[str, Grades]:
    """Sum up the live grades of concepts; those without a grade are left out."""
    known = _graded.setdefault(store, {})
    cards = {id_: uids for id_ in concepts if (uids := graded(graph, states, id_))}
    stale = [
        uid
        for uids in cards.values()
        for uid in uids
        if uid not in known or known[uid][:2] != (states[uid].reps, states[uid].last)
    ]
    for uid, events in store.graded_of(stale).items() if stale else ():
        days = [study_day(event.at, event.offset) for event in events]
        failed = any(event.rating == Rating.AGAIN for event in events)
        first = min(days, default=0)
        known[uid] = _Card(states[uid].reps, states[uid].last, Grades(failed, first))
    return {
        id_: Grades(
            failed=any(known[uid].grades.failed for uid in uids),
            first_day=min(known[uid].grades.first_day for uid in uids),
        )
        for id_, uids in cards.items()
    }
