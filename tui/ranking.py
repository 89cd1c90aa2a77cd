"""The order of what the command palette finds: commands by their words, then pages, then the rest.

Each provider scores by a measure of its own; only bands make them comparable.
"""

from mlsd_graph.search.words import plain

_COMMAND, _PAGE = 1000.0, 100.0
_TYPO_FROM = 5
"""Letters from which a word may have one wrong, missing, doubled or exchanged."""


def command_score(query: str, name: str, score: float) -> float:
    """Put a command first if each word typed begins one of its words."""
    words = plain(name).split()
    begins = all(any(word.startswith(typed) for word in words) for typed in plain(query).split())
    return score + (_COMMAND if begins else 0.0)


def page_score(query: str, names: str, score: float) -> float:
    """Put a page after such commands; 0 where a word typed stands in none of its names.

    `score` is from 0 to 100.
    """
    words = plain(names).split()
    typed = plain(query).split()
    found = bool(typed) and all(any(_meant(each, word) for word in words) for each in typed)
    return score + _PAGE if found else 0.0


def _meant(typed: str, word: str) -> bool:
    if typed in word:
        return True
    if len(typed) < _TYPO_FROM or not typed.isalpha():
        return False
    from rapidfuzz.distance import OSA  # noqa: PLC0415  only for a mistyped word

    return any(OSA.distance(typed, word[: len(typed) + more]) <= 1 for more in (-1, 0, 1))
