"""Events: what the append-only log holds, and how each is protected by a checksum."""

import json
import os
import zlib
from collections.abc import Callable, Mapping
from enum import StrEnum
from operator import itemgetter
from typing import Any, NamedTuple, cast


class Kind(StrEnum):
    """What an event records; a file may hold other kinds, of a later program: kept and ignored."""

    REVIEW = "review"
    UNDO = "undo"
    REDO = "redo"
    SUSPEND = "suspend"
    UNSUSPEND = "unsuspend"
    BURY = "bury"
    UNBURY = "unbury"
    MARK = "mark"
    FLAG = "flag"
    FORGET = "forget"
    SETTING = "setting"
    ALIAS = "alias"
    NOTE = "note"
    IMPORT = "import"
    SESSION = "session"
    INTERVIEW = "interview"
    """An act of a mock interview; not undoable: an interview is dropped instead."""
    SAID = "said"
    """A piece of the notes of a mock interview."""
    PLACEMENT = "placement"
    """A placement test begun, ended or declined."""
    BELIEF = "belief"
    """Part of what an ended placement test inferred; it goes where that end goes."""
    MORE = "more"
    """More minutes for the plan of a study day; {day, minutes}."""
    EXPORT = "export"
    """A deck that has gone out."""
    DISMISS = "dismiss"
    """What the learner has heard and is not told again; {what}."""


UNDOABLE = frozenset(
    {
        Kind.REVIEW,
        Kind.SUSPEND,
        Kind.UNSUSPEND,
        Kind.BURY,
        Kind.UNBURY,
        Kind.MARK,
        Kind.FLAG,
        Kind.FORGET,
        Kind.SETTING,
        Kind.PLACEMENT,
        Kind.MORE,
    }
)
"""Kinds that undo takes back; any of them ends the chance to redo."""

RULES = frozenset({Kind.SETTING, Kind.ALIAS})
"""Kinds that change how other events are replayed."""

DATA_LIMIT = 8192
"""Bytes of JSON in one event."""

_write_json = json.JSONEncoder(separators=(",", ":"), sort_keys=True).encode
"""Made once: `json.dumps` with options makes an encoder for each call."""

AFTER, NOW = "after", "now"
"""In the data of an event that is dated after what it follows on: {clock: AFTER, NOW: UTC ms}."""

SOURCE_DEFAULT = "tui"
"""Where a review comes from when its data does not say; not stored, to save a million strings."""


class Draft(NamedTuple):
    """An event before the log gives it a device, a number and, mostly, a time.

    Keep the id and send the same draft again after a failure: what has been stored is not
    stored twice.
    """

    kind: str
    card: str | None = None
    rating: int | None = None
    duration_ms: int | None = None
    due_day: int | None = None
    target: bytes | None = None
    data: Mapping[str, object] | None = None
    id: bytes = b""
    """16 bytes; empty makes the log choose one."""
    when: tuple[int, int] | None = None
    """UTC milliseconds and minutes east of UTC; None for now."""


class Event(NamedTuple):
    """One row of the log with its names resolved."""

    id: bytes
    kind: str
    card: str | None
    at: int
    """UTC milliseconds."""
    offset: int
    """Minutes east of UTC."""
    device: str
    seq: int
    """Number on its device, from 1 without gaps; 0 for what was imported."""
    target: bytes | None = None
    rating: int | None = None
    duration_ms: int | None = None
    due_day: int | None = None
    """The decided study day of the next review; None while in steps."""
    data: str | None = None
    """JSON text, at most `DATA_LIMIT` bytes."""

    @property
    def order(self) -> tuple[int, str, int, bytes]:
        """Place in replay; for sorting there is `ORDER`."""
        return ORDER(self)

    @property
    def values(self) -> dict[str, Any]:
        """`data` as a dict; empty where it is missing or not an object."""
        return read_data(self.data)

    @property
    def source(self) -> str:
        """What recorded a review."""
        return str(self.values.get("source", SOURCE_DEFAULT))


def as_told(event: Event) -> Event:
    """Date an event as its clock did, where its place in replay needed a later time."""
    if event.data is None or f'"{AFTER}"' not in event.data:
        return event
    values = event.values
    now = values.get(NOW)
    if values.get("clock") != AFTER or not isinstance(now, int) or not 0 <= now < event.at:
        return event
    return event._replace(at=now)


ORDER: Callable[[Event], tuple[int, str, int, bytes]] = itemgetter(
    *map(Event._fields.index, ("at", "device", "seq", "id"))
)
"""Key by which events are sorted into the order of replay."""


def read_data(text: str | None) -> dict[str, Any]:
    """Parse the JSON of an event; whatever is not an object reads as empty."""
    if not text:
        return {}
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def write_data(values: Mapping[str, object] | None) -> str | None:
    """Write an event's data as compact JSON in ASCII; raises ValueError above the limit."""
    if not values:
        return None
    text = _write_json(values)
    if len(text) > DATA_LIMIT:
        raise ValueError(f"the data of one event may be {DATA_LIMIT} bytes, this is {len(text)}")
    return text


def checksum(event: Event) -> int:
    """CRC-32 over all fields by name, as a signed number (one byte less in SQLite).

    Names instead of the numbers that stand for them in the file, so that damage to the tables
    of names shows as well.
    """
    fields = (event.kind, event.card, event.at, event.offset, event.device, event.seq)
    fields += (event.rating, event.duration_ms, event.due_day, event.data)
    text = "\x1f".join(["" if field is None else str(field) for field in fields])
    found = zlib.crc32(text.encode("utf-8", "surrogateescape"), zlib.crc32(event.id))
    return zlib.crc32(event.target or b"", found) - 2**31


def new_id(at_ms: int, entropy: Callable[[int], bytes] = os.urandom) -> bytes:
    """Make a UUIDv7 (RFC 9562): 48 bits of UTC milliseconds, 74 random bits."""
    return new_ids(at_ms, 1, entropy)[0]


def new_ids(at_ms: int, count: int, entropy: Callable[[int], bytes] = os.urandom) -> list[bytes]:
    """Make UUIDv7s that rise by a counter, which starts anywhere and carries into the time.

    RFC 9562, 6.2, method 1. The log's index holds the first half of an id: with random bits
    there, all events of one import would share 4,096 halves, and each insert would search them.
    """
    first = (at_ms << 12) + (int.from_bytes(entropy(2), "big") & 0xFFF)
    tails = entropy(8 * count)
    return [
        _uuid7(first + i, int.from_bytes(tails[8 * i : 8 * i + 8], "big")) for i in range(count)
    ]


def _uuid7(counted: int, random: int) -> bytes:
    """Set version and variant between 48 bits of time with 12 of a counter, and 62 random bits."""
    head = (counted >> 12 & 0xFFFFFFFFFFFF) << 16 | 0x7000 | counted & 0xFFF
    return (head << 64 | 0x8000000000000000 | random & 0x3FFFFFFFFFFFFFFF).to_bytes(16, "big")


def id_text(event_id: bytes) -> str:
    """Write an id in the usual form of a UUID."""
    digits = event_id.hex()
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
