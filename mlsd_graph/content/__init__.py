"""Markdown files to typed frozen records, and the cache that makes it quick.

`load(roots, cache)` gives a `Library`: heads of all pages and cards, whole ones on demand.
"""

from typing import TYPE_CHECKING

from mlsd_graph.lazily import lazily

if TYPE_CHECKING:
    from mlsd_graph.content.glance import Cover
    from mlsd_graph.content.library import Library
    from mlsd_graph.content.loading import load, refresh
    from mlsd_graph.content.pages import parse_page
    from mlsd_graph.content.scaffold import scaffold
    from mlsd_graph.content.slugs import slug
    from mlsd_graph.content.source import digest

__all__ = [
    "Cover",
    "Library",
    "digest",
    "load",
    "parse_page",
    "refresh",
    "scaffold",
    "slug",
]

_HOMES = {
    "Cover": "glance",
    "Library": "library",
    "digest": "source",
    "load": "loading",
    "parse_page": "pages",
    "refresh": "loading",
    "scaffold": "scaffold",
    "slug": "slugs",
}

__getattr__ = lazily(__name__, _HOMES)
