"""What a deck replaces on phones that have brought nothing since an earlier one went out."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta, timezone
from functools import cache
from typing import TYPE_CHECKING

from mlsd_graph.store import Event, Kind
from mlsd_graph.store.stamped import stamped

if TYPE_CHECKING:
    from export.anki.dating import Dating
    from mlsd_graph.study import Study

_FORGOTTEN_MS = 30 * 86_400_000
"""After which a phone that has brought nothing is taken for one that nobody uses any more."""
_JUST_MS = 3_600_000
"""Within which of a return one has hardly written anything on the phone again."""
_FIRST = "import first (`mlsd import anki FILE`) and export again before the phone gets this deck."
_SAME = "A phone that has taken all decks so far loses nothing by this one."


def unreturned(study: "Study", notes: Collection[str], events: Sequence[Event]) -> tuple[str, ...]:
    """Count the notes that win over a phone's although nothing has come back that would tell.

    Args:
        study: The learner's log.
        notes: Those of the deck that went out before.
        events: About notes, as `Store.noted` reads them.
    """

    @cache
    def dating() -> "Dating":
        from export.anki.dating import read_dating  # noqa: PLC0415  only for a deck

        return read_dating(events)

    def since(event: bytes, *, words: bool = False) -> int:
        # By the place in the log: a clock that was ahead dates wrongly, and the date in the deck,
        # in whole seconds, would count the notes of that deck itself.
        later = {each.id for each in study.store.as_written((Kind.NOTE,), after=event)}
        if not later:
            return 0
        return len(_winning(events, later, dating(), words=words).intersection(notes))

    def told(sentence: str) -> tuple[str, ...]:
        decks = study.store.as_written((Kind.EXPORT,))
        is_same = bool(decks) and not since(decks[-1].id, words=True)
        return (f"{sentence} {_SAME}" if is_same else sentence,)

    travels, now = study.travels(), study.now()
    came = _written(study, travels.home)
    if not travels.home or 0 <= now.ms - came < _JUST_MS:
        if travels.out and (count := since(travels.out)):
            return told(_none_came(count))
    elif count := since(travels.home):
        return told(_none_since(count, _moment(came, now.ms, now.offset)))
    for away in sorted(travels.away):
        if now.ms - away.last < _FORGOTTEN_MS and (count := since(away.out, words=True)):
            return told(_one_is_away(count, _date(away.last, now.offset)))
    return ()


def _written(study: "Study", home: bytes) -> int:
    """Return when a return was recorded, UTC ms: later than now where its clock was ahead."""
    returns = study.store.as_written((Kind.IMPORT,))
    return next((each.at for each in returns if each.id == home), 0)


def _winning(
    events: Sequence[Event], later: Collection[bytes], dating: "Dating", *, words: bool
) -> set[str]:
    """Find the notes that were dated in some events so as to win over what phones hold.

    What was dated only for words that came back loses against whatever their phone has written
    since, but wins over what another wrote before: it counts with `words`.
    """
    from export.anki.stamps import Stamp, stamp_of  # noqa: PLC0415  only for a deck

    before: dict[str, Stamp] = {}
    found: set[str] = set()
    for event, note, seen in stamped(events):
        stamp = stamp_of(seen)
        known = before.get(note)
        before[note] = stamp
        if event.id in later and known is not None:
            is_new = known.digest != stamp.digest
            if words or is_new or stamp.mod > dating.above(note, known.mod):
                found.add(note)
    return found


def _moment(at: int, now: int, offset: int) -> str:
    """Name a day, or today's time of day; nothing for one that has not come."""
    if at > now:
        return ""
    date = _date(at, offset)
    if date != _date(now, offset):
        return date
    return f"{datetime.fromtimestamp(at / 1000, _zone(offset)):%H:%M} today"


def _date(at: int, offset: int) -> str:
    return f"{datetime.fromtimestamp(at / 1000, _zone(offset)):%Y-%m-%d}"


def _zone(offset: int) -> timezone:
    return timezone(timedelta(minutes=offset))


def _none_came(count: int) -> str:
    return (
        f"{_replaces(count)} My Notes and tags that were written on the phone since the last deck "
        f"went out, and nothing has come back since. If you wrote any, {_FIRST}"
    )


def _none_since(count: int, date: str) -> str:
    when = f"{date}, when " if date else ""
    return (
        f"{_replaces(count)} My Notes and tags that were written on the phone since {when}"
        f"something came back last. If you wrote any, {_FIRST}"
    )


def _one_is_away(count: int, date: str) -> str:
    return (
        f"{_replaces(count)} My Notes and tags that were written on a phone of which nothing has "
        f"come since {date}, though decks went out and another has come back. If you "
        f"still use it and wrote any there, {_FIRST}"
    )


def _replaces(count: int) -> str:
    return "1 changed note replaces" if count == 1 else f"{count} changed notes replace"
