"""What each of the four grades would do to a card, and what a recorded grade did.

`preview` decides: fuzz and balancing run here, once. `apply` replays: the due day comes from the
log, the rest is recomputed. A previewed outcome that is recorded replays to the same state.
"""

from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple

from mlsd_graph.memory import fuzz, steps
from mlsd_graph.memory.fsrs6 import fsrs6
from mlsd_graph.memory.model import MemoryModel
from mlsd_graph.memory.settings import Settings
from mlsd_graph.memory.state import CardState, Phase, Rating
from mlsd_graph.memory.studyday import DAY_MS, day_start, elapsed, study_day

_DAY_S = 86_400
_GRADES = tuple(Rating)


class Outcome(NamedTuple):
    """What one grade does; the one that is chosen is recorded as it is."""

    rating: Rating
    phase: Phase
    step: int
    stability: float
    difficulty: float
    due: int
    """As in `CardState`: UTC milliseconds in (re)learning, a study-day number in review."""
    due_day: int | None
    """The decision that the log keeps: the study day of the next review; None while in steps."""
    interval: float
    """Days until then, fractions below a day; what the button shows."""


class _Days(NamedTuple):
    """How days are picked for one card at one moment."""

    settings: Settings
    where: float
    """Place in the fuzz range, [0, 1)."""
    today: int
    load: Callable[[int], int] | None
    """Reviews by study day; None switches balancing off."""
    siblings: Collection[int]

    def pick(self, interval: float, minimum: int) -> int:
        """Choose a whole number of days near an interval, at least `minimum` if allowed."""
        maximum = self.settings.maximum_interval
        minimum = min(max(minimum, 1), maximum)
        if not self.settings.fuzz:
            return min(max(fuzz.rounded(interval), minimum), maximum)
        lower, upper = fuzz.bounds(interval, minimum, maximum)
        if self.load is None or interval > fuzz.LONGEST_BALANCED:
            return fuzz.spread(self.where, lower, upper)
        return fuzz.balanced(
            self.where, lower, upper, today=self.today, load=self.load, sibling_days=self.siblings
        )


def preview(  # noqa: PLR0913  a pure function takes all that the decision depends on
    uid: str,
    state: CardState | None,
    settings: Settings,
    at_ms: int,
    offset: int,
    *,
    reviews_live: int,
    load: Callable[[int], int] | Mapping[int, int] | None = None,
    sibling_days: Collection[int] = (),
    model: MemoryModel | None = None,
) -> dict[Rating, Outcome]:
    """Compute all four outcomes of grading a card now.

    `load` counts due reviews by study day, `sibling_days` are the study days of the siblings'
    reviews; both matter only inside the fuzz range and only with `load_balance` on.
    """
    forgetting = model or fsrs6(settings.parameters)
    memory = {grade: _remember(forgetting, state, at_ms, offset, grade) for grade in _GRADES}
    where = fuzz.fraction(uid, reviews_live)
    today = study_day(at_ms, offset)
    days = _Days(settings, where, today, _balance(load, settings), sibling_days)
    intervals = [forgetting.interval(memory[g][0], settings.desired_retention) for g in _GRADES]
    picked = _picked(state, days, intervals)
    return {
        grade: _outcome(state, settings, at_ms, offset, grade, memory[grade], picked[grade - 1])
        for grade in _GRADES
    }


def apply(  # noqa: PLR0913, PLR0917  the columns of one event, in the log's order
    state: CardState | None,
    card: str,
    rating: int,
    at: int,
    offset: int,
    due_day: int | None,
    settings: Settings,
    model: MemoryModel | None = None,
) -> CardState:
    """Replay one recorded grade; `due_day` is the log's decision, None for a step."""
    forgetting = model or fsrs6(settings.parameters)
    stability, difficulty = _remember(forgetting, state, at, offset, rating)
    before = state or CardState(card)
    phase, step, delay = _follow(before, settings, rating)
    if due_day is not None:
        phase, step, due = Phase.REVIEW, 0, due_day
    elif phase == Phase.REVIEW:  # the steps were shortened since: what would have come of it
        due = study_day(at, offset) + plain_days(stability, card, before.reps, settings, forgetting)
    else:
        due = step_due(at, offset, delay)
    forgot = before.phase == Phase.REVIEW and rating == Rating.AGAIN
    # Built anew, as `_replace` costs four times as much and a replay does this a million times.
    return CardState(
        card,
        phase,
        step,
        due,
        stability,
        difficulty,
        last=at,
        offset=offset,
        reps=before.reps + 1,
        lapses=before.lapses + forgot,
        first_day=before.first_day or study_day(at, offset),
        suspended=before.suspended,
        buried_until=0,
        marked=before.marked,
        flag=before.flag,
    )


def plain_days(
    stability: float, uid: str, reviews: int, settings: Settings, model: MemoryModel | None = None
) -> int:
    """Days to the next review from the memory alone, with fuzz but without balancing.

    `reviews` counts the live reviews before the grade, as `preview` got them.
    """
    forgetting = model or fsrs6(settings.parameters)
    days = _Days(settings, fuzz.fraction(uid, reviews), 0, None, ())
    return days.pick(forgetting.interval(stability, settings.desired_retention), 1)


def rescheduled(
    state: CardState, settings: Settings, model: MemoryModel | None = None
) -> CardState:
    """Recompute the due day of a card in REVIEW after a change of parameters."""
    if state.phase != Phase.REVIEW:
        return state
    days = plain_days(state.stability, state.card, state.reps - 1, settings, model)
    return state._replace(due=study_day(state.last, state.offset) + days)


def recall(state: CardState, at_ms: int, offset: int, model: MemoryModel) -> float:
    """Probability of recalling a card now; 0 for one that was never graded."""
    if state.stability <= 0:
        return 0.0
    return model.retrievability(elapsed(state.last, at_ms, offset), state.stability)


def is_leech(lapses: int, threshold: int) -> bool:
    """Whether this lapse is one to report: the threshold, then every half of it (rounded up)."""
    if threshold <= 0 or lapses < threshold:
        return False
    return (lapses - threshold) % max(1, (threshold + 1) // 2) == 0


def _balance(
    load: Callable[[int], int] | Mapping[int, int] | None, settings: Settings
) -> Callable[[int], int] | None:
    if load is None or not settings.load_balance:
        return None
    return load if callable(load) else lambda day: load.get(day, 0)


def _remember(
    model: MemoryModel, state: CardState | None, at: int, offset: int, rating: int
) -> tuple[float, float]:
    if state is None or state.phase == Phase.NEW:
        return model.first(rating)
    days = elapsed(state.last, at, offset)
    return model.next(state.stability, state.difficulty, days, rating)


def _follow(state: CardState, settings: Settings, rating: int) -> tuple[Phase, int, int]:
    return steps.after(
        state.phase, state.step, rating, settings.learning_steps, settings.relearning_steps
    )


def _picked(state: CardState | None, days: _Days, intervals: list[float]) -> tuple[int, ...]:
    """Whole days for the four grades in case each leads to REVIEW; hard < good < easy."""
    again = days.pick(max(1, fuzz.rounded(intervals[0])), 1)
    if state is None or state.phase != Phase.REVIEW:
        hard, good = (days.pick(max(1, fuzz.rounded(interval)), 1) for interval in intervals[1:3])
        hard = max(hard, again)
        good = max(good, hard)
        return again, hard, good, days.pick(fuzz.rounded(intervals[3]), good + 1)
    scheduled = state.due - study_day(state.last, state.offset)
    longest = days.settings.maximum_interval

    def longer(interval: float) -> int:
        # Anki's rule: fuzz alone must not shorten the interval of a card that was recalled.
        if fuzz.rounded(interval) > scheduled:
            return scheduled + 1
        return scheduled if fuzz.bounds(interval, 1, longest)[1] >= scheduled else 0

    hard = days.pick(intervals[1], longer(intervals[1]))
    good = days.pick(intervals[2], max(longer(intervals[2]), hard + 1))
    easy = days.pick(intervals[3], max(longer(intervals[3]), good + 1))
    return min(again, hard), hard, good, easy


def _outcome(  # noqa: PLR0913, PLR0917  one row of the preview
    state: CardState | None,
    settings: Settings,
    at: int,
    offset: int,
    rating: Rating,
    memory: tuple[float, float],
    picked: int,
) -> Outcome:
    phase, step, delay = _follow(state or CardState(""), settings, rating)
    if phase == Phase.REVIEW:
        day = study_day(at, offset) + picked
        return Outcome(rating, phase, 0, *memory, day, day, float(picked))
    due = step_due(at, offset, delay)
    return Outcome(rating, phase, step, *memory, due, None, (due - at) / DAY_MS)


def step_due(at: int, offset: int, delay_s: int) -> int:
    """A step of a day or more ends with a study day, a shorter one to the second."""
    if delay_s < _DAY_S:
        return at + delay_s * 1000
    return day_start(study_day(at, offset) + delay_s // _DAY_S, offset)
