"""What has gone out to a phone and has not come back: decks sent, reviews brought, reminders."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from mlsd_graph.store import Event, Kind
from mlsd_graph.study.acts import Acts

_READ = (Kind.EXPORT, Kind.DISMISS, Kind.IMPORT)
_PHONE = "phone"
"""Which reminder a dismissal means."""
PATIENCE_MS = 7 * 86_400_000
"""How long a deck may be out, and how long a dismissal holds."""


class Away(NamedTuple):
    """A phone that brought something once, and nothing since a deck went out."""

    last: int
    """When it did, UTC ms."""
    out: bytes
    """The event of the first deck since then."""


class Travels(NamedTuple):
    """What went out and what came back; times in UTC ms, 0 for never."""

    sent: int = 0
    """The newest deck."""
    back: int = 0
    """The newest file, or pull, that brought something back."""
    home: bytes = b""
    """The event of that."""
    out_since: int = 0
    """The oldest deck since then; 0 where all that went out has been followed by a return."""
    out: bytes = b""
    """The event of that deck."""
    dismissed: int = 0
    written: frozenset[str] = frozenset()
    """SHA-256 of the decks: one of them brings nothing back."""
    sizes: frozenset[int] = frozenset()
    """Theirs in bytes, by which a folder is looked through without reading its files."""
    away: tuple[Away, ...] = ()
    """As far as phones can be told apart: by the day on which their collections were made."""

    def days_out(self, now_ms: int) -> int:
        """Whole days for which a deck has been out while it is time to say so, else 0."""
        if not self.out_since or now_ms - max(self.out_since, self.dismissed) < PATIENCE_MS:
            return 0
        return (now_ms - self.out_since) // 86_400_000


def travels(events: Iterable[Event]) -> Travels:
    """Follow what went out and came back; `events` in the order in which they were written.

    In that of replay, what a clock dated that was ahead would stand behind all that followed.
    """
    sent = back = out_since = dismissed = 0
    home = out = b""
    written: set[str] = set()
    sizes: set[int] = set()
    phones: dict[int, Away] = {}
    for event in events:
        values = event.values
        digest, size = values.get("sha256"), values.get("bytes")
        if event.kind == Kind.EXPORT:
            sent, out_since, out = event.at, out_since or event.at, out or event.id
            phones |= {n: each._replace(out=each.out or event.id) for n, each in phones.items()}
            if isinstance(digest, str) and isinstance(size, int):
                written.add(digest)
                sizes.add(size)
        elif event.kind == Kind.DISMISS:
            dismissed = event.at if values.get("what") == _PHONE else dismissed
        elif "adopted" not in values and str(digest) not in written:
            back, home, out_since, out = event.at, event.id, 0, b""
            phones = _after_return(phones, values.get("created"), event.at)
    away = tuple(each for each in phones.values() if each.out)
    return Travels(
        sent, back, home, out_since, out, dismissed, frozenset(written), frozenset(sizes), away
    )


def _after_return(phones: dict[int, Away], made: object, at: int) -> dict[int, Away]:
    """Note which phone has come back, by when its collection was made.

    A desktop does not tell that, and may have heard from every phone.
    """
    return phones | {made: Away(at, b"")} if isinstance(made, int) and made else {}


class Travelling(Acts):
    """Remembers which decks have gone out."""

    def travels(self) -> Travels:
        """Tell what went out and came back."""
        store, now = self.store, self.now().ms
        events = store.as_written(_READ)
        # Nobody would be reminded of what went out at a time that has not come.
        return travels([each._replace(at=store.right_time(each, now)) for each in events])

    def sent(self, contents: Mapping[str, object]) -> None:
        """Record that a deck has gone out.

        Raises:
            NotSavedError: The disk refused; the deck is out all the same.
        """
        self.store.record(Kind.EXPORT, data=contents, when=self._at)

    def dismiss_reminder(self) -> None:
        """Let nobody be reminded of what is out for as long as one waits for a reminder."""
        self.store.record(Kind.DISMISS, data={"what": _PHONE}, when=self._at)
