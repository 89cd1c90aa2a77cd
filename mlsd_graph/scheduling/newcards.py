"""New cards in the order in which they are worth learning, each with its reason.

Open pages come first, a few of them in turn: contrast cards whose two concepts are known and
stable, case studies of which most is known, then concepts by the number of case studies they serve.
Steps of the framework take every third place until they are learned. What placement assumes to be
known follows, then what is still locked in prerequisite order, so that a session is never idle
while new cards and budget remain. Where the graph has no say (`say`), concepts come as the content
has them, locked or not, and all else as before.
"""

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain, filterfalse, islice
from typing import NamedTuple

from mlsd_graph.content.records import CardHead, PageKind, Step
from mlsd_graph.graph import Graph, is_contrast
from mlsd_graph.memory.state import CardState
from mlsd_graph.scheduling import reasons
from mlsd_graph.scheduling.arrange import APART
from mlsd_graph.scheduling.frontier import Frontier
from mlsd_graph.scheduling.pairs import Pairs
from mlsd_graph.scheduling.reasons import Queued, Reason
from mlsd_graph.scheduling.siblings import family

_FRAMEWORK_EVERY = 3
_Candidates = Iterator[tuple[CardHead, Reason]]


class Unseen(NamedTuple):
    """Which cards may be learned: never graded, not suspended, not buried."""

    states: Mapping[str, CardState]
    again: Collection[str] = ()
    """Cards that have a state but no grade, and are neither suspended nor buried."""
    pages: Collection[str] | None = None
    """Where to look for unseen cards; None for everywhere."""

    def of(self, graph: Graph, page: str) -> list[CardHead]:
        """Unseen cards of a page, contrast cards left out."""
        if self.pages is not None and page not in self.pages:
            return []
        states, again = self.states, self.again
        return [
            head
            for head in graph.cards_of.get(page, ())
            if (head.uid not in states or head.uid in again) and not is_contrast(head)
        ]

    def has(self, uid: str) -> bool:
        """Whether one card may be learned."""
        return uid not in self.states or uid in self.again


def pages_left(
    states: Mapping[str, CardState], cards: Mapping[str, CardHead], again: Collection[str]
) -> frozenset[str] | None:
    """Pages that may have unseen cards; None while most cards are unseen and any page will do.

    Later grades only take pages away, so what is found at the start of a session stays usable.
    """
    if 2 * len(states) < len(cards):
        return None
    fresh = filterfalse(states.__contains__, cards)  # one pass at the speed of C
    return frozenset(cards[uid].page for uid in chain(fresh, again))


def in_file_order(cards: Iterable[str], unseen: Unseen, budget: int) -> list[Queued]:
    """New cards as the content lists them: plain FSRS, without the graph."""
    fresh = islice(filter(unseen.has, cards), max(budget, 0))
    return [Queued(uid, reasons.IN_FILE_ORDER) for uid in fresh]


def in_graph_order(  # noqa: PLR0913, PLR0917  a pure function takes all that the order depends on
    frontier: Frontier,
    unseen: Unseen,
    seen_notes: Collection[str],
    budget: int,
    pairs: Pairs | None = None,
    by_content: str = "",
) -> list[Queued]:
    """New cards along the graph, one per note or drawing; its others come when no others do.

    With `pairs`, look-alikes begin some days apart where other open pages are left. `by_content`
    says why concepts come in the order of the content instead; empty where they do not.
    """
    siblings: list[CardHead] = []
    notes = set(seen_notes)
    taken: list[Queued] = []
    for head, reason in _candidates(frontier, unseen, pairs, by_content) if budget > 0 else ():
        if family(head) in notes:
            siblings.append(head)
            continue
        notes.add(family(head))
        taken.append(Queued(head.uid, reason))
        if len(taken) == budget:
            return taken
    left = max(0, budget - len(taken))
    return taken + [Queued(head.uid, reasons.SIBLING) for head in siblings[:left]]


def _candidates(
    frontier: Frontier, unseen: Unseen, pairs: Pairs | None, by_content: str
) -> _Candidates:
    graph = frontier.graph
    framework = _framework(graph, unseen)
    locked: list[str] = []
    for place, found in enumerate(_open(frontier, unseen, locked, pairs, by_content), 1):
        yield found
        if place % (_FRAMEWORK_EVERY - 1) == 0:
            yield from islice(framework, 1)
    yield from framework
    for id_ in sorted(locked, key=graph.order.__getitem__):
        reason = reasons.ahead(frontier.missing(id_), id_)
        for head in unseen.of(graph, id_):
            yield head, reason
    yield from _contrasts(frontier, unseen, pairs, ripe=False)


def _framework(graph: Graph, unseen: Unseen) -> _Candidates:
    # Their ids are the names of the steps; the content lists them by the alphabet.
    steps = {str(step): place for place, step in enumerate(Step)}
    for id_ in sorted(
        graph.by_kind[PageKind.FRAMEWORK], key=lambda id_: steps.get(id_, len(steps))
    ):
        for head in unseen.of(graph, id_):
            yield head, reasons.FRAMEWORK


def _open(
    frontier: Frontier, unseen: Unseen, locked: list[str], pairs: Pairs | None, by_content: str
) -> _Candidates:
    """New cards of open pages; ids of pages that have some but are not open go to `locked`."""
    graph = frontier.graph
    yield from _contrasts(frontier, unseen, pairs, ripe=True)
    kinds = graph.by_kind
    concepts = kinds[PageKind.CONCEPT] if by_content else graph.by_value
    assumed: list[CardHead] = []
    too_soon: list[str] = []

    def begun() -> Iterator[_Candidates]:
        for id_ in (*kinds[PageKind.CONTRAST_SET], *kinds[PageKind.CASE_STUDY], *concepts):
            heads = unseen.of(graph, id_)
            if not heads:
                continue
            any_order = by_content and graph.pages[id_].kind is PageKind.CONCEPT
            if not any_order and not frontier.open(id_):
                locked.append(id_)
            elif id_ in frontier.assumed:
                assumed.extend(heads)
            elif pairs is not None and not pairs.begin(id_):
                too_soon.append(id_)
            else:
                yield _of_open(frontier, unseen, id_, by_content)

    yield from _in_turn(begun())
    yield from _in_turn(_of_open(frontier, unseen, id_, by_content) for id_ in too_soon)
    for head in assumed:
        yield head, reasons.ASSUMED


def _in_turn(lines: Iterator[_Candidates]) -> _Candidates:
    """Take one card after another from the first few pages, so that others stand between two."""
    under_way = deque(islice(lines, APART + 1))
    while under_way:
        line = under_way.popleft()
        found = next(line, None)
        if found is not None:
            yield found
            under_way.append(line)
        else:
            under_way.extend(islice(lines, 1))


def _of_open(frontier: Frontier, unseen: Unseen, id_: str, by_content: str) -> _Candidates:
    reason = _why_open(frontier, id_, by_content)
    for head in unseen.of(frontier.graph, id_):
        yield head, reason


def _why_open(frontier: Frontier, id_: str, by_content: str) -> Reason:
    if frontier.graph.pages[id_].kind is PageKind.CONCEPT:
        if by_content:
            return reasons.by_content(by_content, id_, frontier.missing(id_))
        waiting = frontier.waiting(id_)
        return reasons.opens(id_, waiting, frontier.graph.reach_count(id_))
    needs = frontier.needs(id_)
    return reasons.mostly_known(id_, [need for need in needs if frontier.known(need)], len(needs))


def _contrasts(
    frontier: Frontier, unseen: Unseen, pairs: Pairs | None, *, ripe: bool
) -> _Candidates:
    """Contrast cards whose concepts are both known and hold, or all others.

    What placement assumes is not learned: to tell it apart comes last.
    """
    for head in frontier.graph.contrast_cards:
        if unseen.has(head.uid):
            both = frontier.graph.contrasted(head)
            known = all(map(frontier.known, both))
            if pairs is None:
                hold = frontier.assumed.isdisjoint(both)
            else:
                hold = known and all(map(pairs.holds, both))
            if (known and hold) is ripe:
                titles = [frontier.graph.pages[id_].title for id_ in both]
                yield head, reasons.contrast(titles, both, known=known, ripe=ripe)
