"""The units that an estimate may be typed in: what they measure, and how large they are.

Names are in lower case and the singular. Sizes are in bytes, seconds, metres and so on; only
ratios within one measure are used.
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple


class Measure(StrEnum):
    """What a unit measures; units of one measure are converted into each other."""

    DATA = "data"
    TIME = "time"
    WORK = "floating-point operations"
    POWER = "power"
    LENGTH = "length"
    MONEY = "money"
    RATIO = "ratio"


class Unit(NamedTuple):
    """One unit."""

    measure: Measure
    size: float
    base: float
    """The size without a prefix that makes it larger: of a byte for GB."""
    seconds: float = 0.0
    """Of a rate in one word, such as Gbps, its time; else 0."""


MULTIPLIERS = {
    "k": 1e3, "thousand": 1e3, "m": 1e6, "mm": 1e6, "mn": 1e6, "mio": 1e6, "million": 1e6,
    "g": 1e9, "b": 1e9, "bn": 1e9, "billion": 1e9, "t": 1e12, "tn": 1e12, "trillion": 1e12,
    "hundred": 1e2, "dozen": 12.0, "tenth": 1e-1, "hundredth": 1e-2, "thousandth": 1e-3,
    "millionth": 1e-6,
}  # fmt: skip
"""What multiplies the unit after it."""
RATES = frozenset({"qps", "rps", "tps", "iops", "fps"})
"""Counts of anything per second, in one word."""

LONE_CAPITALS = frozenset("KMGT")
"""Prefixes that are no unit; a small m may be a minute or a metre."""
_PREFIXES = {
    "k": 1e3, "m": 1e6, "g": 1e9, "t": 1e12, "p": 1e15, "e": 1e18,
    "kilo": 1e3, "mega": 1e6, "giga": 1e9, "tera": 1e12, "peta": 1e15, "exa": 1e18,
    **dict.fromkeys(("ki", "kibi"), 2.0 ** 10), **dict.fromkeys(("mi", "mebi"), 2.0 ** 20),
    **dict.fromkeys(("gi", "gibi"), 2.0 ** 30), **dict.fromkeys(("ti", "tebi"), 2.0 ** 40),
    **dict.fromkeys(("pi", "pebi"), 2.0 ** 50),
}  # fmt: skip
_SMALL_PREFIXES = {
    "m": 1e-3, "u": 1e-6, "µ": 1e-6, "μ": 1e-6, "n": 1e-9,
    "milli": 1e-3, "micro": 1e-6, "nano": 1e-9,
}  # fmt: skip
_BYTE, _BIT = 1.0, 1 / 8
_PLAIN: dict[Measure, dict[str, float]] = {
    Measure.POWER: {"w": 1, "watt": 1, "wh": 3600},
    Measure.DATA: {"byte": _BYTE, "bit": _BIT},
    Measure.TIME: {
        "s": 1, "sec": 1, "second": 1, "m": 60, "min": 60, "minute": 60, "h": 3600, "hr": 3600,
        "hour": 3600, "d": 86400, "day": 86400, "w": 604800, "wk": 604800, "week": 604800,
        "mo": 2629800, "month": 2629800, "y": 31557600, "yr": 31557600, "year": 31557600,
    },
    Measure.WORK: {"flop": 1},
    Measure.LENGTH: {
        "m": 1, "metre": 1, "meter": 1, "mm": 1e-3, "cm": 1e-2, "km": 1e3, "kilometre": 1e3,
        "kilometer": 1e3, "mile": 1609.344,
    },
    Measure.MONEY: {"$": 1, "us$": 1, "usd": 1, "dollar": 1, "buck": 1, "cent": 0.01},
    Measure.RATIO: {
        "%": 0.01, "percent": 0.01, "percentage": 0.01, "pct": 0.01, "pp": 0.01, "point": 0.01,
        "x": 1, "×": 1, "time": 1, "fold": 1, "factor": 1, "‰": 0.001, "permille": 0.001,
    },
}  # fmt: skip
_ENLARGED = {
    Measure.DATA: ("byte", "bit"),
    Measure.WORK: ("flop",),
    Measure.POWER: ("w", "watt", "wh"),
}
_REDUCED = ("s", "sec", "second")
_OTHERS = {
    "gig": Unit(Measure.DATA, 1e9, _BYTE),
    "meg": Unit(Measure.DATA, 1e6, _BYTE),
    "mW": Unit(Measure.POWER, 1e-3, 1e-3),
}


def _all() -> Iterator[tuple[str, Unit]]:
    for measure, sizes in _PLAIN.items():
        yield from ((name, Unit(measure, size, size)) for name, size in sizes.items())
    for measure, names in _ENLARGED.items():
        for name in names:
            base = _PLAIN[measure][name]
            for prefix, factor in _PREFIXES.items():
                yield prefix + name, Unit(measure, factor * base, base)
    for name in _REDUCED:
        for prefix, factor in _SMALL_PREFIXES.items():
            yield prefix + name, Unit(Measure.TIME, factor, factor)
    yield from _OTHERS.items()


def _by_name() -> dict[str, dict[Measure, Unit]]:
    named: dict[str, dict[Measure, Unit]] = {}
    for name, unit in _all():
        named.setdefault(name, {})[unit.measure] = unit
    return named


_UNITS = _by_name()


def units(word: str, *, bits: bool = False) -> dict[Measure, Unit]:
    """Return what a word may stand for, by measure; empty for a word that is no unit.

    Case does not matter, except that a capital B is a byte and mW no MW. `bits` says that a
    small b stands for a bit, as it does where bits are asked for.
    """
    if word in LONE_CAPITALS:
        return {}
    name = word.lower()
    if found := _UNITS.get(word) or _UNITS.get(name) or _UNITS.get(singular(name)):
        return found
    rate = name.endswith("bps")
    stem = name.removesuffix("bps" if rate else "b")
    if stem == name or (stem and stem not in _PREFIXES):
        return {}
    base = _BIT if bits and "B" not in word else _BYTE
    size = _PREFIXES.get(stem, 1.0) * base
    return {Measure.DATA: Unit(Measure.DATA, size, base, 1.0 if rate else 0.0)}


def multiplier(word: str) -> float:
    """Return what a word multiplies the unit after it by; 0 for a word that does not."""
    name = word.lower()
    return MULTIPLIERS.get(name) or MULTIPLIERS.get(singular(name)) or 0.0


def singular(word: str) -> str:
    """Take the plural's ending off a word in lower case."""
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    return word[:-1] if len(word) > 2 and word.endswith("s") and word[-2] != "s" else word  # noqa: PLR2004
