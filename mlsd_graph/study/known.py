"""How well pages and case studies are known: the one readiness that all of the program shows.

A card that was asked counts as recalled as its memory says. One that never was counts as 0, or,
where placement takes its page as known, as likely as that is. No memory follows from it. With an
interview set, a case study is measured at its level: before it, on its day and after it alike.
"""

from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from mlsd_graph.content.records import PageKind
from mlsd_graph.graph.readiness import Readiness, measured
from mlsd_graph.planning.scope import uses_at
from mlsd_graph.planning.target import read_target
from mlsd_graph.study import placed
from mlsd_graph.study.preparing import Same

if TYPE_CHECKING:
    from mlsd_graph.graph import Graph
    from mlsd_graph.level import Level
    from mlsd_graph.memory import Settings
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


def ready(study: "Study") -> Callable[[str], Readiness]:
    """Tell the readiness of a case study today."""
    graph, recall = study.graph, cache(known(study))
    level = level_set(study.settings)

    def of(case: str) -> Readiness:
        uses = uses_at(graph, case, level) if level else graph.uses_of(case)
        return measured(case, uses, recall)

    return of


def level_set(settings: "Settings") -> "Level | None":
    """Tell the level of the interview that is set; None where none is.

    It stays after the last day of its plan: what the plan told of the date is measured on the date.
    """
    target = read_target(settings.interview)
    return target.level if target else None


def standing(study: "Study") -> Callable[[str], float]:
    """Tell how well any page is known, 0 to 1: of a case study its readiness, else the recall."""
    of_case, of_page, cases = ready(study), known(study), study.graph.by_kind[PageKind.CASE_STUDY]
    found = frozenset(cases)
    return lambda page: of_case(page).value if page in found else of_page(page)


def assumed(study: "Study") -> Mapping[str, float]:
    """Concepts that placement takes as known → how likely they are; kept until the log grows."""
    return _assumed(Same(study), Same(study.graph), study.store.version())


@lru_cache(maxsize=2)
def _assumed(one: "Same[Study]", graph: "Same[Graph]", version: int) -> Mapping[str, float]:
    del version  # it only names what was looked at
    study = one.it
    found = placed.assumed(graph.it, study.store, study.states)
    return {id_: likely for id_, likely in found.items() if id_ in study.library.pages}
