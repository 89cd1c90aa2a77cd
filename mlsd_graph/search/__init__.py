"""Finding pages and cards: by words as they are typed, and by filters over content and state."""

from typing import TYPE_CHECKING

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


def __getattr__(name: str) -> object:
    """Import on first use (PEP 562)."""
    if name in _HOMES:
        from importlib import import_module  # noqa: PLC0415

        value = getattr(import_module(f"mlsd_graph.search.{_HOMES[name]}"), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
