"""Chance that does not depend on what was chosen before.

A roll is a hash of (seed, stream, day, cell): two policies that ask the same card on the same day
meet the same luck, so their difference is not noise. SplitMix64 (Steele, Lea and Flood 2014).
"""

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

_MASK = (1 << 64) - 1
_GOLDEN = 0x9E3779B97F4A7C15


class Stream(IntEnum):
    """What a roll decides; each has its own luck."""

    RECALL = 1
    SLIP = 2
    GRADE = 3
    UNDERSTANDING = 4
    TRANSFER = 5
    FUZZ = 6
    PRESENCE = 7
    NEEDS = 8


def rolls(seed: int, stream: Stream, day: int, cells: Ints) -> Floats:
    """Roll once for each cell, uniformly in [0, 1)."""
    key = _mixed((_mixed((_mixed(seed) + stream) & _MASK) + day) & _MASK)
    x = cells.astype(np.uint64) * np.uint64(_GOLDEN) + np.uint64(key)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    x ^= x >> np.uint64(31)
    return (x >> np.uint64(11)).astype(np.float64) / 2.0**53


def _mixed(value: int) -> int:
    x = (value + _GOLDEN) & _MASK
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & _MASK
    return x ^ (x >> 31)
