"""A bound that no policy for a deadline can exceed, in the world that the scheduler believes in.

Every second of every day costs a price. For any prices, what one card can come to when it pays
them, plus what all seconds are worth at these prices for each card, bounds the mean recall that
any policy reaches (the Lagrangian dual). Prices are searched so that the bound is low.
"""

from collections.abc import Callable

import numpy as np

from mlsd_graph.memory.batch import Floats, Ints
from mlsd_graph.planning import forgetting
from mlsd_graph.planning.asked import Asked

_LOW, _HIGH = np.log(0.05), np.log(2000.0)
_STABILITIES: Floats = np.exp(_LOW + (_HIGH - _LOW) * np.arange(56) / 55)
_DIFFICULTIES: Floats = np.linspace(1, 10, 7)
_Corner = tuple[Ints, Ints, Floats, Floats]


def upper_bound(asked: Asked, cards: int) -> float:
    """Bound the mean recall on the date of so many equal unseen cards."""
    days = asked.days
    knots = min(days, 7)
    places = np.linspace(0, days - 1, knots)

    def dual(logs: Floats) -> float:
        prices = np.append(np.exp(np.interp(np.arange(days), places, logs)), 0.0)
        return _dual(asked, prices, cards)

    levels = np.arange(-13, -2, 0.4)
    start = min(levels, key=lambda level: dual(np.full(knots, level)))
    return _descended(dual, np.full(knots, start))


def _descended(dual: Callable[[Floats], float], at: Floats) -> float:
    """Walk down a convex function along coordinates and common moves."""
    n = len(at)
    ways = [*np.eye(n), np.ones(n), np.linspace(-1, 1, n)]
    ways += [(np.arange(n) > i) * 1.0 for i in range(1, n - 1)]
    best, step = dual(at), 0.8
    for _ in range(12):
        moved = False
        for way in ways:
            for signed in (step, -step):
                tried = np.clip(at + signed * way, -20, -1.5)
                found = dual(tried)
                if found < best - 1e-7:
                    at, best, moved = tried, found, True
                    break
        if not moved:
            step /= 2
    return best


def _dual(asked: Asked, prices: Floats, cards: int) -> float:
    worth = _worth(asked, prices)
    rating = np.arange(1, 5)
    s, d = forgetting.first(asked.weights, rating)
    s[0] = forgetting.again(asked.weights, s[:1])[0]
    corner = _corner(s, d)
    shares = np.array(asked.grades.first)
    best = 0.0
    for day in range(asked.days):
        learned = float((_at(worth[day], corner) * shares).sum())
        best = max(best, learned - prices[day] * asked.costs.new)
    return best + float(prices[: asked.days].sum()) * asked.seconds / cards


def _worth(asked: Asked, prices: Floats) -> Floats:
    """What a card comes to that was just reviewed, by day and memory, if each second is paid."""
    days, w, costs = asked.days, asked.weights, asked.costs
    s, d = np.meshgrid(_STABILITIES, _DIFFICULTIES, indexing="ij")
    worth = np.zeros((days + 1, *s.shape))
    later: list[tuple[Floats, _Corner, list[_Corner], Floats]] = []
    shares = asked.grades.passed
    for gap in range(1, days):
        r = forgetting.recall(w, gap, s)
        bad = forgetting.again(w, forgetting.forgotten(w, s, d, r))
        lapse = _corner(bad, forgetting.harder(w, d, 1))
        good: list[_Corner] = []
        for grade in (2, 3, 4):
            grown = forgetting.passed(w, s, d, r, np.full(s.shape, grade))
            good.append(_corner(grown, forgetting.harder(w, d, grade)))
        later.append((r, lapse, good, r * costs.passed + (1 - r) * costs.failed))
    for day in range(days - 1, -1, -1):
        best = forgetting.recall(w, days - day, s)
        for gap in range(1, days - day):
            r, lapse, good, cost = later[gap - 1]
            then = worth[day + gap]
            known = sum(share * _at(then, each) for share, each in zip(shares, good, strict=True))
            value = r * known + (1 - r) * _at(then, lapse) - prices[day + gap] * cost
            best = np.maximum(best, value)
        worth[day] = best
    return worth


def _corner(s: Floats, d: Floats) -> _Corner:
    """Find where memories lie on the grid."""
    x = np.clip((np.log(s) - _LOW) / (_HIGH - _LOW) * 55, 0, 54.999)
    y = np.clip((d - 1) / 9 * 6, 0, 5.999)
    i, j = x.astype(np.int64), y.astype(np.int64)
    return i, j, x - i, y - j


def _at(values: Floats, corner: _Corner) -> Floats:
    i, j, a, b = corner
    low = values[i, j] * (1 - a) + values[i + 1, j] * a
    return low * (1 - b) + (values[i, j + 1] * (1 - a) + values[i + 1, j + 1] * a) * b
