"""What was set on the phone beside answers: cards suspended, flagged or marked there.

Merged three ways. A phone does not know what was suspended here since it got the card, so only what
differs from what it said the last time is a change made there. What it said is in the log: the last
such event of a card that came from Anki. What it never said is as it went out with the card.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from export.anki.back.answers import SOURCE
from export.anki.back.collection import ForeignCard
from export.anki.back.voices import Likeness, Speaker, voice_of
from mlsd_graph.memory import CardState
from mlsd_graph.store import Draft, Event, Kind
from mlsd_graph.store.replay import live

READ = (Kind.SUSPEND, Kind.UNSUSPEND, Kind.FLAG, Kind.MARK, Kind.UNDO, Kind.REDO)
"""The kinds of events that say what a phone said of its cards before."""
VOICED = (*READ, Kind.NOTE)
"""The kinds that say which phone said something."""


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
    passed: tuple[str, ...] = ()
    """Cards whose flag there is passed over, as a newer collection spoke of them."""

    def among(self, written: Collection[tuple[str, str | None]]) -> "Changes":
        """Keep those that are among these kinds of events and cards."""

        def kept(kind: Kind, uids: Iterable[str]) -> tuple[str, ...]:
            return tuple(uid for uid in uids if (kind, uid) in written)

        flagged = kept(Kind.FLAG, self.flagged)
        return Changes(
            suspended=kept(Kind.SUSPEND, self.suspended),
            unsuspended=kept(Kind.UNSUSPEND, self.unsuspended),
            flagged={uid: self.flagged[uid] for uid in flagged},
            marked=kept(Kind.MARK, self.marked),
            unmarked=kept(Kind.MARK, self.unmarked),
            passed=self.passed,
        )


class Times(NamedTuple):
    """Dates of a card and of its note there, epoch seconds; 0 for never."""

    card: int = 0
    note: int = 0


def said_before(
    events: Sequence[Event],
    told: Mapping[str, Standing],
    resolve: Callable[[str], str],
    speaker: Speaker | None = None,
) -> dict[str, Standing]:
    """Find what the phone said of each card the last time; `events` are of the kinds in `READ`.

    `told` is what it was told of cards as it got them, and `resolve` follows renames. What another
    phone than the `speaker` said is nothing that this one has taken back.
    """
    said = (
        event
        for event in live(events)
        if event.source == SOURCE
        and (speaker is None or speaker.likeness(voice_of(event)) is not Likeness.OTHER)
    )
    return dict(told) | stood(said, resolve, told)


def times_before(events: Iterable[Event], resolve: Callable[[str], str]) -> dict[str, Times]:
    """Find how new the newest word of any phone about each card was."""
    found: dict[str, Times] = {}
    for event in events:
        mod = event.values.get("mod")
        if event.card is None or event.source != SOURCE or not isinstance(mod, int):
            continue
        uid = resolve(event.card)
        known = found.get(uid, Times())
        if event.kind == Kind.MARK:
            found[uid] = known._replace(note=max(known.note, mod))
        else:
            found[uid] = known._replace(card=max(known.card, mod))
    return found


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


class Merge:
    """Writes what changed there as events, and tells which of them change anything here.

    An event that changes nothing here is still written: it is what the phone said.
    """

    def __init__(self, speaker: Speaker, here: Mapping[str, CardState], asof: int) -> None:
        """Begin with nothing; `asof` is the date of what is said, UTC ms."""
        self.drafts: list[Draft] = []
        self._voice = list(speaker.voice)
        self._here = here
        self._asof = asof
        self._suspended: list[str] = []
        self._unsuspended: list[str] = []
        self._flagged: dict[str, int] = {}
        self._marked: list[str] = []
        self._unmarked: list[str] = []
        self._passed: list[str] = []

    def add(self, uid: str, now: Standing, last: Standing, times: Times) -> None:
        """Compare what a card is set to with what was said of it the last time."""
        state = self._state(uid)
        if now.suspended != last.suspended:
            self._write(Kind.SUSPEND if now.suspended else Kind.UNSUSPEND, uid, times.card)
            if now.suspended != state.suspended:
                (self._suspended if now.suspended else self._unsuspended).append(uid)
        if now.flag != last.flag:
            self._write(Kind.FLAG, uid, times.card, flag=now.flag, asof=self._asof)
            if now.flag != state.flag:
                self._flagged[uid] = now.flag
        if now.marked != last.marked:
            self._write(Kind.MARK, uid, times.note, on=now.marked)
            if now.marked != state.marked:
                (self._marked if now.marked else self._unmarked).append(uid)

    def pass_flag(self, uid: str, flag: int) -> None:
        """Note a flag that is not taken, where it is not the one here anyway."""
        if flag != self._state(uid).flag:
            self._passed.append(uid)

    def changes(self) -> Changes:
        """Tell what changes here."""
        return Changes(
            tuple(self._suspended),
            tuple(self._unsuspended),
            self._flagged,
            tuple(self._marked),
            tuple(self._unmarked),
            tuple(self._passed),
        )

    def _state(self, uid: str) -> CardState:
        return self._here.get(uid) or CardState(uid)

    def _write(self, kind: Kind, uid: str, mod: int, **values: object) -> None:
        data = {"source": SOURCE, "mod": mod, "voice": self._voice, **values}
        self.drafts.append(Draft(kind, uid, data=data))


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
