"""The Anki deck: the library as an .apkg that phones import and update."""

from export.anki.progress import READ, Progress, collect_progress
from export.anki.stamps import Stamp
from export.anki.writing import Deck, Written, collect, write

__all__ = [
    "READ",
    "Deck",
    "Progress",
    "Stamp",
    "Written",
    "collect",
    "collect_progress",
    "write",
]
