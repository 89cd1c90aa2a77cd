"""What phones said of cards before, and what this one may know of it."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from export.anki.back.answers import SOURCE
from export.anki.back.voices import Likeness, Speaker, voice_of
from mlsd_graph.store import Event, Kind
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


_UNSET = Standing()


class Word(NamedTuple):
    """The last word on one part of a card's standing."""

    value: int | None = None
    """What this phone said; None where it is not known to have said anything."""
    is_sure: bool = False
    """Whether that was this one, and not perhaps another that was made on the same day."""
    heard: int | None = None
    """What was said since by one that this may be or not."""
    date: int = 0
    """Of the card or note when the phone said it, and for a flag, which Anki does not date, of the
    collection; epoch seconds, 0 where it had none of its own."""

    def then(self, later: "Word", likeness: Likeness) -> "Word":
        """Follow one word more."""
        if likeness is Likeness.UNKNOWN:
            return self._replace(heard=later.value)
        is_less = self.is_sure and not later.is_sure
        return self if is_less or likeness is Likeness.OTHER else later


class Said(NamedTuple):
    """The last words on a card."""

    suspended: Word = Word()
    flag: Word = Word()
    marked: Word = Word()


def said_before(
    events: Sequence[Event], resolve: Callable[[str], str], speaker: Speaker
) -> dict[str, Said]:
    """Find what the speaker said of each card the last time; `events` are of the kinds in `READ`.

    `resolve` follows renames. What another phone said is nothing that this one has taken back.
    """
    found: dict[str, Said] = {}
    for event in live(events):
        if event.card is None or event.source != SOURCE or "why" in event.values:
            continue
        voice, (part, value) = voice_of(event), part_of(event)
        uid = resolve(event.card)
        known = found.get(uid, Said())
        word = Word(value, speaker.is_surely(voice), None, _date(event))
        found[uid] = known._replace(
            **{part: getattr(known, part).then(word, speaker.likeness(voice))}
        )
    return found


def _date(event: Event) -> int:
    """Tell as of when a phone said something, epoch seconds."""
    date, mod, asof = (event.values.get(name) for name in ("date", "mod", "asof"))
    if isinstance(asof, int):
        mod = asof // 1000
    date = mod if date is None else date
    return date if isinstance(date, int) else 0


def part_of(event: Event) -> tuple[str, int]:
    """Tell which part of a card's standing an event sets, and to what."""
    if event.kind == Kind.FLAG:
        flag = event.values.get("flag")
        return "flag", flag if isinstance(flag, int) else 0
    if event.kind == Kind.MARK:
        return "marked", bool(event.values.get("on"))
    return "suspended", event.kind == Kind.SUSPEND


def stood(events: Iterable[Event], before: Standing = _UNSET) -> Standing:
    """Follow live events of one card, in the order of replay, to where they leave it."""
    standing = before
    for event in events:
        part, value = part_of(event)
        standing = standing._replace(**{part: value})
    return standing


def marked_there(events: Sequence[Event], resolve: Callable[[str], str]) -> frozenset[str]:
    """Find the cards that a phone was seen to have marked, and nobody has unmarked since.

    `events` are of the kinds in `READ`. What an adopted deck had marked has no date.
    """
    found: set[str] = set()
    for event in live(events):
        if event.card is not None and event.kind == Kind.MARK:
            uid, values = resolve(event.card), event.values
            if not values.get("on"):
                found.discard(uid)
            elif event.source == SOURCE and "mod" in values:
                found.add(uid)
    return frozenset(found)


class Times(NamedTuple):
    """Dates of a card and of its note there, epoch seconds; 0 for never."""

    card: int = 0
    note: int = 0


class Dates(NamedTuple):
    """How new the newest words of any phone on a card were."""

    times: Times = Times()
    asof: int = 0
    """Of the collection that spoke of its flag, UTC ms: Anki dates no flags."""


def dates_before(events: Iterable[Event], resolve: Callable[[str], str]) -> dict[str, Dates]:
    """Read how new the words on each card were; `events` are of the kinds in `READ`."""
    found: dict[str, Dates] = {}
    for event in events:
        if event.card is None or event.source != SOURCE:
            continue
        uid, values = resolve(event.card), event.values
        known, mod, asof = found.get(uid, Dates()), values.get("mod"), values.get("asof")
        times = known.times
        if isinstance(mod, int):
            which = "note" if event.kind == Kind.MARK else "card"
            times = times._replace(**{which: max(getattr(times, which), mod)})
        newest = max(known.asof, asof if isinstance(asof, int) else 0)
        found[uid] = Dates(times, newest)
    return found
