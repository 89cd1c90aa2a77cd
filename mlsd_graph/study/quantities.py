"""Read a quantity in a card's unit, as people type it: 100 gb, 0.1 TB, 2x10⁵, $1.2M, 5 min."""

import math
import re
from functools import lru_cache
from typing import NamedTuple

from mlsd_graph.study.numerals import numeral
from mlsd_graph.study.units import LONE_CAPITALS, RATES, Measure, Unit, multiplier, singular, units

_LONGEST = 256
_WORD = re.compile(r"[Uu][Ss]\$|[^\W\d_][^\W_]{0,40}|[%‰$€£¥₹×]")
_MOST_WORDS = 6
_PER = re.compile(r"/|\b(?:per|an?|each)\b", re.IGNORECASE)
_ANOTHER_NUMBER = re.compile(r"(?<![^\W_])\d")
_RANGE = re.compile(r"\s?(?:-|–|—|\.\.|to\b)\s?(?=[\d.])")
_BITS = re.compile(r"[kKMGT]?b(?:ps)?|.{0,8}[bB]its?")
_PLAIN_SHARES = frozenset({"%", "‰", "percent", "pct"})
_SHORTEST_BEGINNING = 2
_FILLING = frozenset(
    (
        "about", "all", "altogether", "approximately", "around", "at", "i", "in", "least", "less",
        "maybe", "more", "most", "of", "or", "over", "plus", "so", "think", "total", "x", "×",
    )
)  # fmt: skip
"""Words beside a number that are no unit."""


class Quantity(NamedTuple):
    """What a text says in the unit that was asked for."""

    values: tuple[float, ...]
    """Its possible readings: two where 2,000,000 may answer a card in "million users"."""
    unread: str = ""
    """The word in the place of the unit that is none, or none that fits; empty as a rule."""


class _Wanted(NamedTuple):
    """The unit of a card."""

    unit: Unit | None
    factor: float
    """Of its multiplier, as of million in "million users"."""
    words: tuple[str, ...]
    seconds: float
    """Of its rate: 1 for queries/s, 0 for none."""
    bits: bool
    spelled: str
    """Its unit as written, in lower case."""

    @property
    def size(self) -> float:
        """Of one, without the multiplier."""
        return self.unit.size if self.unit else 1.0


class _Said(NamedTuple):
    """What the words after a number say."""

    factor: float
    size: float
    """Of the unit; 0 where there is none."""
    seconds: float
    unread: str


def read_quantity(text: str, unit: str) -> Quantity | None:
    """Read the first number in `text` in `unit`; None where there is none.

    A bare number is taken to be in `unit`; of a range the geometric mean counts. Bytes and bits,
    minutes, meters and millions are told apart by `unit` where a letter leaves it open.
    """
    text = text[:_LONGEST]
    found = numeral(text)
    if found is None:
        return None
    value, end = found.value, found.end
    between = _RANGE.match(text, end)
    upper = numeral(text[between.end() :]) if between else None
    if between and upper and 0 < value < upper.value:
        value, end = math.sqrt(value * upper.value), between.end() + upper.end
    wanted = _wanted(unit)
    said = _said(text[end:], wanted)
    value *= said.factor
    if said.seconds and wanted.seconds:
        value *= wanted.seconds / said.seconds
    if said.size:
        return Quantity((value * said.size / (wanted.size * wanted.factor),))
    readings = (value,) if wanted.factor == 1 else (value, value / wanted.factor)
    return Quantity(readings, said.unread)


@lru_cache(maxsize=256)
def _wanted(text: str) -> _Wanted:
    """Take a card's unit apart."""
    numerator, rate = _parted(text)
    factor, unit, spelled, bits = 1.0, None, "", False
    words: list[str] = []
    for word in _WORD.findall(numerator):
        if (len(word) > 1 or word in LONE_CAPITALS) and (by := multiplier(word)):
            factor *= by
            continue
        if unit is None:
            bits = _BITS.fullmatch(word) is not None
            unit = next(iter(units(word, bits=bits).values()), None)
            spelled = word.lower() if unit else ""
        words.append(singular(word.lower()))
    seconds = unit.seconds if unit and unit.seconds else _seconds(rate)
    return _Wanted(unit, factor, tuple(words), seconds, bits, spelled)


def _said(text: str, wanted: _Wanted) -> _Said:
    """Read the words after a number as a multiplier, a unit and a rate."""
    other = _ANOTHER_NUMBER.search(text)
    numerator, rate = _parted(text[: other.start()] if other else text)
    filling = _FILLING.difference(wanted.words)
    words = [word for word in _WORD.findall(numerator) if word.lower() not in filling]
    factor, size, unread = 1.0, 0.0, ""
    for place, word in enumerate(words[:_MOST_WORDS]):
        unit = _fitting(word, wanted)
        by = 0.0 if size else multiplier(word)
        if by and (unit is None or any(_known(later, wanted) for later in words[place + 1 :])):
            factor *= by
        elif unit is not None:
            return _Said(factor, unit.size, unit.seconds or _seconds(rate), "")
        elif _known(word, wanted):
            size = wanted.size
        else:
            unread = unread or word
    if factor != 1 and not (size or unread):
        size = wanted.unit.base if wanted.unit else 1.0
    return _Said(factor, size, _seconds(rate), "" if size else unread)


def _parted(text: str) -> tuple[str, str]:
    """Split words at the mark of a rate."""
    numerator, *rate = _PER.split(text, maxsplit=1)
    return numerator, rate[0] if rate else ""


def _known(word: str, wanted: _Wanted) -> bool:
    """Tell whether a word belongs to a quantity of the card's kind."""
    rate = wanted.unit is None and word.lower() in RATES
    return rate or _fitting(word, wanted) is not None or _own(word, wanted)


def _own(word: str, wanted: _Wanted) -> bool:
    """Tell whether a word is one of the card's unit, or the beginning of one: req, preds."""
    name = singular(word.lower())
    if len(name) < _SHORTEST_BEGINNING:
        return name in wanted.words
    return any(own.startswith(name) for own in wanted.words)


def _fitting(word: str, wanted: _Wanted) -> Unit | None:
    """Return the unit that a word is where it measures what the card's unit does."""
    if wanted.unit is None:
        share = word.lower() in _PLAIN_SHARES
        return units(word)[Measure.RATIO] if share else None
    if word.lower() == wanted.spelled and not wanted.bits:
        return wanted.unit
    return units(word, bits=wanted.bits).get(wanted.unit.measure)


def _seconds(rate: str) -> float:
    """Return the length of the time that a rate is counted in; 0 where it is another rate."""
    word = _WORD.search(rate)
    unit = units(word[0]).get(Measure.TIME) if word else None
    return unit.size if unit else 0.0
