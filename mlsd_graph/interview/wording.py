"""Telling words of a text, without their endings, and how much two texts share of them."""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

_WORD = re.compile(r"[^\W\d_]{3,40}|\d+(?:[.,]\d+)*")
_TARGET = re.compile(r"\[\[[^\[\]|]{1,200}\|([^\[\]]{0,400})\]\]")
_ENDINGS = ("ations", "ation", "ings", "ing", "ers", "ies", "ied", "ed", "er", "es", "s", "e", "y")
_SHORTEST = 3
"""Letters that a word keeps when its ending is cut."""
_FUNCTION_WORDS = """
about above after again against all also and another any are because been before being below better
between both but can come compare could day days does done down each else equal even ever every few
first for from gets give good has have here hold how into its itself just keep keeps last least less
let like made make many may more most much must need needs never new next not nothing now off old
once one only order other our out over own per point points same say says second she should show
since small some such take takes ten than that the their them then there these they this those three
through time times too two under until upon use used uses using very was way well were what when
where which while who whom why will with within without would you your 1 2 3 4 5
"""
EMPTY = frozenset(_FUNCTION_WORDS.split())
"""Words that tell nothing."""


class Shared(NamedTuple):
    """How much two texts have in common."""

    score: float
    words: tuple[str, ...]
    """What they share, as the first text writes it, the most telling first."""


def stems(text: str) -> dict[str, str]:
    """Map the stem of each telling word of a Markdown text, lower case, to the word."""
    shown = _TARGET.sub(r"\1", text).casefold()
    words = (word for word in _WORD.findall(shown) if word not in EMPTY)
    found: dict[str, str] = {}
    for word in words:
        found.setdefault(_stem(word), word)
    return found


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)]
    return word


def rarity(texts: Sequence[Iterable[str]]) -> dict[str, float]:
    """Weigh each stem by how few of the texts have it: ln(texts / texts with it)."""
    seen = Counter(stem for text in texts for stem in set(text))
    return {stem: math.log(len(texts) / count) for stem, count in seen.items()}


def shared(one: Mapping[str, str], other: Collection[str], weights: Mapping[str, float]) -> Shared:
    """Sum the weights of shared stems, over the root of the second text's number of stems.

    The root, because a long text shares words with everything. Stems without a weight do not count.
    """
    common = [stem for stem in one if stem in other and weights.get(stem, 0.0) > 0]
    common.sort(key=lambda stem: (-weights[stem], stem))
    total = sum(weights[stem] for stem in common)
    return Shared(total / math.sqrt(len(other) or 1), tuple(one[stem] for stem in common))
