"""How like a typed answer is to an accepted spelling, from 0 to 100: the least like word decides.

A number must be the same number, read as in an estimate. Words are compared in order, one by one,
so that a typo counts by the length of its own word and a word in the place of another can't hide
in a long answer. Written together or apart is the same. A word too many or too few is near at best.
"""

import math
import re
import unicodedata
from functools import cache
from typing import NamedTuple

from rapidfuzz import fuzz

from mlsd_graph.study.numerals import numeral
from mlsd_graph.study.quantities import read_quantity

SAME = 88.0
"""Likeness from which two words are one, with a typo."""
NEAR = 78.0
_NEAR_AT_BEST = SAME - 1
_MOST_WORDS = 24
_MOST_JOINED = 4
"""Words that may be written as one: alltoall."""
_SHORTEST_STEM, _SHORTEST_PLURAL = 3, 2
_FEWEST_LETTERS = 2
"""By which prefixes differ that are not one prefix with a typo: a letter replaced counts two."""
_PREFIXES = (
    "counter", "hetero", "hyper", "inter", "intra", "macro", "micro", "multi", "super", "under",
    "anti", "down", "homo", "hypo", "over", "post", "self", "semi", "dis", "mis", "non", "off",
    "pre", "sub", "de", "im", "in", "on", "re", "un", "up",
)  # fmt: skip
"""Make another word, often the opposite: invariance and variance, over- and undersmoothing."""
_TURNING = {"minus", "negative", "never", "no", "not", "without", *_PREFIXES} - {"in", "on"}
"""Words that, added or left out, make another answer."""
_DIGITS = {
    "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6",
    "seven": "7", "eight": "8", "nine": "9", "ten": "10",
}  # fmt: skip
_SPELLED_OUT = re.compile(rf"\b(?:{'|'.join(_DIGITS)})\b", re.IGNORECASE)
_SIGNED = re.compile(
    r"^\s{0,9}[-−–]\s{0,9}(?=[.\d])|\b(?:minus|negative)\s{1,9}(?=[.\d])", re.IGNORECASE
)
_NEGATIVE = re.compile(r"^\s{0,9}[-−–](?=\s{0,9}[^\W\d])|(?<!\w)[-−–](?=\s{0,9}(?:∞|inf))")
_INFINITY = re.compile(r"∞|\binf\b")
_ORDINAL = re.compile(r"^-?(?:st|nd|rd|th)\b", re.IGNORECASE)
_FIRST_ARTICLE = re.compile(r"^\W{0,9}an?\s")
_SIGN = {"minus", "negative"}
_PERCENT = {"%", "pct", "percent"}
_WORD = re.compile(r"\w[\w+#]*|[%<>≤≥]")


class _Numbered(NamedTuple):
    """A text with its number apart."""

    values: tuple[float, ...]
    """Empty where it has none."""
    words: tuple[str, ...]


def likeness(given: str, spelling: str) -> float:
    """Compare two texts of bounded length; one without letters is like nothing but itself."""
    given, spelling = given.strip(), spelling.strip()
    if given == spelling:
        return 100.0 if given else 0.0
    written = "".join(_words(given))
    if written and numeral(spelling) is None and written == "".join(_words(spelling)):
        return 100.0  # onehot, before one is a number
    given, spelling = _in_digits(given), _in_digits(spelling)
    number = numeral(spelling)
    if number is None:
        return _of_words(_words(given), _words(spelling))
    unit = spelling[number.end :]
    said, wanted = _numbered(given, unit), _numbered(spelling, unit)
    if not any(math.isclose(a, b, rel_tol=1e-9) for a in said.values for b in wanted.values):
        return 0.0
    if not wanted.words:
        return NEAR if {*said.words} - _PERCENT - {"the"} else 100.0
    same = f"{number.value:g}"
    return _of_words((same, *said.words), (same, *wanted.words))


def _in_digits(text: str) -> str:
    """Write small numbers in digits, and one below zero with its sign."""
    return _SIGNED.sub("-", _SPELLED_OUT.sub(lambda word: _DIGITS[word[0].lower()], text))


def _numbered(text: str, unit: str) -> _Numbered:
    """Take the first number out of a text, in the unit of the spelling."""
    number, quantity = numeral(text), read_quantity(text, unit)
    if number is None or quantity is None:
        return _Numbered((), ())
    after = _ORDINAL.sub("", text[number.end :])
    # The dot keeps a hyphen behind the number from being read as a sign.
    return _Numbered(quantity.values, _words(f"{text[: number.start]}.{after}"))


def _words(text: str) -> tuple[str, ...]:
    """Fold a text to its words, without case, marks and punctuation; a sign becomes a word."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(mark for mark in plain if not unicodedata.combining(mark) and mark not in "'’")
    plain = _INFINITY.sub(" infinity ", _NEGATIVE.sub(" minus ", plain))
    plain = _FIRST_ARTICLE.sub("", plain).replace("_", " ")
    return tuple(_WORD.findall(plain)[:_MOST_WORDS])


def _of_words(given: tuple[str, ...], wanted: tuple[str, ...]) -> float:
    if "".join(given) == "".join(wanted):
        return 100.0 if given else 0.0
    given, wanted = (tuple(word for word in words if word != "the") for words in (given, wanted))
    if not (given and wanted):
        return 0.0
    even = _least(given, wanted, over=False)
    uneven = max(_least(given, wanted, over=True), _least(wanted, given, over=True))
    if even >= NEAR or uneven < SAME:
        return even
    return max(even, min(fuzz.ratio(" ".join(given), " ".join(wanted)), _NEAR_AT_BEST))


def _least(some: tuple[str, ...], more: tuple[str, ...], *, over: bool) -> float:
    """Return the likeness of the least like word, the words put together as it is greatest.

    With `over`, words of `more` that turn no meaning may have no other.
    """

    @cache
    def best(at: int, other: int) -> float:
        if at == len(some) and other == len(more):
            return 100.0
        found = 0.0
        if over and other < len(more) and more[other] not in _TURNING:
            found = best(at, other + 1)
        if at == len(some) or other == len(more):
            return found
        found = max(found, min(_of_word(some[at], more[other]), best(at + 1, other + 1)))
        for count in range(2, _MOST_JOINED + 1):
            if other + count <= len(more):
                like = _joined(some[at], "".join(more[other : other + count]))
                found = max(found, min(like, best(at + 1, other + count)))
            if at + count <= len(some):
                like = _joined("".join(some[at : at + count]), more[other])
                found = max(found, min(like, best(at + count, other + 1)))
        return found

    return best(0, 0)


def _joined(one: str, other: str) -> float:
    """Compare a word with several written as one, where a word of them must not hide."""
    like = _of_word(one, other)
    return like if like >= SAME else 0.0


def _of_word(one: str, other: str) -> float:
    """Compare two words; what begins otherwise is near at best."""
    like = fuzz.ratio(one, other)
    if one == other or {one, other} == _SIGN or _plural(one, other):
        return 100.0
    if any(mark.isdigit() for mark in one + other) or _turned(one, other, like):
        return 0.0
    return like if one[0] == other[0] else min(like, _NEAR_AT_BEST)


def _plural(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) >= _SHORTEST_PLURAL and long == short + "s"


def _turned(one: str, other: str, like: float) -> bool:
    """Tell whether it is a prefix that makes two words differ: they are more alike without."""
    first, second = _prefix(one), _prefix(other)
    return any(
        _apart(left, right) and fuzz.ratio(one[len(left) :], other[len(right) :]) > like
        for left, right in ((first, second), (first, ""), ("", second))
    )


def _apart(one: str, other: str) -> bool:
    """Tell whether two prefixes are not one with a typo, as pre and re may be."""
    letters = len(one) + len(other)
    return letters - fuzz.ratio(one, other) / 100 * letters >= _FEWEST_LETTERS


def _prefix(word: str) -> str:
    """Return the prefix of a word that leaves enough of it, the longest; empty without one."""
    fitting = (each for each in _PREFIXES if word.startswith(each))
    return next((each for each in fitting if len(word) - len(each) >= _SHORTEST_STEM), "")
