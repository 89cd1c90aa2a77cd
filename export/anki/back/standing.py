"""What was set on the phone beside answers: cards suspended, flagged or marked there.

Merged three ways. A phone does not know what was suspended here since it got the card, so only what
differs from what it said the last time is a change made there; or, of what it never said, what
differs from all that the card may have come with. So what was never surely there is never taken
back.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from export.anki.back.answers import SOURCE
from export.anki.back.collection import ForeignCard
from export.anki.back.said import Dates, Said, Standing, Times, Word
from export.anki.back.sent import Came
from export.anki.back.voices import Speaker
from mlsd_graph.memory import CardState
from mlsd_graph.store import Draft, Kind


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


class There(NamedTuple):
    """How a card is set there, and since when."""

    stands: Standing
    times: Times
    """When it and its note were changed there; 0 for as one of our decks left them."""
    dates: Times
    """The same, with the dates that our decks gave."""
    replaced: int
    """When a deck last replaced its note, epoch seconds; 0 for never."""


class Past(NamedTuple):
    """What was known of a card before."""

    said: Said = Said()
    came: Came = Came()
    newest: Dates = Dates()
    """How new the newest words of any phone on it were."""


class _Part(NamedTuple):
    """One part of a standing: whether it is suspended, its flag, or its mark."""

    kind: Kind
    value: int
    here: int
    word: Word
    """What this phone said of it."""
    explained: frozenset[int]
    """What it may be there without anybody having set it so since."""
    date: int
    """Of the card or note there, epoch seconds."""
    asof: int
    """The same; of a flag, which Anki does not date, that of the collection."""
    may_be_new: bool

    @property
    def is_late(self) -> bool:
        """Whether this phone, or one that it synchronizes with, has spoken since it was so."""
        return self.word.is_sure and self.asof < self.word.date

    @property
    def is_news(self) -> bool:
        """Whether somebody has set it there."""
        return self.value not in self.explained and self.may_be_new and not self.is_late

    @property
    def is_heard(self) -> bool:
        """Whether this phone is known for the first time to have it as it is here."""
        only = len(self.explained) == 1 and self.value in self.explained
        is_known = only or self.value == self.word.value
        return not is_known and self.value == self.here and self.asof >= self.word.date


class Merge:
    """Writes what changed there as events, and tells which of them change anything here.

    What changes nothing here is still written where it was not known: it is what this phone said,
    and only that can it take back.
    """

    def __init__(self, speaker: Speaker, here: Mapping[str, CardState], asof: int) -> None:
        """Begin with nothing; `asof` is the date of what is said, UTC ms."""
        self.drafts: list[Draft] = []
        self._voice = list(speaker.voice)
        self._here = here
        self._asof = asof
        self._turned: dict[tuple[Kind, bool], list[str]] = {}
        self._flagged: dict[str, int] = {}
        self._passed: list[str] = []

    def add(self, uid: str, there: There, past: Past) -> None:
        """Compare how a card is set with what is known of it."""
        state = self._here.get(uid) or CardState(uid)
        stands, times, newest = there.stands, there.times, past.newest
        is_touched = 0 < times.card >= newest.times.card
        self._hear(uid, _part("suspended", Kind.SUSPEND, there, past, state, new=is_touched))
        is_late = self._asof < newest.asof
        flag = _part("flag", Kind.FLAG, there, past, state, new=not is_late)._replace(
            asof=self._asof // 1000
        )
        if is_late or flag.is_late:
            if stands.flag not in flag.explained and stands.flag != state.flag:
                self._passed.append(uid)
        else:
            self._hear(uid, flag)
        is_touched = 0 < times.note >= newest.times.note
        self._hear(uid, _part("marked", Kind.MARK, there, past, state, new=is_touched))

    def changes(self) -> Changes:
        """Tell what changes here."""

        def turned(kind: Kind, *, on: bool) -> tuple[str, ...]:
            return tuple(self._turned.get((kind, on), ()))

        return Changes(
            suspended=turned(Kind.SUSPEND, on=True),
            unsuspended=turned(Kind.SUSPEND, on=False),
            flagged=self._flagged,
            marked=turned(Kind.MARK, on=True),
            unmarked=turned(Kind.MARK, on=False),
            passed=tuple(self._passed),
        )

    def _hear(self, uid: str, part: _Part) -> None:
        if part.is_news:
            self._write(uid, part, {"mod": part.date})
            if part.value != part.here and part.kind == Kind.FLAG:
                self._flagged[uid] = part.value
            elif part.value != part.here:
                self._turned.setdefault((part.kind, bool(part.value)), []).append(uid)
        elif part.is_heard:
            # Nothing was set: a phone that did, before this one spoke, is not late.
            self._write(uid, part, {"mod": 0, "date": part.asof})

    def _write(self, uid: str, part: _Part, dated: Mapping[str, int]) -> None:
        data = {"source": SOURCE, "voice": self._voice, **dated}
        kind = part.kind
        if kind == Kind.FLAG:
            data |= {"flag": part.value} | ({"asof": self._asof} if part.is_news else {})
        elif kind == Kind.MARK:
            data |= {"on": bool(part.value)}
        elif not part.value:
            kind = Kind.UNSUSPEND
        self.drafts.append(Draft(kind, uid, data=data))


def _part(  # noqa: PLR0913  all that one part of a standing is compared with
    name: str, kind: Kind, there: There, past: Past, state: CardState, *, new: bool
) -> _Part:
    word: Word = getattr(past.said, name)
    is_said = word.value is not None
    known = {word.value} if is_said else {getattr(each, name) for each in past.came.standings}
    if kind == Kind.MARK:
        # A deck that replaced the note has replaced its tags; its mark Anki takes only if asked to.
        since = there.replaced > word.date if is_said else there.replaced * 1000 > past.came.at
        if since and past.came.kept_mark:
            known = {True}
        elif since and known != {False}:
            word, known = word._replace(value=None), known | {False}
    date = there.dates.note if kind == Kind.MARK else there.dates.card
    return _Part(
        kind=kind,
        value=getattr(there.stands, name),
        here=getattr(state, name),
        word=word,
        explained=frozenset(each for each in (*known, word.heard) if each is not None),
        date=date,
        asof=date,
        may_be_new=new,
    )


def standing(
    cards: Iterable[tuple[str, ForeignCard]], marked: frozenset[str]
) -> dict[str, Standing]:
    """Gather what a file says of each card; `marked` are the uids of those of marked notes."""
    return {uid: Standing(card.suspended, card.flag, uid in marked) for uid, card in cards}


def marked_cards(
    notes: Mapping[str, Sequence[str]],
    here: Mapping[str, CardState],
    before: Mapping[str, Past],
) -> frozenset[str]:
    """Choose the cards that a mark on their note means: those marked here, else before, else one.

    `notes` maps marked notes to their cards. Anki marks notes, we mark cards.
    """
    chosen: set[str] = set()
    for uids in notes.values():
        ours = [uid for uid in uids if uid in here and here[uid].marked]
        theirs = [uid for uid in uids if uid in before and _had_mark(before[uid])]
        chosen.update(ours or theirs or sorted(uids)[:1])
    return frozenset(chosen)


def _had_mark(past: Past) -> bool:
    word = past.said.marked
    if word.value is None:
        return bool(word.heard) or any(each.marked for each in past.came.standings)
    return bool(word.value)
