"""How a card stood in the decks that can have brought it to a phone.

What differs from that was set there; what is like it, somebody may have taken over with a deck.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from export.anki.back.said import READ, Standing, stood
from export.anki.back.ways import Order, Shown, Ways, had_progress
from mlsd_graph.store import Event, Kind
from mlsd_graph.store.event import ORDER
from mlsd_graph.store.replay import live, undone
from mlsd_graph.store.stamped import stamped

SENT_READ = (*READ, Kind.NOTE, Kind.IMPORT, Kind.EXPORT)
"""The kinds of events that say what went out, and what came back by then."""
_TAKING = (Kind.UNDO, Kind.REDO)


class Came(NamedTuple):
    """With what a card may have come."""

    standings: tuple[Standing, ...] = (Standing(),)
    """Each different; one alone is sure."""
    at: int = 0
    """When the first deck that can have brought it went out, UTC ms."""
    kept_mark: bool = False
    """Whether the deck that last replaced its note has surely left it marked."""


def came_with(
    events: Sequence[Event],
    notes: Mapping[str, str],
    resolve: Callable[[str], str],
    shown: Shown,
    dated: Callable[[str], Event | None],
) -> dict[str, Came]:
    """Tell with which standings cards may have come; those that are not named, with none.

    Args:
        events: Of the kinds in `SENT_READ`, in the order of replay.
        notes: The note of each card, by uid.
        resolve: Follows a card's renames.
        shown: By which answers the collection is known.
        dated: Finds the event that dated the text with which a deck last replaced a card's note.
    """
    decks = [event for event in events if event.kind == Kind.EXPORT]
    histories = _histories([event for event in events if event.kind in READ], resolve)
    named = histories.keys() & notes.keys()
    if not named or not any(map(had_progress, decks)):
        return {}
    ways = Ways(decks, _first_seen(events), notes, shown, _heard(events, shown))
    found: dict[str, Came] = {}
    for uid in named:
        places, is_sure = ways.of(uid)
        history = _History(histories[uid], ways.orders)
        then = history.stood_at(places)
        came = Came()
        if then:
            standings = then if is_sure else {*then, Standing()}
            came = Came(tuple(sorted(standings)), decks[places[0]].at)
        place = ways.replacing(text) if history.has_mark and (text := dated(uid)) else None
        kept = place is not None and any(each.marked for each in history.stood_at([place]))
        if then or kept:
            found[uid] = came._replace(kept_mark=kept)
    return found


class _History:
    """How a card stood, by what was set on it."""

    def __init__(self, acts: Sequence[Event], decks: Sequence[Order]) -> None:
        """Follow acts, in the order of replay; `decks` tells where the decks stand in that."""
        self.has_mark = any(act.kind == Kind.MARK for act in acts)
        self._decks = [bisect_left(decks, ORDER(act)) for act in acts]
        """Place of the first deck after each act."""
        self._stood = list(_followed(acts))

    def stood_at(self, places: Sequence[int]) -> set[Standing]:
        """Tell how the card stood in some decks, by their places, which are in order."""
        before = (bisect_left(places, deck) for deck in self._decks)
        between = pairwise([0, *before, len(places)])
        return {
            stood for stood, (start, end) in zip(self._stood, between, strict=True) if start < end
        }


def _followed(acts: Sequence[Event]) -> Iterator[Standing]:
    """Yield how a card stood before all acts and after each: what was undone later was not yet."""
    standing, dead = Standing(), frozenset[bytes]()
    yield standing
    for count, act in enumerate(acts, 1):
        if act.kind in _TAKING:
            dead = undone(acts[:count])
            standing = stood(live(acts[:count], dead))
        elif act.id not in dead:
            standing = stood([act], standing)
        yield standing


def _histories(set_here: Sequence[Event], resolve: Callable[[str], str]) -> dict[str, list[Event]]:
    """Gather what was set on each card, with what undid it."""
    cards = {
        each.id: resolve(each.card) for each in set_here if each.card and each.kind not in _TAKING
    }
    found: dict[str, list[Event]] = {}
    for event in set_here:
        uid = cards.get(event.target or b"") if event.kind in _TAKING else cards.get(event.id)
        if uid is not None:
            found.setdefault(uid, []).append(event)
    return found


def _heard(events: Iterable[Event], shown: Shown) -> list[Event]:
    """Find earlier imports of this phone: it has the newest answer that came with each."""
    imports = {
        event: newest
        for event in events
        if event.kind == Kind.IMPORT
        and 0 < shown.created == (values := event.values).get("created")
        and isinstance(newest := values.get("newest"), int)
    }
    asked = frozenset(imports.values())
    has = {at for times in shown.rows.values() for at in times if at in asked}
    return [event for event, newest in imports.items() if newest in has]


def _first_seen(events: Iterable[Event]) -> dict[str, int]:
    """Find when each note first went out, UTC ms."""
    notes = (event for event in events if event.kind == Kind.NOTE)
    return {key: stamp.at for _, key, stamp in stamped(notes) if not stamp.changed}
