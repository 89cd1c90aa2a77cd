"""The Anki deck: `write` the library as an .apkg that phones import and update."""

from export.anki.stamps import Stamp
from export.anki.writing import Written, write

__all__ = ["Stamp", "Written", "write"]
