"""Questions that are equal or nearly so."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mlsd_graph.content.library import Library
from mlsd_graph.content.records import Card, CardKind, Finding, Severity

NEAR = 90.0
"""Ratio from which two questions are reported. Legitimate twins score 98: this is only advice."""
_FEWEST_WORDS = 6
"""Shorter questions are alike by their form; what tells them apart is a word."""
_WORD = re.compile(r"[^\W_]{1,40}")
_RAREST = 6
_CROWD = 40
"""Questions compared for one rare word: bounds the work to about n × 6 × 40 comparisons."""
_LONGEST = 600


class _Asked(NamedTuple):
    text: str
    words: frozenset[str]
    card: Card
    path: str


def check_cards(cards: Sequence[Card], library: Library) -> Iterator[Finding]:
    """Compare all questions, across pages."""
    first: dict[str, _Asked] = {}
    for card in cards:
        if not card.head.authored or (card.kind is CardKind.CLOZE and card.cloze != _first(card)):
            continue
        if card.diagram is not None:
            continue  # what tells them apart is the drawing
        text = " ".join(card.question.lower().split())
        asked = _Asked(
            text[:_LONGEST],
            frozenset(_WORD.findall(text)),
            card,
            library.pages[card.head.page].path,
        )
        before = first.setdefault(text, asked)
        if before is not asked:
            message = f"The question is equal to that of “{before.card.head.note}”."
            hint = f"Ask something else; the other stands in {before.path}:{before.card.head.line}."
            yield _finding("question-equal", Severity.ERROR, asked, message, hint)
    yield from _near([each for each in first.values() if len(each.words) >= _FEWEST_WORDS])


def _first(card: Card) -> int:
    """The lowest cloze number of the card's text, so that a heading counts once."""
    return min((int(n) for n in re.findall(r"\{\{c(\d{1,4})::", card.question)), default=0)


def _near(asked: list[_Asked]) -> Iterator[Finding]:
    from rapidfuzz import fuzz  # noqa: PLC0415  only the checker compares questions

    common = Counter(word for each in asked for word in each.words)
    crowds: dict[str, list[int]] = defaultdict(list)
    for number, each in enumerate(asked):
        rarest = sorted(each.words, key=lambda word: (common[word], word))[:_RAREST]
        met = {other for word in rarest for other in crowds[word]}
        for other in sorted(met):
            score = fuzz.ratio(each.text, asked[other].text, score_cutoff=NEAR)
            if score:
                before = asked[other]
                note = before.card.head.note
                message = f"The question is nearly that of “{note}” ({score:.0f} of 100)."
                hint = f"Tell them apart, or keep both; {before.path}:{before.card.head.line}."
                yield _finding("question-near", Severity.ADVICE, each, message, hint)
        for word in rarest:
            if len(crowds[word]) < _CROWD:
                crowds[word].append(number)


def _finding(code: str, severity: Severity, asked: _Asked, message: str, hint: str) -> Finding:
    return Finding(code, severity, asked.path, asked.card.head.line, 1, message, hint)
