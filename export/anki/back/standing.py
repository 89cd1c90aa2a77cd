"""What was set on the phone beside answers: cards suspended, flagged or marked there.

Merged three ways. A phone does not know what was suspended here since it got the card, so only what
differs from what it said the last time is a change made there. What it said is in the log: the last
such event of a card that came from Anki. What it never said is as it went out with the card.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from export.anki.back.answers import SOURCE
from export.anki.back.collection import ForeignCard
from mlsd_graph.memory import CardState
from mlsd_graph.store import Draft, Event, Kind
from mlsd_graph.store.replay import live

READ = (Kind.SUSPEND, Kind.UNSUSPEND, Kind.FLAG, Kind.MARK, Kind.UNDO, Kind.REDO)
"""The kinds of events that say what a phone said before."""
_DATA = {"source": SOURCE}


class Standing(NamedTuple):
    """What can be set on a card without answering it."""

    suspended: bool = False
    flag: int = 0
    marked: bool = False


class Changes(NamedTuple):
    """Cards whose standing here changes, by uid."""

    suspended: tuple[str, ...] = ()
    unsuspended: tuple[str, ...] = ()
    flagged: Mapping[str, int] = {}
    """New flag, 0 for none."""
    marked: tuple[str, ...] = ()
    unmarked: tuple[str, ...] = ()


def said_before(
    events: Sequence[Event], told: Mapping[str, Standing], resolve: Callable[[str], str]
) -> dict[str, Standing]:
    """Find what the phone said of each card the last time; `events` are of the kinds in `READ`.

    `told` is what it was told of cards as it got them, and `resolve` follows renames.
    """
    said = (event for event in live(events) if event.source == SOURCE)
    return dict(told) | stood(said, resolve, told)


def stood(
    events: Iterable[Event],
    resolve: Callable[[str], str],
    before: Mapping[str, Standing] | None = None,
) -> dict[str, Standing]:
    """Follow live events, in the order of replay, to where they leave the cards they name."""
    found: dict[str, Standing] = {}
    for event in events:
        if event.card is None:
            continue
        uid = resolve(event.card)
        known = found.get(uid) or (before or {}).get(uid, Standing())
        if event.kind == Kind.FLAG:
            flag = event.values.get("flag")
            found[uid] = known._replace(flag=flag if isinstance(flag, int) else 0)
        elif event.kind == Kind.MARK:
            found[uid] = known._replace(marked=bool(event.values.get("on")))
        else:
            found[uid] = known._replace(suspended=event.kind == Kind.SUSPEND)
    return found


def standing(
    cards: Iterable[tuple[str, ForeignCard]], marked: frozenset[str]
) -> dict[str, Standing]:
    """Gather what a file says of each card; `marked` are the uids of those of marked notes."""
    return {uid: Standing(card.suspended, card.flag, uid in marked) for uid, card in cards}


def merge(
    now: Mapping[str, Standing], before: Mapping[str, Standing], here: Mapping[str, CardState]
) -> tuple[list[Draft], Changes]:
    """Write what changed there as events, and tell which of them change anything here.

    An event that changes nothing here is still written: it is what the phone said.
    """
    drafts: list[Draft] = []
    suspended: list[str] = []
    unsuspended: list[str] = []
    flagged: dict[str, int] = {}
    marked: list[str] = []
    unmarked: list[str] = []
    for uid, said in now.items():
        last, state = before.get(uid, Standing()), here.get(uid) or CardState(uid)
        if said.suspended != last.suspended:
            kind = Kind.SUSPEND if said.suspended else Kind.UNSUSPEND
            drafts.append(Draft(kind, uid, data=_DATA))
            if said.suspended != state.suspended:
                (suspended if said.suspended else unsuspended).append(uid)
        if said.flag != last.flag:
            drafts.append(Draft(Kind.FLAG, uid, data=_DATA | {"flag": said.flag}))
            if said.flag != state.flag:
                flagged[uid] = said.flag
        if said.marked != last.marked:
            drafts.append(Draft(Kind.MARK, uid, data=_DATA | {"on": said.marked}))
            if said.marked != state.marked:
                (marked if said.marked else unmarked).append(uid)
    changes = Changes(tuple(suspended), tuple(unsuspended), flagged, tuple(marked), tuple(unmarked))
    return drafts, changes


def marked_cards(
    notes: Mapping[str, Sequence[str]],
    here: Mapping[str, CardState],
    before: Mapping[str, Standing],
) -> frozenset[str]:
    """Choose the cards that a mark on their note means: those marked here, else before, else one.

    `notes` maps marked notes to their cards. Anki marks notes, we mark cards.
    """
    chosen: set[str] = set()
    for uids in notes.values():
        ours = [uid for uid in uids if uid in here and here[uid].marked]
        theirs = [uid for uid in uids if uid in before and before[uid].marked]
        chosen.update(ours or theirs or sorted(uids)[:1])
    return frozenset(chosen)
