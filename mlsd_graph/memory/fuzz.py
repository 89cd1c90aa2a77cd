"""Which day inside the fuzz range a review falls on: by a hash, or where the load is low.

The ranges are Anki's (manual, "Fuzz Factor"; reference: rslib states/fuzz): none below 2.5 days,
then 1 day plus 15 % of the days from 2.5 to 7, 10 % of those to 20 and 5 % of the rest.
"""

from collections.abc import Callable, Collection
from math import floor
from zlib import crc32

LONGEST_BALANCED = 90
"""Days; beyond them the load says too little to be worth a choice."""
SHORTEST_FUZZED = 2.5
RANGES = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.10), (20.0, float("inf"), 0.05))
_SIBLING_WEIGHT = (1e-4, 0.2, 0.4, 0.6, 0.8)
"""Weight of a day that is 0 to 4 days from a sibling's."""


def rounded(days: float) -> int:
    """Round half up, as Anki does; Python would round 2.5 to 2."""
    return floor(days + 0.5)


def fraction(uid: str, reviews: int) -> float:
    """Hash a card and its number of live reviews to [0, 1): the same on every machine."""
    mixed = crc32(f"{uid}\n{reviews}".encode())
    # CRC is linear, so neighbors would get related values; this finalizer is MurmurHash3's.
    mixed = ((mixed ^ mixed >> 16) * 0x85EBCA6B) & 0xFFFFFFFF
    mixed = ((mixed ^ mixed >> 13) * 0xC2B2AE35) & 0xFFFFFFFF
    return (mixed ^ mixed >> 16) / 2**32


def bounds(interval: float, minimum: int, maximum: int) -> tuple[int, int]:
    """First and last day of the fuzz range, within `minimum` and `maximum`, days from today."""
    minimum = min(minimum, maximum)
    interval = min(max(interval, minimum), maximum)
    spread = 0.0
    if interval >= SHORTEST_FUZZED:
        spread = 1.0 + sum(
            share * max(0.0, min(interval, end) - start) for start, end, share in RANGES
        )
    lower = min(max(rounded(interval - spread), minimum), maximum)
    upper = min(max(rounded(interval + spread), minimum), maximum)
    if lower == upper and 2 < upper < maximum:  # noqa: PLR2004  Anki spreads from day 3 on
        upper = lower + 1
    return lower, upper


def spread(where: float, lower: int, upper: int) -> int:
    """Pick a day of the range evenly; `where` is in [0, 1)."""
    return lower + int(where * (upper - lower + 1))


def balanced(  # noqa: PLR0913  the range, the choice, and what each day already holds
    where: float,
    lower: int,
    upper: int,
    *,
    today: int,
    load: Callable[[int], int],
    sibling_days: Collection[int],
) -> int:
    """Pick a day of the range with Anki's weights: few reviews, early, away from siblings.

    A free day weighs 1, another (1 / reviews)² · (1 / interval); days near a sibling's weigh less.
    """
    weights: list[float] = []
    for interval in range(lower, upper + 1):
        due = load(today + interval)
        weight = 1.0 if due <= 0 else 1 / (due * due * interval)
        for sibling in sibling_days:
            distance = abs(today + interval - sibling)
            if distance < len(_SIBLING_WEIGHT):
                weight *= _SIBLING_WEIGHT[distance]
        weights.append(weight)
    left = where * sum(weights)
    for interval, weight in enumerate(weights, lower):
        left -= weight
        if left < 0:
            return interval
    return upper
