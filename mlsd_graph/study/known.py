"""How well a page is known as readiness counts it: what placement inferred is counted too.

A card that was asked counts as recalled as its memory says. One that never was counts as 0, or,
where placement takes its page as known, as likely as that is. No memory follows from it.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from mlsd_graph.study import placed
from mlsd_graph.study.preparing import Same

if TYPE_CHECKING:
    from mlsd_graph.graph import Graph
    from mlsd_graph.study.study import Study


def known(study: "Study") -> Callable[[str], float]:
    """Tell the recall of a page now, 0 to 1."""
    taken, pages = assumed(study), study.library.pages

    def recall(page: str) -> float:
        if page not in taken:
            return study.page_recall(page)
        cards = (study.recall(head.uid) for head in pages[page].cards)
        values = [taken[page] if each is None else each for each in cards]
        return sum(values) / len(values) if values else 0.0

    return recall


def assumed(study: "Study") -> Mapping[str, float]:
    """Concepts that placement takes as known → how likely they are; kept until the log grows."""
    return _assumed(Same(study), Same(study.graph), study.store.version())


@lru_cache(maxsize=2)
def _assumed(one: "Same[Study]", graph: "Same[Graph]", version: int) -> Mapping[str, float]:
    del version  # it only names what was looked at
    study = one.it
    found = placed.assumed(graph.it, study.store, study.states)
    return {id_: likely for id_, likely in found.items() if id_ in study.library.pages}
