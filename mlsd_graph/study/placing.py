"""The placement test over an open study: each answer is a real grade, the end one undoable act."""

from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

from mlsd_graph.errors import UsageError
from mlsd_graph.level import Level
from mlsd_graph.memory import Rating
from mlsd_graph.memory.studyday import study_day
from mlsd_graph.placement.checks import Course, Room, course
from mlsd_graph.placement.record import (
    KINDS,
    SOURCE,
    Record,
    beginning,
    ending,
    recorded,
)
from mlsd_graph.placement.result import Result, concluded
from mlsd_graph.placement.sitting import Answer, Sitting, sit
from mlsd_graph.store import new_id
from mlsd_graph.study.line import own_pace
from mlsd_graph.study.placed import Kept, asked_today, followed, room_for_checks

if TYPE_CHECKING:
    from mlsd_graph.graph import Graph
    from mlsd_graph.placement.prior import Prior
    from mlsd_graph.store import Event
    from mlsd_graph.study.study import Study
    from mlsd_graph.study.views import Answered

_priors: "WeakKeyDictionary[Study, tuple[Graph, Prior]]" = WeakKeyDictionary()
"""Of each open study the graph last asked about: a prior takes as long as a question."""


class Placing(NamedTuple):
    """Where placement stands."""

    record: Record
    sitting: Sitting | None
    """The test that has begun and not ended."""
    kept: Kept
    """What became of the one in force."""


def placing(study: "Study") -> Placing:
    """Read where placement stands; a test goes on where it was left, also after a crash."""
    record = recorded(study.store.events(kinds=KINDS))
    kept = followed(study.graph, study.store, study.states, record)
    sitting = _sitting(study, record) if record.begun is not None else None
    return Placing(record, sitting, kept)


def begin(study: "Study", level: Level) -> Placing:
    """Begin a test; one that had not ended is given up, its grades stay.

    Raises:
        UsageError: There is nothing to ask, or a later test is in the log.
        NotSavedError: The disk refused; nothing was recorded.
    """
    record = recorded(study.store.events(kinds=KINDS))
    newest = record.begun or record.ended
    if newest is not None and newest.at > study.now().ms:
        raise UsageError(
            "A placement of a later time is in the log.", "Begin at a later time, or undo it first."
        )
    if sit(study.graph, _prior(study), study.states, level, (), study.now().day).over:
        raise UsageError("There is no card to ask.", "Placement asks cards never graded before.")
    study.keep([beginning(level)])
    return placing(study)


def answer(
    study: "Study", uid: str, rating: Rating, *, duration_ms: int = 0
) -> "tuple[Answered, Placing]":
    """Grade the card that is asked: a normal first grade, which undo takes back.

    Raises:
        UsageError: No test has begun, or it asks another card.
        NotSavedError: The disk refused; nothing was recorded.
    """
    sitting = placing(study).sitting
    if sitting is None or sitting.question is None:
        raise UsageError("No placement question is open.", "Begin with `mlsd placement`.")
    if sitting.question.uid != uid:
        raise UsageError(f"{uid} is not asked now.", f"Placement asks {sitting.question.uid}.")
    answered = study.answer(uid, rating, duration_ms=duration_ms, source=SOURCE)
    return answered, placing(study)


def finish(study: "Study") -> Result:
    """End the test: what it inferred counts from now on.

    Raises:
        UsageError: No test has begun.
        NotSavedError: The disk refused; nothing was recorded, and the test goes on.
    """
    now = placing(study)
    if now.sitting is None:
        raise UsageError("No placement has begun.", "Begin with `mlsd placement`.")
    result = conclusion(study, now)
    id_ = new_id(study.now().ms)
    study.keep(ending(id_, result.assumed, len(now.sitting.answers)))
    return result


def conclusion(study: "Study", now: Placing) -> Result:
    """Tell what ending the test now would infer."""
    if now.sitting is None:
        raise UsageError("No placement has begun.", "Begin with `mlsd placement`.")
    kept = {id_: now.kept.beliefs[id_] for id_ in now.kept.standing.confirmed}
    return concluded(study.graph, now.sitting, study.states, kept, study.now().day, _room(study))


def checks_to_come(study: "Study", now: Placing) -> Course | None:
    """Foresee how the checks of the placement in force come; None where none waits."""
    ended, found = now.record.ended, now.kept.standing
    begun = study_day(ended.at, ended.offset) if ended is not None else 0
    days = (now.kept.grades[id_].first_day for id_ in found.confirmed | found.fallen)
    room = _room(study)
    _, today = asked_today(now.kept, room, begun, study.now().day)
    return course(found.waiting, room, sum(day > begun for day in days), today)


def _room(study: "Study") -> Room:
    pace = own_pace(study.store.days(), study.settings)
    return room_for_checks(study.graph, study.settings, study.now(), pace)


def _sitting(study: "Study", record: Record) -> Sitting:
    events = study.store.graded_after(record.begun.id, SOURCE) if record.begun else []
    answers = _answers(study, events)
    prior, day = _prior(study), study.now().day
    return sit(study.graph, prior, study.states, record.level, answers, day)


def _answers(study: "Study", events: "list[Event]") -> list[Answer]:
    """Name the concept of each answer; empty where the content no longer has its card."""
    cards, resolve = study.library.cards, study.store.rules().resolve
    return [
        Answer(cards[uid].page if uid in cards else "", uid, Rating(event.rating))
        for event in events
        if event.card and event.rating and (uid := resolve(event.card))
    ]


def _prior(study: "Study") -> "Prior":
    """Derive the prior of the present graph once."""
    from mlsd_graph.placement.prior import prior  # noqa: PLC0415  numpy: 100 ms

    graph = study.graph
    found = _priors.get(study)
    if found is None or found[0] is not graph:
        found = _priors[study] = graph, prior(graph)
    return found[1]
