"""Today's choice under a policy: one look at each card, in plain floats.

The same ranks as in the simulation of all days, without numpy, so that today's queue can be built
at once. Siblings wait: of each note one card, unless minutes are left over.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from math import inf
from typing import NamedTuple

from mlsd_graph.memory.costs import Costs, Grades
from mlsd_graph.memory.fsrs6 import Fsrs6, fsrs6
from mlsd_graph.memory.settings import Settings
from mlsd_graph.planning.policies import (
    AS_BELIEVED,
    LEAST_GAIN,
    Curve,
    Policy,
    final_days,
    held_for,
    last_days,
)


class PlanCard(NamedTuple):
    """What a plan knows of a card; unseen ones are given in the order of learning."""

    uid: str
    value: float = 1.0
    """What recall of it is worth on the date, in any unit."""
    stability: float = 0.0
    """Days; 0 for a card that was never seen."""
    difficulty: float = 0.0
    ago: int = 0
    """Days since its last review; 0 for one made today, which is not asked again today."""
    note: str = ""
    """Cards of one note are not asked on one day while others are left; empty for its own."""


class Gain(NamedTuple):
    """What asking a card today would do."""

    now: float
    """Recall today."""
    without: float
    """Recall on the date if it is not asked until then."""
    gain: float
    """What a review adds to that, on the mean over its outcomes."""
    seconds: float


class Picked(NamedTuple):
    """A card for today."""

    card: PlanCard
    gain: Gain


class Choice(NamedTuple):
    """Cards for today, the highest rank first."""

    reviews: tuple[Picked, ...] = ()
    fresh: tuple[Picked, ...] = ()
    seconds: float = 0.0
    """Expected for all of them."""
    line: tuple[str, ...] = ()
    """Uids of both, the highest rank first."""


def gain_of(  # noqa: PLR0913, PLR0917  a pure function takes all that a gain depends on
    card: PlanCard,
    left: int,
    settings: Settings,
    costs: Costs,
    grades: Grades = Grades(),  # noqa: B008  a frozen value
    curve: Curve = AS_BELIEVED,
) -> Gain:
    """Reckon what asking a card today does to its recall on the date, `left` days from now."""
    model = fsrs6(settings.parameters)
    kept = _kept_by(curve, model)
    if not card.stability:
        ends = (_first(model, rating, settings) for rating in range(1, 5))
        gain = sum(share * kept(left, s) for share, s in zip(grades.first, ends, strict=True))
        return Gain(0.0, 0.0, gain, costs.new)
    days = max(1, card.ago)
    recall = kept(days, card.stability)
    good, _ = model.next(card.stability, card.difficulty, days, 3)
    bad, hard = model.next(card.stability, card.difficulty, days, 1)
    if settings.relearning_steps:
        bad, _ = model.next(bad, hard, 0, 3)
    after = recall * kept(left, good) + (1 - recall) * kept(left, bad)
    without = kept(days + left, card.stability)
    cost = recall * costs.passed + (1 - recall) * costs.failed
    return Gain(recall, without, after - without, cost)


def choose(  # noqa: PLR0913, PLR0917  a pure function takes all that the day depends on
    cards: Sequence[PlanCard],
    days: int,
    minutes: float,
    settings: Settings,
    costs: Costs,
    policy: Policy,
    *,
    spent: float = 0.0,
    of: int = 0,
    grades: Grades = Grades(),  # noqa: B008  a frozen value
    asked: Collection[str] = (),
) -> Choice:
    """Choose today's cards under a policy.

    `days` are left until the date, of `of` when the plan began (those left, if 0); `minutes` are
    a day's, of which `spent` are used up; `asked` are the notes that were asked today.
    """
    budget = (minutes - spent) * 60
    ranked = _ranked(cards, days, minutes * 60, settings, costs, policy, of or days, grades)
    taken: list[Picked] = []
    later: list[Picked] = []
    notes = set(asked)
    total = 0.0
    for picked in ranked:
        note = picked.card.note or picked.card.uid
        if note in notes:
            later.append(picked)
        elif total + picked.gain.seconds <= budget:
            notes.add(note)
            taken.append(picked)
            total += picked.gain.seconds
        else:
            break
    for picked in later:
        if total + picked.gain.seconds > budget:
            break
        taken.append(picked)
        total += picked.gain.seconds
    if policy.curve != AS_BELIEVED:
        taken = [Picked(card, gain_of(card, days, settings, costs, grades)) for card, _ in taken]
    return Choice(
        tuple(each for each in taken if each.card.stability),
        tuple(each for each in taken if not each.card.stability),
        total,
        tuple(each.card.uid for each in taken),
    )


def pulls(values: Iterable[float]) -> list[float]:
    """Turn values along an order into ranks that never rise: means of the blocks to be done next.

    Pool-adjacent-violators: a card of little value before one of much is worth their mean, as
    the second comes only after the first.
    """
    blocks: list[tuple[float, int]] = []
    for value in values:
        total, count = value, 1
        while blocks and blocks[-1][0] * count <= total * blocks[-1][1]:
            before = blocks.pop()
            total, count = total + before[0], count + before[1]
        blocks.append((total, count))
    return [total / count for total, count in blocks for _ in range(count)]


def _ranked(  # noqa: PLR0913, PLR0917  a pure function takes all that the day depends on
    cards: Sequence[PlanCard],
    left: int,
    seconds: float,
    settings: Settings,
    costs: Costs,
    policy: Policy,
    days: int,
    grades: Grades,
) -> list[Picked]:
    """Put all that is worth its time today in line, the highest rank first."""
    stop = last_days(days) if policy.stops else 0
    final = final_days(len(cards), days, seconds, costs) if policy.final else 0
    along = policy.held_along
    reach = held_for(policy.hold, along.decay or settings.parameters[20]) if left > final else inf
    fresh = [card for card in cards if not card.stability]
    first = gain_of(PlanCard(""), left, settings, costs, grades, policy.curve)
    kind = -1 if left <= stop else int(reach < inf)
    line: list[tuple[int, float, Picked]] = [
        (kind, pull * first.gain / first.seconds, Picked(card, first))
        for card, pull in zip(fresh, pulls(card.value for card in fresh), strict=True)
    ]
    for card in cards:
        if not card.stability or card.ago < 1:
            continue
        found = gain_of(card, left, settings, costs, grades, policy.curve)
        # intervals are rounded to whole days
        due = card.ago + 0.5 >= along.scale * card.stability**along.bend * reach
        if due or found.gain >= LEAST_GAIN:
            rate = found.gain / found.seconds
            if policy.patience < 1 < left:
                tomorrow = card._replace(ago=card.ago + 1)
                later = gain_of(tomorrow, left - 1, settings, costs, grades, policy.curve)
                rate *= policy.patience if later.gain / later.seconds > rate else 1.0
            line.append((2 if due else 0, card.value * rate, Picked(card, found)))
    line.sort(key=lambda each: (-each[0], -each[1]))
    return [picked for _, _, picked in line]


def _first(model: Fsrs6, rating: int, settings: Settings) -> float:
    s, d = model.first(rating)
    if rating == 1 and settings.relearning_steps:
        s, _ = model.next(s, d, 0, 3)
    return s


def _kept_by(curve: Curve, model: Fsrs6) -> Callable[[float, float], float]:
    """Recall after days at a believed stability, along a curve."""
    decay, scale, bend = curve
    if not decay:
        return model.retrievability
    factor = 0.9 ** (-1 / decay) - 1
    return lambda days, s: (1 + factor * days / (scale * s**bend)) ** -decay
