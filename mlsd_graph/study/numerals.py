"""Find the first number in typed text: 1,200 · 1e5 · 10^11 · 2x10⁵ · 100e6*256/8 · 1,5."""

import math
import re
from typing import NamedTuple

_LONGEST = 256
_GREATEST = 90
"""Decimal exponents are held within this, so that no product of two numbers is infinite or 0."""
_MOST_FACTORS = 20
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺"
_PLAIN_DIGITS = str.maketrans(_RAISED + "−", "0123456789-+-")
_POWER = rf"[-−+]?\d{{1,9}}(?:\.\d{{1,9}})?|[⁻⁺]?[{_RAISED[:10]}]{{1,9}}"
_FACTOR = (
    r"(?P<digits>\d{1,30}(?:[ ,_'’\u00a0\u2009\u202f]\d{3}){1,10}(?!\d)(?:\.\d{0,30})?"
    r"|\d{1,3}(?:\.\d{3}){2,10}(?!\d)"
    r"|\d{1,30},\d{1,2}(?!\d)|\d{1,30}(?:\.\d{0,30})?|\.\d{1,30})"
    r"(?:[eE](?P<ten>[-−+]?\d{1,9}))?"
    rf"(?:\s?(?:\^|\*\*)\s?(?P<power>{_POWER})|(?P<raised>[⁻⁺]?[{_RAISED[:10]}]{{1,9}}))?"
)
_FIRST = re.compile(rf"(?:(?<![\w)])(?P<sign>[-−]))?{_FACTOR}")
_NEXT = re.compile(rf"\s?(?P<by>[x×·*/÷])\s?{_FACTOR}")
_DECIMAL_COMMA = re.compile(r"\d+,\d{1,2}|0,\d+")
_MANY_POINTS = re.compile(r"\d{1,3}(?:\.\d{3}){2,10}")


class Numeral(NamedTuple):
    """A number and where it stands in the text."""

    value: float
    """Finite; 0 only where a 0 was written."""
    start: int
    end: int


def numeral(text: str) -> Numeral | None:
    """Read the first number, or the product that starts with it; None where there is none."""
    found = _FIRST.search(text, 0, _LONGEST)
    if found is None:
        return None
    sign = -1.0 if found["sign"] else 1.0
    start = found.start()
    value = _factor(found)
    for _ in range(_MOST_FACTORS):
        following = _NEXT.match(text, found.end(), _LONGEST)
        if following is None:
            break
        by = _factor(following)
        if following["by"] in "/÷":
            if not by:
                return None
            by = 1 / by
        value = _held(value * by)
        found = following
    return Numeral(sign * value, start, found.end())


def _factor(found: re.Match[str]) -> float:
    """Work out one number with its powers."""
    value = _held(float(_plain(found["digits"])))
    if found["ten"]:
        value = _held(value * _power(10.0, found["ten"]))
    if power := found["power"] or found["raised"]:
        value = _power(value, power)
    return value


def _plain(digits: str) -> str:
    """Write digits as Python does: without marks between thousands, with a decimal point."""
    if _DECIMAL_COMMA.fullmatch(digits):
        return digits.replace(",", ".")
    if _MANY_POINTS.fullmatch(digits):
        return digits.replace(".", "")
    return re.sub(r"[ ,_'’\s]", "", digits)


def _power(base: float, written: str) -> float:
    exponent = float(written.translate(_PLAIN_DIGITS))
    if not base:
        return 0.0 if exponent else 1.0
    size = exponent * math.log10(base)
    return base**exponent if abs(size) < _GREATEST else 10.0 ** math.copysign(_GREATEST, size)


def _held(value: float) -> float:
    """Keep a number within bounds, so that judging it can neither overflow nor divide by 0."""
    return value and min(max(value, 10.0**-_GREATEST), 10.0**_GREATEST)
