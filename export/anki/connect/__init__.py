"""The link to a running Anki on this desktop, through its AnkiConnect add-on."""

from export.anki.connect.client import DEFAULT_ADDRESS, Desktop
from export.anki.connect.noted import Noted, read_notes
from export.anki.connect.pulling import Pulled, pull
from export.anki.connect.pushing import Pushed, has_decks, push, refuse_changed_types
from export.anki.connect.standing import read_cards

__all__ = [
    "DEFAULT_ADDRESS",
    "Desktop",
    "Noted",
    "Pulled",
    "Pushed",
    "has_decks",
    "pull",
    "push",
    "read_cards",
    "read_notes",
    "refuse_changed_types",
]
