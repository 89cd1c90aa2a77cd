"""What a deck replaces on phones that have brought nothing since an earlier one went out."""

from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

from mlsd_graph.store import Kind, NoteStamp, note_stamps

if TYPE_CHECKING:
    from export.anki import Deck
    from mlsd_graph.study import Study

_FORGOTTEN_MS = 30 * 86_400_000
"""After which a phone that has brought nothing is taken for one that nobody uses any more."""
_FIRST = "import first (`mlsd import anki FILE`) and export again before the phone gets this deck."


def unreturned(study: "Study", deck: "Deck", seen: Mapping[str, NoteStamp]) -> tuple[str, ...]:
    """Count the notes that win over a phone's although it has not come back since a deck.

    `seen` is what the log knows of notes.
    """

    def since(out: bytes) -> int:
        # By the place in the log: a clock that was ahead dates wrongly, and the date in the deck,
        # in whole seconds, would count the notes of that deck itself.
        noted = note_stamps(study.store.as_written((Kind.NOTE,), after=out))
        return sum(each.note in noted and seen[each.note].changed for each in deck.notes)

    travels, now = study.travels(), study.now()
    if travels.out and (count := since(travels.out)):
        return (_none_came(count),)
    for away in sorted(travels.away):
        if now.ms - away.last < _FORGOTTEN_MS and (count := since(away.out)):
            return (_one_is_away(count, away.last, now.offset),)
    return ()


def _none_came(count: int) -> str:
    return (
        f"{_replaces(count)} My Notes and tags that were written on the phone since the last deck "
        f"went out, and nothing has come back since. If you wrote any, {_FIRST}"
    )


def _one_is_away(count: int, last: int, offset: int) -> str:
    when = datetime.fromtimestamp(last / 1000, timezone(timedelta(minutes=offset)))
    return (
        f"{_replaces(count)} My Notes and tags that were written on a phone of which nothing has "
        f"come since {when:%Y-%m-%d}, though decks went out and another has come back. If you "
        f"still use it and wrote any there, {_FIRST}"
    )


def _replaces(count: int) -> str:
    return "1 changed note replaces" if count == 1 else f"{count} changed notes replace"
