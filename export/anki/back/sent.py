"""What a phone was told of a card when it got it: how the card stood in the deck that brought it.

Anki takes progress only for cards that it does not have yet. So the first deck that held a note is
the one that counts: if it went out with progress, the phone began with what stood here at that
time, else with nothing. Which note a deck held first is in the log, as its text was noticed then.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence

from export.anki.back.standing import READ, Standing, stood
from mlsd_graph.store import Event, Kind
from mlsd_graph.store.event import ORDER
from mlsd_graph.store.replay import live
from mlsd_graph.study.travels import SENT

SENT_READ = (*READ, Kind.NOTE, SENT)
"""The kinds of events that say what went out."""


def went_out(
    events: Sequence[Event], notes: Mapping[str, str], resolve: Callable[[str], str]
) -> dict[str, Standing]:
    """Tell how cards stood when they went out.

    Args:
        events: Of the kinds in `SENT_READ`, in the order of replay.
        notes: The note of each card, by uid.
        resolve: Follows a card's renames.
    """
    decks = [event for event in events if event.kind == SENT]
    set_here = [event for event in events if event.kind in READ]
    ever = {resolve(event.card) for event in set_here if event.card} & notes.keys()
    seen = _first_seen(events)
    by_deck: dict[int, list[str]] = {}
    for uid in ever:
        place = bisect_left(decks, seen.get(notes[uid], 0), key=lambda deck: deck.at)
        if notes[uid] in seen and place < len(decks) and _had_progress(decks[place]):
            by_deck.setdefault(place, []).append(uid)
    found: dict[str, Standing] = {}
    for place, uids in by_deck.items():
        until = ORDER(decks[place])
        # Undone since then is not undone by then.
        then = stood(live([each for each in set_here if ORDER(each) < until]), resolve)
        found |= {uid: then[uid] for uid in uids if uid in then}
    return found


def _first_seen(events: Iterable[Event]) -> dict[str, int]:
    """Find when each note first went out, UTC ms."""
    seen: dict[str, int] = {}
    for event in events:
        if event.kind == Kind.NOTE:
            values = event.values
            if "hash" in values and isinstance(key := values.get("key"), str):
                seen.setdefault(key, event.at)
    return seen


def _had_progress(deck: Event) -> bool:
    values = deck.values
    return bool(values.get("progress", values.get("reviews") or values.get("to") == "desktop"))
