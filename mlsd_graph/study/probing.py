"""Probes of the day, from the answers in the log."""

from collections.abc import Sequence
from typing import NamedTuple

from mlsd_graph.memory import Answer, fsrs6
from mlsd_graph.scheduling import Inquiry, Overlay
from mlsd_graph.study.overlaying import Given


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
    inquiry = Inquiry(given.graph, given.library.cards, given.states, model)
    inquiry.morning = {answer.card: answer.before for answer in reversed(today)}
    return _Followed(inquiry, ())
