"""Why the plan asks a card: what it lifts, and what the interview wants it for, by the edges."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from mlsd_graph.content.naming import sides
from mlsd_graph.content.records import STEP_TITLES, PageKind
from mlsd_graph.memory import Phase
from mlsd_graph.percent import percent
from mlsd_graph.planning.choosing import Picked
from mlsd_graph.scheduling import Reason, ReasonKind

if TYPE_CHECKING:
    from mlsd_graph.content.records import CardHead
    from mlsd_graph.study.given import Given
    from mlsd_graph.study.preparing import Prepared

Edges = tuple[tuple[str, str], ...]


class _Wanted(NamedTuple):
    """What the interview wants a card for."""

    text: str
    edges: Edges


class PlanReasons:
    """Says of each planned card what it does for the interview."""

    def __init__(self, found: "Prepared", given: "Given") -> None:
        self._graph, self._scope = given.graph, found.scope
        self._cards: Mapping[str, CardHead] = given.library.cards
        self._states = given.states
        self._today = given.now.day
        self._date = f"{found.target.date:%d %b}".lstrip("0")
        self._cases = sorted(found.scope.cases, key=lambda case: -found.scope.cases[case])

    def review(self, picked: Picked) -> Reason:
        """A review, early, in time or late, what it lifts and what for."""
        gain, state = picked.gain, self._states[picked.card.uid]
        early = "early, " if state.phase == Phase.REVIEW and state.due > self._today else ""
        on_date = f"{percent(gain.without)} → {percent(gain.without + gain.gain)} on {self._date}"
        text = f"planned {early}recall {percent(gain.now)} now, {on_date}"
        return self._reason(text, picked.card.uid)

    def new(self, picked: Picked) -> Reason:
        """A new card, and what it is for."""
        return self._reason("planned new", picked.card.uid)

    def _reason(self, text: str, uid: str) -> Reason:
        wanted = self._wanted(self._cards[uid])
        return Reason(ReasonKind.PLANNED, f"{text}: {wanted.text}", wanted.edges)

    def _wanted(self, head: "CardHead") -> _Wanted:
        page, why = head.page, self._scope.pages.get(head.page)
        if pair := sides(head.note):
            one, other = (self._graph.current(name) or name for name in pair)
            return _Wanted(f"tells {self._named((one, other))} apart", ((one, other),))
        if why is not None and (why.uses or why.needed_by):
            edges = (
                *((case, page) for case in why.cases),
                *((page, dependent) for dependent in why.needed_by),
            )
            if why.uses:
                step = STEP_TITLES[why.uses[0].step]
                return _Wanted(f"{self._who(why.cases, 'uses')} it, “{step}”", edges)
            return _Wanted(f"{self._who(why.needed_by, 'rests')} on it", edges)
        kind = self._graph.pages[page].kind
        if kind is PageKind.FRAMEWORK:
            edges = tuple((case, page) for case in self._cases)
            return _Wanted(f"a step of every answer, as in {self._first(self._cases)}", edges)
        if kind is PageKind.CASE_STUDY:
            used = [id_ for id_ in self._graph.uses_of(page) if id_ in self._scope.pages]
            text = f"{self._graph.pages[page].title} is a case study in scope"
            return _Wanted(text, tuple((page, concept) for concept in used))
        members = self._graph.stated[page].members
        return _Wanted(f"compares {self._named(members)}", tuple((page, m) for m in members))

    def _who(self, ids: Iterable[str], verb: str) -> str:
        """Name the first, and count the others: `A and 3 more use`."""
        first, *others = ids
        title = self._graph.pages[first].title
        return f"{title} and {len(others)} more {verb[:-1]}" if others else f"{title} {verb}"

    def _first(self, cases: Iterable[str]) -> str:
        first, *others = cases
        more = f" and {len(others)} more" if others else ""
        return f"{self._graph.pages[first].title}{more}"

    def _named(self, ids: Iterable[str]) -> str:
        pages = self._graph.pages
        return " and ".join(pages[id_].title for id_ in ids if id_ in pages)
