"""Who orders new concepts today: the content, until first answers earn the graph its say."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from mlsd_graph.content.records import CardHead
from mlsd_graph.graph import Graph
from mlsd_graph.memory import Answer
from mlsd_graph.scheduling import Overlay
from mlsd_graph.scheduling.firsts import FirstAnswers
from mlsd_graph.scheduling.overlay import PLAIN
from mlsd_graph.scheduling.say import Say, Share, doubt
from mlsd_graph.store import Store
from mlsd_graph.study.given import Given

MOST = 2_000
"""Grades that are looked at: more than come before the last first answer that decides."""
_CLEAR = 0.8
"""Doubt from which it is said that prerequisites make no difference."""
_UNCLEAR = "it is not clear yet whether prerequisites matter to you"
_NO_MATTER = "your first answers go as well before prerequisites are met"
_TRIED = "tried in turn with prerequisites first"
_EARNED = "prerequisites first: your first answers go better after them"
_UNTOLD = "prerequisites first: your first answers do not tell whether they matter to you"


class _Followed(NamedTuple):
    firsts: FirstAnswers
    answers: Sequence[Answer]
    left: int
    """Grades that may still be taken in."""


def overlay(given: Given) -> Overlay:
    """Let the content order new concepts where the graph has not earned it."""
    if not given.graph.has_edges:
        return PLAIN
    today = tuple(given.today())
    known = given.memo.get(__name__)
    if not isinstance(known, _Followed) or known.answers != today[: len(known.answers)]:
        known = _begun(given.store, given.graph, given.library.cards, today)
    fresh = today[len(known.answers) :]
    for answer in fresh[: known.left]:
        known.firsts.take(answer.card, answer.rating)
    left = max(0, known.left - len(fresh))
    if known.left and not left:
        known.firsts.end()
    given.memo[__name__] = _Followed(known.firsts, today, left)
    return Overlay(by_content=_why(known.firsts))


def told(store: Store, graph: Graph, cards: Mapping[str, CardHead]) -> str:
    """Say in one line who orders new concepts, and by which answers; empty before the first."""
    firsts = _begun(store, graph, cards, ()).firsts
    seen = firsts.seen
    if not seen.answers:
        return ""
    if firsts.say is Say.GRAPH:
        line = _EARNED if doubt(seen) < _CLEAR and _compares(firsts) else _UNTOLD
    else:
        line = f"order of the content: {_why(firsts) or _TRIED}"
    before, after = _share(seen.ahead), _share(seen.ready)
    return f"{line}; failed {before} before prerequisites were met, {after} after"


def _begun(
    store: Store, graph: Graph, cards: Mapping[str, CardHead], today: Sequence[Answer]
) -> _Followed:
    """Follow the log from its first grade on, as far as it is looked at; `today` is part of it."""
    firsts, grades = FirstAnswers(graph, cards), store.first_grades(MOST)
    for card, rating in grades:
        firsts.take(card, rating)
        if firsts.is_closed:
            break
    if len(grades) == MOST:
        firsts.end()
    return _Followed(firsts, today, MOST - len(grades))


def _why(firsts: FirstAnswers) -> str:
    """Why the content orders new concepts now; empty where the graph does."""
    if firsts.graph_leads:
        return ""
    if firsts.say is Say.BOTH:
        return _TRIED
    return _NO_MATTER if doubt(firsts.seen) >= _CLEAR else _UNCLEAR


def _compares(firsts: FirstAnswers) -> bool:
    return not firsts.seen.tells_nothing and firsts.seen.ahead.answers > 0


def _share(share: Share) -> str:
    return f"{share.failed} of {share.answers}"
