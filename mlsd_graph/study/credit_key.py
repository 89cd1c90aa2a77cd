"""The key under which today's standing of graph credit is kept.

It follows from the grades and ticked items before today, from the graph's uses and from settings.
The key names them all, so that none of them can change and leave something else behind.
"""

from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

from mlsd_graph.content.records import PageKind
from mlsd_graph.graph import Graph, exercised
from mlsd_graph.memory import Settings, study_day
from mlsd_graph.store import Kind
from mlsd_graph.store.replay import live
from mlsd_graph.study.preparing import Same

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mlsd_graph.store import Store
    from mlsd_graph.study.ticked import Ticked

_VERSION = 2
_FORGETTING = (Kind.FORGET, Kind.UNDO, Kind.REDO)


def credit_key(
    store: "Store", graph: Graph, ticks: "Iterable[Ticked]", settings: Settings, today: int
) -> str:
    """Name all that a standing is made from; the days' counts stand for their grades."""
    days = [day for day in store.days() if day.day < today]
    forgets = live(store.events(kinds=_FORGETTING))
    forgotten = [e.id for e in forgets if study_day(e.at, e.offset) < today]
    aliases = sorted(store.rules().aliases.items())
    chosen = (settings.parameters, settings.desired_retention)
    said = [tick for tick in ticks if tick.day < today]
    parts = (_VERSION, today, chosen, days, forgotten, aliases, said, _uses(Same(graph)))
    return sha256(repr(parts).encode()).hexdigest()


@lru_cache(maxsize=1)
def _uses(one: Same[Graph]) -> str:
    """Name all that credit knows of a graph: what its cards use, and the cards of that."""
    graph = one.it
    cases = graph.by_kind[PageKind.CASE_STUDY]
    heads = [head for case in cases for head in graph.cards_of.get(case, ())]
    used = [(head.uid, sorted(exercised(graph, head).items())) for head in heads]
    stated = [(case, sorted(graph.uses_of(case))) for case in cases]
    cards = [(id_, [h.uid for h in graph.cards_of.get(id_, ())]) for id_ in sorted(graph.used_by)]
    return sha256(repr((used, stated, cards)).encode("utf-8", "surrogateescape")).hexdigest()
