"""All days to a date, for many pairs of a policy and a world at once: what is left on the date.

A card is asked at most once a day; a lapse includes the step that follows it on the same day.
Arrays have one row for each pair and one column for each card, in the order of learning. Imports
numpy: never before the first frame or for today's choice.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mlsd_graph.memory.batch import Floats, Ints
from mlsd_graph.memory.fitting.fit import Progress, tell
from mlsd_graph.planning import forgetting
from mlsd_graph.planning.asked import Asked
from mlsd_graph.planning.curve import Recalled
from mlsd_graph.planning.forgetting import CurveColumns, Weights, curves_of, kept
from mlsd_graph.planning.gains import first_gain, gains, single
from mlsd_graph.planning.policies import LEAST_GAIN, Policy, final_days, held_for, last_days
from mlsd_graph.planning.worlds import World

_CLASS = 1e4
"""Distance between the classes of ranks; rates are far below it."""
_NEVER = -1e9
_TIE = 1e-12
Bools = NDArray[np.bool_]


class Deck(NamedTuple):
    """Cards in the order of learning, one column each."""

    value: Floats
    """What recall of the card is worth on the date."""
    pull: Floats
    """Value that an unseen card is ranked by; never rises along the order of learning."""
    stability: Floats
    """0 for an unseen card."""
    difficulty: Floats
    ago: Ints
    """Days since the last review, 0 for one made today."""


class Courses(NamedTuple):
    """What became of each card and each day; one row for each pair of policy and world."""

    recall: Floats
    """True recall on the date; 0 for a card that was not seen."""
    seen: Bools
    seconds: Floats
    """Spent by day."""
    fresh: Ints
    """New cards by day."""
    reviews: Ints
    """By day."""


Pair = tuple[Policy, World]


def simulate(
    deck: Deck, pairs: Sequence[Pair], asked: Asked, progress: Progress | None = None
) -> Courses:
    """Go through all days.

    Raises:
        StoppedError: `progress` returned False.
    """
    return simulated(deck, pairs, asked, np.full(len(pairs), asked.seconds), progress)


def simulated(
    deck: Deck,
    pairs: Sequence[Pair],
    asked: Asked,
    seconds: Floats,
    progress: Progress | None = None,
) -> Courses:
    """Go through all days with a budget of its own for each pair, in seconds a day."""
    days = Days(deck, pairs, asked, seconds)
    for day in range(asked.days):
        tell(progress, day / asked.days)
        days.study(day)
    return days.courses()


class Days:
    """The state of all cards while the days go by: as it is, and as the scheduler believes."""

    def __init__(self, deck: Deck, pairs: Sequence[Pair], asked: Asked, seconds: Floats) -> None:
        self._deck, self._asked, self._seconds = deck, asked, seconds[:, None]
        rows = len(pairs)
        worlds = [world for _, world in pairs]
        self._weights = np.array([world.weights for world in worlds]).T[:, :, None]
        self._scale = np.stack([world.scale for world in worlds])
        self._growth = np.stack([world.growth for world in worlds])
        self._harder = np.stack([world.difficulty for world in worlds])
        usual = [world.weights[20] for world in worlds]
        self._true = curves_of([world.curve for world in worlds], usual)
        seeds = sorted({world.seed for world in worlds})
        self._dice = [np.random.default_rng(seed + 1) for seed in seeds]
        self._die_of = np.array([seeds.index(world.seed) for world in worlds])

        self.follow([policy for policy, _ in pairs])
        self._seen = np.tile(deck.stability > 0, (rows, 1))
        self._last = np.tile(np.where(deck.stability > 0, -deck.ago, 0), (rows, 1))
        self._s = np.tile(np.where(deck.stability > 0, deck.stability, 1.0), (rows, 1))
        self._d = np.tile(np.where(deck.stability > 0, deck.difficulty, 5.0), (rows, 1))
        self._ts, self._td = self._s * np.sqrt(self._scale), self._d.copy()
        self._first = np.cumsum(asked.grades.first)[:3]
        self._pass = np.cumsum(asked.grades.passed)[:2]
        self._spent: list[Floats] = []
        self._fresh: list[Ints] = []
        self._reviews: list[Ints] = []
        self._answers: list[tuple[Ints, Floats, Ints, Bools]] = []

    def follow(self, policies: Sequence[Policy]) -> None:
        """Go on with one policy for each row."""
        asked, n = self._asked, len(self._deck.value)
        days = asked.of or asked.days
        w20 = asked.weights[20]
        by = curves_of([policy.curve for policy in policies], [w20] * len(policies))
        self._by = CurveColumns(*(single(each) for each in by[:4]), bent=by.bent)
        self._patience = _column([policy.patience for policy in policies])
        self._patient = np.flatnonzero(self._patience[:, 0] < 1)
        along = [policy.held_along for policy in policies]
        self._held = curves_of(along, [w20] * len(policies))
        holds = zip(policies, along, strict=True)
        self._reach = _column([held_for(each.hold, by.decay or w20) for each, by in holds])
        self._stop = _column([last_days(days) if policy.stops else 0 for policy in policies])
        budgets: list[float] = self._seconds[:, 0].tolist()
        final = [final_days(n, days, budget, asked.costs) for budget in budgets]
        ends = zip(policies, final, strict=True)
        self._final = _column([end if policy.final else 0 for policy, end in ends])

    def believed(self, row: int, day: int) -> Deck:
        """What the scheduler knows in one row on a day: where a plan begins anew."""
        seen, deck = self._seen[row], self._deck
        return Deck(
            deck.value,
            deck.pull,
            np.where(seen, self._s[row], 0.0),
            self._d[row].copy(),
            np.where(seen, day - self._last[row], 0),
        )

    def answers(self, row: int) -> list[Recalled]:
        """All reviews of one row so far, as they were believed."""
        found: list[Recalled] = []
        for rows, *columns in self._answers:
            mine = (each[rows == row].tolist() for each in columns)
            found += [Recalled(*each) for each in zip(*mine, strict=True)]
        return found

    def study(self, day: int, seconds: Floats | None = None) -> None:
        """Ask the cards of one day, the highest rank first, while its seconds last.

        `seconds` are those of each row if they are not the usual ones.
        """
        budget = self._seconds if day else np.minimum(self._seconds, self._asked.today)
        budget = budget if seconds is None else seconds[:, None]
        costs, n = self._asked.costs, len(self._deck.value)
        dice = np.stack([rng.random((2, n)) for rng in self._dice])[self._die_of]
        elapsed = np.maximum(day - self._last, 1)
        true = kept(self._true, elapsed, self._ts)
        recalled = dice[:, 0] < true
        cost = np.where(self._seen, np.where(recalled, costs.passed, costs.failed), costs.new)
        rank = self._ranks(day, elapsed)
        line = np.argsort(-rank, axis=1)
        wanted = np.take_along_axis(rank, line, 1) > _NEVER
        total = np.cumsum(np.where(wanted, np.take_along_axis(cost, line, 1), 0.0), 1)
        taken = np.zeros_like(self._seen)
        np.put_along_axis(taken, line, wanted & (total <= budget), 1)
        new, old = taken & ~self._seen, taken & self._seen
        self._spent.append((cost * taken).sum(1))
        self._fresh.append(new.sum(1))
        self._reviews.append(old.sum(1))
        self._learn(new.nonzero(), dice[:, 1])
        self._answer(old.nonzero(), recalled, elapsed, dice[:, 1])
        self._last[taken] = day

    def courses(self) -> Courses:
        """Look at all cards on the date."""
        left = np.maximum(self._asked.days - self._last, 1)
        recall = kept(self._true, left, self._ts)
        return Courses(
            np.where(self._seen, recall, 0.0),
            self._seen,
            np.stack(self._spent, 1),
            np.stack(self._fresh, 1),
            np.stack(self._reviews, 1),
        )

    def _ranks(self, day: int, elapsed: Ints) -> Floats:
        asked, left = self._asked, self._asked.days - day
        # Half the time of doubles; ranks decide an order and nothing that lasts.
        s, d, days = (single(each) for each in (self._s, self._d, elapsed))
        gain, cost = gains(asked, left, days, s, d, self._by)
        rate = gain / cost
        rows = self._patient
        if left > 1 and len(rows):
            by = CurveColumns(*(each[rows] for each in self._by[:4]), bent=self._by.bent)
            later, price = gains(asked, left - 1, days[rows] + 1, s[rows], d[rows], by)
            rate[rows] *= np.where(later / price > rate[rows], self._patience[rows], 1.0)
        rank = self._deck.value * rate
        reach = np.where(left > self._final, self._reach, np.inf)
        # intervals are rounded to whole days
        due = days + 0.5 >= forgetting.meant(self._held, self._s) * reach
        rank += np.where(due, 2 * _CLASS, 0.0)
        rank[((gain < LEAST_GAIN) & ~due) | (self._last >= day)] = _NEVER
        order = _TIE * np.arange(len(self._deck.value))
        new = self._deck.pull * first_gain(asked, left, self._by) / asked.costs.new - order
        kind = np.where(left <= self._stop, -_CLASS, np.where(reach < np.inf, _CLASS, 0.0))
        return np.where(self._seen, rank, new + kind)

    def _learn(self, at: tuple[Ints, ...], grade: Floats) -> None:
        """See new cards for the first time."""
        rating = 1 + np.searchsorted(self._first, grade[at], side="right")
        w = self._weights[:, at[0], 0]
        s, d = forgetting.first(w, rating)
        self._ts[at] = self._stepped(w, s * self._scale[at], rating)
        self._td[at] = np.clip(d + self._harder[at], 1, 10)
        s, d = forgetting.first(self._asked.weights, rating)
        self._s[at], self._d[at] = self._stepped(self._asked.weights, s, rating), d
        self._seen[at] = True

    def _stepped(self, w: Weights, s: Floats, rating: Ints) -> Floats:
        return np.where(rating == 1, forgetting.again(w, s), s) if self._asked.relearns else s

    def _answer(self, at: tuple[Ints, ...], recalled: Bools, elapsed: Ints, grade: Floats) -> None:
        """Review seen cards."""
        known, days = recalled[at], elapsed[at]
        self._answers.append((at[0], self._s[at], days, known))
        rating = np.where(known, 2 + np.searchsorted(self._pass, grade[at], side="right"), 1)
        true = self._weights[:, at[0], 0]
        true[8] += self._growth[at]
        for w, s, d in (
            (true, self._ts, self._td),
            (self._asked.weights, self._s, self._d),
        ):
            before, hard = s[at], d[at]
            r = forgetting.recall(w, days, before)
            good = forgetting.passed(w, before, hard, r, rating)
            bad = forgetting.forgotten(w, before, hard, r)
            bad = forgetting.again(w, bad) if self._asked.relearns else bad
            s[at] = np.where(known, good, bad)
            d[at] = forgetting.harder(w, hard, rating)


def _column(values: Sequence[float]) -> Floats:
    return np.array(values, np.float64)[:, None]
