"""Suspension and flags from a running Anki, as a file would give them.

Anki finds cards by both, so that not every card has to be described: only clozes are asked for
their ordinal, and of these only the notes where something is set there, or was before.
"""

from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from export.anki.back.collection import ForeignCard
from export.anki.connect.client import Desktop
from export.anki.connect.noted import Noted
from export.anki.connect.pulling import AT_ONCE, names
from export.anki.connect.pushing import our_cards, our_types
from export.anki.notetypes import RECALL
from export.anki.own_tags import is_marked

_FLAGS = range(1, 8)


def read_cards(
    desktop: Desktop, notes: Iterable[Noted], spoken: Collection[str]
) -> dict[int, ForeignCard]:
    """Read how cards are set: all of notes with one card, and those that may differ from before.

    Args:
        desktop: The running Anki.
        notes: What it told of our notes.
        spoken: GUIDs of notes of whose cards something was said before.

    Raises:
        DesktopError: Anki is gone, refuses, or answers nonsense.
    """
    suspended = frozenset(our_cards(desktop, "is:suspended"))
    flags = {card: flag for flag in _FLAGS for card in our_cards(desktop, f"flag:{flag}")}
    found: dict[int, ForeignCard] = {}
    unclear: dict[int, int] = {}

    def add(card: int, note: int, ordinal: int) -> None:
        held = card in suspended
        found[card] = ForeignCard(
            card, note, ordinal, 0, held, flags.get(card, 0), 0.0, 0.0, 0, 0
        )  # fmt: skip

    for told in notes:
        note, cards = told.note, told.cards
        if note.type == RECALL.id and len(cards) == 1:
            add(cards[0], note.id, 0)
        elif (
            note.guid in spoken
            or is_marked(note.tags)
            or suspended & {*cards}
            or flags.keys() & {*cards}
        ):
            unclear |= dict.fromkeys(cards, note.id)
    types, waiting = our_types(desktop), iter(unclear)
    for some in _groups(waiting):
        for card, named in names(desktop.ask("cardsInfo", cards=some), types).items():
            if card in unclear:
                add(card, unclear[card], named.ord)
    return found


def _groups(cards: Iterator[int]) -> Iterator[list[int]]:
    while some := list(islice(cards, AT_ONCE)):
        yield some
