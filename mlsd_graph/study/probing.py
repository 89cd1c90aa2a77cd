"""Probes of the day, from the answers in the log."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from mlsd_graph.content.links import links
from mlsd_graph.content.records import CardKind
from mlsd_graph.errors import MlsdError
from mlsd_graph.memory import Answer, fsrs6
from mlsd_graph.scheduling import Inquiry, Overlay
from mlsd_graph.study.given import Given

_OF_ALL = frozenset({CardKind.DIAGRAM, CardKind.EXPLAIN, CardKind.CONTRAST})
"""Cards whose text is that of a whole design, or of a pair: the graph says what they rest on."""


class _Followed(NamedTuple):
    inquiry: Inquiry
    answers: Sequence[Answer]


def overlay(given: Given) -> Overlay:
    """Ask what today's failures may have come from."""
    today = tuple(given.today())
    known = given.memo.get(__name__)
    if not isinstance(known, _Followed) or known.answers != today[: len(known.answers)]:
        known = _begun(given, today)
    for answer in today[len(known.answers) :]:
        known.inquiry.follow(answer)
    given.memo[__name__] = _Followed(known.inquiry, today)
    found = known.inquiry.found(given.now)
    return Overlay(first=found.first, after=found.after)


def _begun(given: Given, today: Sequence[Answer]) -> _Followed:
    model = fsrs6(given.settings.parameters)
    inquiry = Inquiry(given.graph, given.library.cards, given.states, model, _named(given))
    inquiry.morning = {answer.card: answer.before for answer in reversed(today)}
    return _Followed(inquiry, ())


def _named(given: Given) -> Callable[[str], list[str]]:
    """Tell which pages the text of a card links, by their current ids."""

    def of(uid: str) -> list[str]:
        try:
            card = given.library.card(uid)
        except MlsdError:  # its file has errors: the graph knows enough
            return []
        if card.kind in _OF_ALL:
            return []
        targets = [link.target for text in (card.question, card.answer) for link in links(text)]
        return [id_ for target in targets if (id_ := given.graph.current(target)) is not None]

    return of
