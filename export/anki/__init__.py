"""The Anki deck: the library as an .apkg that phones import and update."""

from export.anki.stamps import Stamp
from export.anki.writing import Deck, Written, collect, write

__all__ = ["Deck", "Stamp", "Written", "collect", "write"]
