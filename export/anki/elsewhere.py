"""What phones were seen to hold: another text than ours, or ours as it was edited there.

Anki takes a text only if its date is newer than that of the note. So a note that was touched on a
phone after our text was dated, by a tag alone, would keep its old text for ever. Where a phone was
seen with another text than the one that goes out, the text gets a date above the phone's.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from mlsd_graph.store import Draft, Event, Kind

_LATEST = 2**32 - 2**16
"""Anki's dates have 32 bits in places; above this there is no newer one."""


class Seen(NamedTuple):
    """A note on some phone."""

    mod: int
    """Epoch seconds."""
    edited: bool
    """Whether our text was edited there."""


Elsewhere = Mapping[str, Mapping[str, Seen]]
"""By note and the shortened digest of the text that phones hold: the one seen with the newest
date."""


def read_elsewhere(events: Iterable[Event]) -> Elsewhere:
    """Read what phones were seen to hold; `events` are those about notes."""
    found: dict[str, dict[str, Seen]] = {}
    for event in events:
        values = event.values
        match values:
            case {"key": str(key), "holds": str(text), "there": int(mod)} if mod < _LATEST:
                texts = found.setdefault(key, {})
                if text not in texts or texts[text].mod <= mod:
                    texts[text] = Seen(mod, bool(values.get("edited")))
            case _:
                pass
    return found


def seen_draft(note: str, text: str, seen: Seen, name: bytes) -> Draft:
    """Write what a phone holds as an event."""
    data = {"key": note, "holds": text, "there": seen.mod, "edited": seen.edited, "source": "anki"}
    return Draft(Kind.NOTE, data=data, id=name)
