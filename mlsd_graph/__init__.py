"""mlsd-graph: a knowledge graph and spaced repetition for ML system design interviews.

`load()` is the door for notebooks; everything else is imported from its own module.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mlsd_graph.loaded import Loaded, load

__all__ = ["Loaded", "load"]


def __getattr__(name: str) -> object:
    """Import on first use (PEP 562), so that `mlsd due` pays for none of it."""
    if name in __all__:
        from mlsd_graph import loaded  # noqa: PLC0415

        value = getattr(loaded, name)
        globals()[name] = value
        return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
