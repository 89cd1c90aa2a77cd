"""Plans to a date: their time, the provable bound, and plain FSRS with the same minutes.

The learners forget sooner than the scheduler believes and differ from each other, and so do their
cards; the scheduler knows the usual parameters alone. Plain is FSRS at 90 %: due reviews first,
then new cards, then reviews ahead with the minutes that are left, in the same order of gain per
second as the plan's. Both use up the same minutes. Plans are made five times in a term
and know the answers so far; the product plans daily.
"""

import time
from typing import TYPE_CHECKING

from benchmarks.table import Row
from mlsd_graph.memory import DEFAULT_PARAMETERS, Settings
from mlsd_graph.memory.costs import Costs, Grades
from mlsd_graph.planning.asked import Asked

if TYPE_CHECKING:
    from mlsd_graph.memory.batch import Floats
    from mlsd_graph.planning.simulation import Deck

_CARDS = 600
_LEARNERS = 36
_COSTS = Costs(15.0, 35.0, 40.0)
_GRADES = Grades((0.24, 0.06, 0.55, 0.15), (0.10, 0.78, 0.12))
_REVIEWS = 300
"""As many of the last ones as the product looks at."""
_GRID = [(days, minutes) for days in (7, 14, 30, 90) for minutes in (15, 30, 60)]
_SCARCE = ((7, 15), (7, 30), (7, 60), (14, 15), (14, 30), (30, 15))
_SHORT = ((7, 15), (7, 30), (7, 60), (14, 15), (14, 30), (14, 60))


def run(quick: bool) -> list[Row]:  # noqa: FBT001  the contract of all benchmarks
    """Measure the planning step, bounds, and the grid of days and minutes."""
    rows = [_step()]
    rows += [_bounded(*each) for each in (_SHORT[::3] if quick else _SHORT)]
    grid = [(7, 15), (14, 60), (30, 30)] if quick else _GRID
    for days, minutes in grid:
        recalls, theirs = _lived(days, minutes, 4 if quick else _LEARNERS)
        ours, plain = float(recalls.mean()), float(theirs.mean())
        told = f"{days} days of {minutes} min (gain {_interval(recalls - theirs)} points)"
        what = f"forgotten or unseen, {told}"
        # 0.3 points below plain at most, and a fifth more where time is scarce
        worst = (1 - plain) + 0.003
        if (days, minutes) in _SCARCE:
            gain = f"plain recall × 1.2, {days} days of {minutes} min"
            rows.append(Row(gain, plain * 1.2, "plan's recall", ours, 1.0, ""))
        rows.append(Row(what, 1 - ours, "plain FSRS + 0.003", worst, 1.0, ""))
    return [*rows, *_by_value()]


def _step() -> Row:
    from mlsd_graph.planning import PlanCard, plan  # noqa: PLC0415  numpy

    cards = [PlanCard(f"card/{n}") for n in range(_CARDS)]
    spent: list[float] = []
    for _ in range(3):
        start = time.process_time()
        plan(cards, 90, 30, Settings(), _COSTS, grades=_GRADES)
        spent.append(time.process_time() - start)
    what = f"a plan for {_CARDS} cards and 90 days (processor time)"
    return Row(what, min(spent), "one second", 1.0, 1.0)


def _bounded(days: int, minutes: int) -> Row:
    """Bound ÷ recall of the plan in the world that it believes in."""
    from benchmarks.deadline_bound import upper_bound  # noqa: PLC0415  numpy

    asked = _asked(days, minutes)
    bound = upper_bound(asked, _CARDS)
    ours = _believed(days, minutes)
    what = f"0.96 of the bound, {days} days of {minutes} min"
    return Row(what, 0.96 * bound, "plan's recall", ours, 1.0, "")


def _believed(days: int, minutes: int) -> float:
    """Mean recall of the plan's policy where nobody differs from what is believed."""
    from mlsd_graph.planning.comparing import best_of, weighed  # noqa: PLC0415  numpy
    from mlsd_graph.planning.simulation import simulate  # noqa: PLC0415  numpy
    from mlsd_graph.planning.worlds import believed  # noqa: PLC0415  numpy

    deck, asked = _deck(), _asked(days, minutes)
    policy = best_of(weighed(deck, asked))
    worlds = [believed(DEFAULT_PARAMETERS, _CARDS, seed) for seed in range(6)]
    return float(simulate(deck, [(policy, world) for world in worlds], asked).recall.mean())


def _interval(gains: "Floats") -> str:
    """Write the mean of paired gains in points, with twice its standard error."""
    error = float(gains.std(ddof=1)) / len(gains) ** 0.5
    return f"{100 * float(gains.mean()):+.2f} ± {200 * error:.2f}"


def _lived(days: int, minutes: int, learners: int) -> "tuple[Floats, Floats]":
    """True recall of each learner with plans made anew five times, and with plain FSRS."""
    import numpy as np  # noqa: PLC0415  100 ms

    from mlsd_graph.planning.comparing import best_of, weighed  # noqa: PLC0415  numpy
    from mlsd_graph.planning.policies import Policy  # noqa: PLC0415  numpy
    from mlsd_graph.planning.simulation import Days, simulate  # noqa: PLC0415  numpy
    from mlsd_graph.planning.worlds import drawn  # noqa: PLC0415  numpy

    deck, asked = _deck(), _asked(days, minutes)
    worlds = [
        drawn(DEFAULT_PARAMETERS, _CARDS, 900 + seed, noise=1.0, sooner=0.7)
        for seed in range(learners)
    ]
    plain = Policy("plain", 0.9, final=False)
    theirs = simulate(deck, [(plain, world) for world in worlds], asked).recall.mean(1)
    seconds = np.full(learners, asked.seconds)
    course = Days(deck, [(plain, world) for world in worlds], asked, seconds)
    followed = [best_of(weighed(deck, asked))] * learners
    course.follow(followed)
    for day in range(days):
        if day and day % max(1, days // 5) == 0:
            left = asked._replace(days=days - day, of=days)
            for row, last in enumerate(followed):
                reviews = course.answers(row)[-_REVIEWS:]
                found = weighed(course.believed(row, day), left, reviews, last=last)
                followed[row] = best_of(found, last)
            course.follow(followed)
        course.study(day)
    return course.courses().recall.mean(1), theirs


def _by_value() -> list[Row]:
    """Value-weighted recall where cards differ in worth, against plain FSRS in file order."""
    import numpy as np  # noqa: PLC0415  100 ms

    from mlsd_graph.planning.choosing import pulls  # noqa: PLC0415  numpy
    from mlsd_graph.planning.comparing import best_of, weighed  # noqa: PLC0415  numpy
    from mlsd_graph.planning.policies import Policy  # noqa: PLC0415  numpy
    from mlsd_graph.planning.simulation import simulate  # noqa: PLC0415  numpy
    from mlsd_graph.planning.worlds import drawn  # noqa: PLC0415  numpy

    value = np.exp(np.random.default_rng(9).normal(0, 1, _CARDS))
    worlds = [drawn(DEFAULT_PARAMETERS, _CARDS, s, noise=1.0, sooner=0.7) for s in range(900, 908)]
    plain, rows = Policy("plain", 0.9, final=False), list[Row]()
    equal, ranked = _deck(), _deck(np.sort(value)[::-1])
    ranked = ranked._replace(pull=np.array(pulls(ranked.value.tolist())))
    order = np.argsort(-value)
    for days, minutes, factor in ((7, 15, 1.6), (14, 15, 1.6), (30, 15, 1.6), (30, 30, 1.0)):
        asked = _asked(days, minutes)
        policy = best_of(weighed(ranked, asked))
        ours = simulate(ranked, [(policy, world) for world in worlds], asked).recall
        theirs = simulate(equal, [(plain, world) for world in worlds], asked).recall[:, order]
        weighted = [float((r * ranked.value).sum(1).mean() / value.sum()) for r in (ours, theirs)]
        what = f"plain value-weighted recall × {factor}, {days} days of {minutes} min"
        rows.append(Row(what, weighted[1] * factor, "plan's", weighted[0], 1.0, ""))
    return rows


def _deck(value: "Floats | None" = None) -> "Deck":
    import numpy as np  # noqa: PLC0415  100 ms

    from mlsd_graph.planning.simulation import Deck  # noqa: PLC0415  numpy

    none, worth = np.zeros(_CARDS), np.ones(_CARDS) if value is None else value
    return Deck(worth, worth, none, none, none.astype(np.int64))


def _asked(days: int, minutes: float) -> Asked:
    seconds = minutes * 60
    return Asked(days, seconds, seconds, DEFAULT_PARAMETERS, _COSTS, _GRADES)
