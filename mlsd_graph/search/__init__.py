"""Finding pages and cards: by words as they are typed, and by filters over content and state."""

from typing import TYPE_CHECKING

from mlsd_graph.lazily import lazily

if TYPE_CHECKING:
    from mlsd_graph.search.filters import Filter, parse
    from mlsd_graph.search.index import Hit, Index
    from mlsd_graph.search.known import refuse_unknown
    from mlsd_graph.search.terms import Moment, cases_by_page

__all__ = ["Filter", "Hit", "Index", "Moment", "cases_by_page", "parse", "refuse_unknown"]

_HOMES = {
    "Filter": "filters",
    "Hit": "index",
    "Index": "index",
    "Moment": "terms",
    "cases_by_page": "terms",
    "parse": "filters",
    "refuse_unknown": "known",
}


__getattr__ = lazily(__name__, _HOMES)
