"""The learner's state: an append-only log in one SQLite file, and a cache that a replay rebuilds.

Names are imported on first use, so that `mlsd_graph.store.due` costs no more than sqlite3.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mlsd_graph.store.event import Draft, Event, Kind, id_text, new_id
    from mlsd_graph.store.reading import NoteStamp
    from mlsd_graph.store.replay import Rules, World
    from mlsd_graph.store.store import Clock, Recorded, Store, Undone
    from mlsd_graph.store.tally import Day

_HOMES = {
    "Clock": "store",
    "Day": "tally",
    "Draft": "event",
    "Event": "event",
    "Kind": "event",
    "NoteStamp": "reading",
    "Recorded": "store",
    "Rules": "replay",
    "Store": "store",
    "Undone": "store",
    "World": "replay",
    "id_text": "event",
    "new_id": "event",
}

__all__ = [
    "Clock",
    "Day",
    "Draft",
    "Event",
    "Kind",
    "NoteStamp",
    "Recorded",
    "Rules",
    "Store",
    "Undone",
    "World",
    "id_text",
    "new_id",
]


def __getattr__(name: str) -> object:
    """Import on first use (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
