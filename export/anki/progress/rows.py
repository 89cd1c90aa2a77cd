"""The columns of a card in Anki's table that say where it stands.

Days are counted from `DAY_ZERO`, the day on which the deck claims to be made. An import shifts
them by the days that its own collection is younger. A fixed day of the past is right in every zone
at every hour; the day of the export would not be: between midnight and 04:00 it lies ahead.
"""

from collections.abc import Sequence
from typing import NamedTuple

from export.anki.progress.history import INTERVAL, LogRow, Progress
from mlsd_graph.memory import CardState, Phase, fsrs6, study_day
from mlsd_graph.memory.fuzz import rounded

DAY_ZERO = 16_332
"""2014-09-19, on which the collection that genanki writes was made."""
SETTINGS = {"rollover": 4, "creationOffset": 0}
"""Read with `DAY_ZERO`: the date of `crt` is meant in UTC."""

_SUSPENDED, _BURIED = -1, -3
_NEW, _LEARNING, _REVIEW, _DAY_LEARNING = 0, 1, 2, 3
_QUEUES = (_NEW, _LEARNING, _REVIEW, _LEARNING)
_EASE = 2500
"""Factor of cards that are not new: unused by FSRS, and the start of the old algorithm."""
_DAY_S = 86_400


class Scheduled(NamedTuple):
    """Columns of one card, in their order in the table."""

    type: int
    queue: int
    due: int
    ivl: int
    factor: int
    reps: int
    lapses: int
    left: int
    flags: int
    data: str


def unseen(position: int) -> Scheduled:
    """Write a card that was never graded; `position` is its place among the new cards."""
    return Scheduled(_NEW, _NEW, position, 0, 0, 0, 0, 0, 0, "")


def schedule(
    state: CardState, log: Sequence[LogRow], position: int, progress: Progress
) -> Scheduled:
    """Write where a card with this log stands; `position` is its place among the new cards."""
    hidden = _hidden(state, progress.today)
    if state.phase == Phase.NEW:
        return unseen(position)._replace(queue=hidden or _NEW, flags=state.flag)
    waits = log[-1][INTERVAL] if log else 0
    queue, due = _due(state, waits, hidden=hidden)
    return Scheduled(
        type=int(state.phase),
        queue=queue,
        due=due,
        ivl=_interval(state, progress),
        factor=_EASE,
        reps=state.reps,
        lapses=state.lapses,
        left=_left(state, progress),
        flags=state.flag,
        data=_memory(state, position, progress),
    )


def _hidden(state: CardState, today: int) -> int:
    if state.suspended:
        return _SUSPENDED
    return _BURIED if state.buried_until > today else 0


def _due(state: CardState, waits: int, *, hidden: int) -> tuple[int, int]:
    if state.phase == Phase.REVIEW:
        return hidden or _REVIEW, state.due - DAY_ZERO
    # The import shifts the days of a hidden card only in review; seconds need no shift.
    if not hidden and waits <= -_DAY_S:
        return _DAY_LEARNING, study_day(state.due, state.offset) - DAY_ZERO
    return hidden or _QUEUES[state.phase], state.due // 1000


def _interval(state: CardState, progress: Progress) -> int:
    if state.phase == Phase.REVIEW:
        return max(1, state.due - study_day(state.last, state.offset))
    if state.phase == Phase.LEARNING:
        return 0
    settings = progress.settings
    days = fsrs6(settings.parameters).interval(state.stability, settings.desired_retention)
    return min(max(1, rounded(days)), settings.maximum_interval)


def _left(state: CardState, progress: Progress) -> int:
    if state.phase == Phase.REVIEW:
        return 0
    settings = progress.settings
    learning = state.phase == Phase.LEARNING
    steps = len(settings.learning_steps if learning else settings.relearning_steps)
    return max(1, steps - state.step) * 1001  # today's and all: Anki reads them from one number


def _memory(state: CardState, position: int, progress: Progress) -> str:
    """Write the memory as JSON, to the decimals that Anki keeps."""
    settings = progress.settings
    return (
        f'{{"pos":{position},"s":{state.stability:.4f},"d":{state.difficulty:.3f},'
        f'"dr":{settings.desired_retention},"decay":{settings.parameters[20]},'
        f'"lrt":{state.last // 1000}}}'
    )
