"""Read a number with any prefix and unit, as people type them: 100 GB, 1e5, 0.1 TB, 2 million."""

import re

_LONGEST = 256
_NUMBER = re.compile(
    r"(?P<sign>[-−+]?)(?P<digits>\d{1,30}(?:[ ,_]\d{3}){0,10}(?:\.\d{0,30})?|\.\d{1,30})"
    r"(?:[eE](?P<power>[-−+]?\d{1,3})"
    r"|\s?[x×·*]\s?10\s?(?:\^|\*\*)?\s?(?P<ten>[-−+]?\d{1,3}|[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}))?"
)
_PLAIN_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺−", "0123456789-+-")
_PREFIXES = {
    "k": 1e3, "K": 1e3, "M": 1e6, "G": 1e9, "T": 1e12, "P": 1e15, "E": 1e18,
    "m": 1e-3, "u": 1e-6, "µ": 1e-6, "μ": 1e-6, "n": 1e-9,
    "Ki": 2.0**10, "Mi": 2.0**20, "Gi": 2.0**30, "Ti": 2.0**40, "Pi": 2.0**50,
}  # fmt: skip
_PREFIXED = ("B", "byte", "bytes", "b", "bit", "bits", "FLOP", "FLOPS", "FLOPs", "W", "Wh", "QPS")
_SCALES = {
    "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "mn": 1e6, "bn": 1e9,
    "ns": 1e-9, "us": 1e-6, "µs": 1e-6, "μs": 1e-6, "ms": 1e-3, "s": 1.0, "sec": 1.0,
    "second": 1.0, "seconds": 1.0, "min": 60.0, "minute": 60.0, "minutes": 60.0,
    "h": 3600.0, "hr": 3600.0, "hour": 3600.0, "hours": 3600.0, "d": 86400.0, "day": 86400.0,
    "days": 86400.0, "week": 604800.0, "weeks": 604800.0, "month": 2629800.0,
    "months": 2629800.0, "year": 31557600.0, "years": 31557600.0,
    **{p + u: f for p, f in _PREFIXES.items() for u in _PREFIXED},
}  # fmt: skip
_BYTES = re.compile(r"(?:[kKMGTPE]i?)?(?:B|bytes?)$")


def quantity(text: str, unit: str) -> float | None:
    """Read the first number in `text` and return it in `unit`; None where there is none.

    A bare number is taken to be in `unit`. Units that are not known count as 1, so that
    "1200 queries" answers a card in "queries/s".
    """
    match = _NUMBER.search(text[:_LONGEST])
    if match is None:
        return None
    number = float(re.sub(r"[ ,_]", "", match["digits"]))
    if power := match["power"] or match["ten"]:
        number *= 10.0 ** int(power.translate(_PLAIN_DIGITS))
    if match["sign"] in ("-", "−"):
        number = -number
    words = _words(text[match.end() : match.end() + 40])
    if not words:
        return number
    wanted = _words(unit)
    return number * _scale(words, wanted) / _scale(wanted, wanted)


def _words(text: str) -> list[str]:
    """Take the first two words of what follows a number; a rate's denominator is no word."""
    numerator = re.split(r"[/;,:(]| per ", text.strip(), maxsplit=1)[0]
    return numerator.split()[:2]


def _scale(words: list[str], wanted: list[str]) -> float:
    """Multiply the factors of a multiplier and a unit, such as "million" and "GB"."""
    in_bytes = any(_BYTES.match(word) for word in wanted)
    factor = 1.0
    for position, word in enumerate(words):
        if word == "B":
            factor *= 1.0 if in_bytes else 1e9
        elif word == "m":
            factor *= 60.0 if any(w in _SCALES and w[-1] in "snh" for w in wanted) else 1e6
        elif word in _SCALES:
            factor *= _SCALES[word]
        elif position == 0 and word in _PREFIXES:
            factor *= _PREFIXES[word]
    return factor
