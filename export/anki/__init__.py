"""The Anki deck: the library as an .apkg that phones import, and what comes back from them."""

from typing import TYPE_CHECKING

from mlsd_graph.lazily import lazily

if TYPE_CHECKING:
    from export.anki.progress import Progress, read_progress
    from export.anki.stamps import Stamp, read_stamps
    from export.anki.writing import Deck, collect

__all__ = [
    "Deck",
    "Progress",
    "Stamp",
    "collect",
    "read_progress",
    "read_stamps",
]

_HOMES = {
    "Deck": "writing",
    "Progress": "progress",
    "Stamp": "stamps",
    "collect": "writing",
    "read_progress": "progress",
    "read_stamps": "stamps",
}
"""Imported on first use: what comes back needs no genanki."""

__getattr__ = lazily(__name__, _HOMES)
