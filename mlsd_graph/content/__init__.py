"""Markdown files to typed frozen records, and the cache that makes it quick.

`load(roots, cache)` gives a `Library`: heads of all pages and cards, whole ones on demand.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mlsd_graph.content.glance import card_at
    from mlsd_graph.content.library import Library
    from mlsd_graph.content.loading import load, refresh
    from mlsd_graph.content.pages import parse_page
    from mlsd_graph.content.scaffold import scaffold
    from mlsd_graph.content.slugs import slug
    from mlsd_graph.content.source import digest

__all__ = [
    "Library",
    "card_at",
    "digest",
    "load",
    "parse_page",
    "refresh",
    "scaffold",
    "slug",
]

_HOMES = {
    "Library": "library",
    "card_at": "glance",
    "digest": "source",
    "load": "loading",
    "parse_page": "pages",
    "refresh": "loading",
    "scaffold": "scaffold",
    "slug": "slugs",
}


def __getattr__(name: str) -> object:
    """Import on first use (PEP 562): reading one card takes less than all of it."""
    if name in _HOMES:
        from importlib import import_module  # noqa: PLC0415

        value = getattr(import_module(f"mlsd_graph.content.{_HOMES[name]}"), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
