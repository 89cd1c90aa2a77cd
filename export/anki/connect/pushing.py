"""Content to a running Anki: the same deck that a file would carry, imported by Anki itself.

AnkiConnect can add notes but not give them our GUIDs, by which reviews come back; an import can.
It also merges note types, which would force a full sync: hence the look at them beforehand.
"""

from pathlib import Path
from typing import NamedTuple, cast

from export.anki.connect.client import Desktop
from export.anki.notetypes import NOTE_TYPES, NoteType
from mlsd_graph.errors import DesktopError

PARENT = "MLSD"
_PATIENCE_S = 600.0
"""For an import."""


class Pushed(NamedTuple):
    """What Anki has after a push."""

    cards: int
    """Of ours, those of former pages included."""
    new: int
    """Of these, which it did not have before."""


def refuse_changed_types(desktop: Desktop) -> None:
    """Make sure that Anki's note types are still ours, or not there yet.

    Raises:
        DesktopError: One was changed there; nothing was sent.
    """
    for name, kind in our_types(desktop).items():
        fields = _texts(desktop.ask("modelFieldNames", modelName=name))
        templates = _texts(desktop.ask("modelTemplates", modelName=name))
        if fields != list(kind.fields) or templates != [kind.template]:
            raise DesktopError(
                f"The note type “{name}” was changed in Anki: its fields or card types differ.",
                "A push would merge the two and force a full sync. Undo the change, or export a "
                "file and import that by hand.",
            )


def has_decks(desktop: Desktop) -> bool:
    """Say whether Anki has our parent deck, whose preset is then the user's choice."""
    return PARENT in _texts(desktop.ask("deckNames"))


def push(desktop: Desktop, deck: Path) -> Pushed:
    """Let Anki import a deck from the file where it was just written.

    Raises:
        DesktopError: Anki cannot read the file, or refuses it.
    """
    before = len(our_cards(desktop))
    done = desktop.ask("importPackage", path=str(deck.absolute()), patience_s=_PATIENCE_S)
    if done is not True:
        raise DesktopError("Anki did not take the deck.", "Is a profile open?")
    after = len(our_cards(desktop))
    return Pushed(after, after - before)


def our_types(desktop: Desktop) -> dict[str, NoteType]:
    """Find our note types by what they are called there; a user may have renamed one.

    Raises:
        DesktopError: The answer is no table.
    """
    answer = desktop.ask("modelNamesAndIds")
    if not isinstance(answer, dict):
        raise DesktopError("Anki's answer to modelNamesAndIds is no table.")
    ours = {kind.id: kind for kind in NOTE_TYPES}
    table = cast("dict[str, object]", answer).items()
    return {
        name: ours[number] for name, number in table if isinstance(number, int) and number in ours
    }


def our_cards(desktop: Desktop, which: str = "") -> list[int]:
    """Find all cards of our note types, or those that a search of Anki's chooses.

    Raises:
        DesktopError: The answer is no list of cards.
    """
    query = f"({' or '.join(f'mid:{kind.id}' for kind in NOTE_TYPES)}) {which}".rstrip()
    found = desktop.ask("findCards", query=query)
    if not isinstance(found, list) or not all(
        type(each) is int for each in cast("list[object]", found)
    ):
        raise DesktopError("Anki's answer to findCards is no list of cards.")
    return cast("list[int]", found)


def _texts(answer: object) -> list[str]:
    if not isinstance(answer, (list, dict)):
        raise DesktopError("Anki's answer is no list of names.")
    return [str(each) for each in cast("list[object]", answer)]
