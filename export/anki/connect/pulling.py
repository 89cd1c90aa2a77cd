"""Reviews from a running Anki: rows of its log, each with the GUID and ordinal of its card."""

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple, cast

from export.anki.connect.client import Desktop
from export.anki.connect.pushing import our_cards, our_types
from export.anki.identity import guid
from export.anki.notetypes import NoteType
from mlsd_graph.errors import DesktopError

_COLUMNS = 9
AT_ONCE = 100
"""Cards per question: each answer holds the whole card as HTML."""
_CARDS_PER_QUESTION = 5000
_LARGEST = 2**53
"""What JSON carries exactly."""


class Row(NamedTuple):
    """One row of Anki's log, as a file would give it."""

    guid: str
    ord: int
    id: int
    """UTC milliseconds."""
    ease: int
    ivl: int
    last_ivl: int
    factor: int
    time: int
    type: int


class Pulled(NamedTuple):
    """What Anki's log has since some time."""

    rows: tuple[Row, ...]
    """In order of time."""
    last: int
    """Id of the newest row; 0 for none."""
    nameless: int
    """Rows of cards whose key was edited away there."""


class Named(NamedTuple):
    """A card, as it is called everywhere."""

    guid: str
    ord: int


def pull(
    desktop: Desktop, since: int, progress: Callable[[int, int], None] | None = None
) -> Pulled:
    """Read the reviews of our cards whose ids are above `since`.

    Args:
        desktop: The running Anki.
        since: UTC milliseconds.
        progress: Called with (cards read, cards to read).

    Raises:
        DesktopError: Anki is gone, refuses, or answers nonsense.
    """
    ours = our_cards(desktop)
    found: dict[int, list[int]] = {}
    known = frozenset(ours)
    for deck in _decks(desktop, ours):
        for row in _rows(desktop.ask("cardReviews", deck=deck, startID=since)):
            if row[1] in known:
                found[row[0]] = row
    named: dict[int, Named] = {}
    reviewed = list(dict.fromkeys(row[1] for row in found.values()))
    types = our_types(desktop)
    for done, some in _groups(reviewed, AT_ONCE):
        named |= names(desktop.ask("cardsInfo", cards=some), types)
        if progress:
            progress(done, len(reviewed))
    ordered = [found[number] for number in sorted(found)]
    rows = tuple(Row(*named[row[1]], row[0], *row[3:]) for row in ordered if row[1] in named)
    return Pulled(rows, ordered[-1][0] if ordered else 0, len(ordered) - len(rows))


def _decks(desktop: Desktop, cards: list[int]) -> list[str]:
    """Name the decks that hold our cards: the user may have moved them."""
    found: dict[str, None] = {}
    for _, some in _groups(cards, _CARDS_PER_QUESTION):
        answer = desktop.ask("getDecks", cards=some)
        if not isinstance(answer, dict):
            raise DesktopError("Anki's answer to getDecks is no table.")
        found |= dict.fromkeys(map(str, cast("dict[object, object]", answer)))
    return list(found)


def _rows(answer: object) -> list[list[int]]:
    if not isinstance(answer, list):
        raise DesktopError("Anki's answer to cardReviews is no list.")
    for row in cast("list[object]", answer):
        if not isinstance(row, list) or not _is_row(cast("list[object]", row)):
            raise DesktopError("Anki's answer to cardReviews holds what is no review.")
    return cast("list[list[int]]", answer)


def _is_row(row: list[object]) -> bool:
    return len(row) == _COLUMNS and all(
        type(value) is int and -_LARGEST < value < _LARGEST for value in row
    )


def names(answer: object, types: Mapping[str, NoteType]) -> dict[int, Named]:
    """Tell cards by GUID, which follows from note type and key; AnkiConnect does not tell it."""
    if not isinstance(answer, list):
        raise DesktopError("Anki's answer to cardsInfo is no list.")
    found: dict[int, Named] = {}
    for card in cast("list[object]", answer):
        match card:
            case {
                "cardId": int(number),
                "ord": int(ordinal),
                "modelName": str(called),
                "fields": {"Key": {"value": str(key)}},
            } if key and called in types:
                found[number] = Named(guid(types[called].name, key), ordinal)
            case _:
                pass
    return found


def _groups(numbers: list[int], size: int) -> Iterator[tuple[int, list[int]]]:
    """Yield slices, each with how many numbers there were up to its end."""
    left = iter(numbers)
    done = 0
    while some := list(islice(left, size)):
        done += len(some)
        yield done, some
