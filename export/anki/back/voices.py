"""Which phone says something: one knows only what was set on itself, or came to it in a deck.

Anki gives a collection no name. But a phone keeps its answers: whoever has the newest one that came
with an earlier word is who said that, or shares its answers with them.
"""

from collections.abc import Iterable
from enum import Enum, auto
from typing import NamedTuple, cast

from mlsd_graph.store import Event


class Voice(NamedTuple):
    """Who said something, as far as can be known."""

    created: int
    """When the collection was made, epoch seconds; 0 where that is not told."""
    newest: int
    """The newest answer of our cards that it had, UTC ms; 0 for none."""

    @property
    def is_desktop(self) -> bool:
        """Whether it is a running Anki that was asked."""
        return self.created == _ASKED


_ASKED = -1
_PARTS = len(Voice._fields)
BROUGHT = "brought"
"""In the event of a pull: the newest answer that the log did not have before, UTC ms."""


class Likeness(Enum):
    """Whether two voices are of one phone."""

    SAME = auto()
    OTHER = auto()
    UNKNOWN = auto()


class Speaker(NamedTuple):
    """Who speaks now."""

    voice: Voice
    heard: frozenset[int] = frozenset()
    """Those of the newest answers of earlier voices that this one has."""
    any_new: bool = False
    """Whether it brings an answer that the log lacks."""
    has_own: bool = True
    """Whether it has any answer that was not given here, and then brought to it by a deck."""

    def likeness(self, earlier: Voice | None) -> Likeness:
        """Compare with who said something earlier; None where the log does not say."""
        if earlier is None or earlier == self.voice:
            return Likeness.SAME
        if earlier.is_desktop or self.voice.is_desktop:
            return self._synced(earlier)
        return self._phones(earlier)

    def _phones(self, earlier: Voice) -> Likeness:
        """Compare two phones: by when they were made, and by their answers."""
        if earlier.created and self.voice.created and earlier.created != self.voice.created:
            return Likeness.OTHER
        if earlier.newest and not self.voice.newest:
            return Likeness.UNKNOWN
        if not earlier.newest or earlier.newest in self.heard:
            return Likeness.SAME
        if self.any_new or self.voice.newest > earlier.newest:
            return Likeness.OTHER
        # An older copy has answers of its own; those of a deck are as well on any other phone.
        return Likeness.SAME if self.has_own else Likeness.UNKNOWN

    def _synced(self, earlier: Voice) -> Likeness:
        """Compare a desktop with a phone, which share their answers where they synchronize."""
        if earlier.created == self.voice.created or earlier.newest in self.heard:
            return Likeness.SAME
        # A desktop is asked for a part of its answers only, so what it lacks tells nothing.
        is_another = bool(earlier.newest) and not self.voice.is_desktop
        return Likeness.OTHER if is_another else Likeness.UNKNOWN

    def is_surely(self, earlier: Voice | None) -> bool:
        """Whether who said something earlier is heard in this one, or says the same of itself."""
        if earlier is None:
            return False
        if earlier.is_desktop and self.voice.is_desktop:
            return True
        return earlier == self.voice or earlier.newest in self.heard


def desktop(events: Iterable[Event], newest: int) -> Voice:
    """Name a running Anki by its newest answer that no deck can have brought there.

    Args:
        events: All imports; what an earlier pull has found, it still has.
        newest: That among the answers that are new to the log, UTC ms; 0 for none.
    """
    found = (each.values.get(BROUGHT) for each in events)
    return Voice(_ASKED, max(newest, *(at for at in found if isinstance(at, int)), 0))


def voice_of(event: Event) -> Voice | None:
    """Read who said something; None where the event does not say."""
    return read_voice(event.values.get("voice"))


def read_voice(told: object) -> Voice | None:
    """Read a voice as an event holds it."""
    if not isinstance(told, list) or len(cast("list[object]", told)) != _PARTS:
        return None
    created, newest = cast("list[object]", told)
    if not isinstance(created, int) or not isinstance(newest, int):
        return None
    return Voice(created, newest)


def answers_to_look_for(events: Iterable[Event]) -> frozenset[int]:
    """Gather the newest answers by which earlier voices are known."""
    found = (voice_of(event) for event in events)
    return frozenset(voice.newest for voice in found if voice is not None and voice.newest)
