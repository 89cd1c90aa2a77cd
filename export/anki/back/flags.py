"""Flags, which Anki does not date: setting one changes the date of neither its card nor its note.

So a flag is news where it differs from what the same phone said last, and it is no newer than the
last change of the collection that says it. Of two phones the one whose collection is newer wins.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from export.anki.back.answers import SOURCE
from export.anki.back.standing import Standing, stood
from export.anki.back.voices import Likeness, Speaker, voice_of
from mlsd_graph.store import Event, Kind
from mlsd_graph.store.replay import live


class Flags(NamedTuple):
    """What was said of flags before."""

    said: Mapping[str, int]
    """By uid, what this phone said itself the last time, or was told with the card."""
    dates: Mapping[str, int]
    """By uid, how new the collection was that had the newest word of any phone, UTC ms."""

    def is_news(self, uid: str, flag: int) -> bool:
        """Whether this phone says otherwise than the last time."""
        return flag != self.said.get(uid, 0)

    def is_late(self, uid: str, at: int) -> bool:
        """Whether a collection of some date, UTC ms, is older than the newest word."""
        return at < self.dates.get(uid, 0)


def flags_before(
    events: Sequence[Event],
    told: Mapping[str, Standing],
    resolve: Callable[[str], str],
    speaker: Speaker,
) -> Flags:
    """Read what was said; `events` are of the kinds in `standing.READ`.

    What may come from another phone as well counts only for cards of which this one is not known
    to have said anything: else its old flag would look new beside the other's.
    """
    words = [each for each in live(events) if each.source == SOURCE and each.kind == Kind.FLAG]
    likely = [each for each in words if speaker.likeness(voice_of(each)) is Likeness.SAME]
    sure = [each for each in likely if speaker.is_surely(voice_of(each))]
    found = dict(told) | stood(likely, resolve) | stood(sure, resolve)
    return Flags({uid: each.flag for uid, each in found.items()}, _dates(events, resolve))


def _dates(events: Iterable[Event], resolve: Callable[[str], str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for event in events:
        if event.kind == Kind.FLAG and event.source == SOURCE and event.card is not None:
            at = event.values.get("asof", 0)
            uid = resolve(event.card)
            found[uid] = max(found.get(uid, 0), at if isinstance(at, int) else 0)
    return found
