"""What the learner wrote on the phone beside our text: My Notes, and tags that are not ours.

It lives in the log as `note` events and goes out with every deck, so that a note whose text
changed here, and which therefore replaces the phone's, does not take it away.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from mlsd_graph.store import Draft, Event, Kind

OWN_TAGS = "mlsd::"
_ANKIS_TAGS = frozenset({"marked", "leech"})
_PART = 300
"""Characters in one event: at 12 bytes of JSON each they fit its limit, beside the tags."""
_TAGS_ROOM = 3_600
"""Bytes of JSON."""
LONGEST = 64_000
"""Characters of My Notes that are kept."""
_TAGS, _TAG_LENGTH = 40, 80


class Carried(NamedTuple):
    """What one note carries."""

    my_notes: str = ""
    """HTML of the allowlist."""
    tags: tuple[str, ...] = ()


class Known(NamedTuple):
    """What the log knows of one note's own words."""

    carried: Carried = Carried()
    mod: int = 0
    """When the newest of them was written, epoch seconds; 0 where the log does not say."""
    voice: object = None
    """Who wrote it, as the event holds it."""
    said: frozenset[str] = frozenset()
    """Digests of every My Notes that ever came."""
    joined: bool = False
    """Whether words of two phones were put together, and no deck has brought them since."""
    pending: bool = False
    """Whether no deck has been dated since they came."""


def read_carried(events: Iterable[Event]) -> dict[str, Carried]:
    """Read what every note carries, by its uid; `events` are as `Store.noted` reads them."""
    found = read_known(events).items()
    return {key: each.carried for key, each in found if each.carried != Carried()}


def read_known(events: Iterable[Event]) -> dict[str, Known]:
    """Read what the log knows of each note's own words; `events` as `Store.noted` reads them."""
    found: dict[str, Known] = {}
    for event in events:
        values = event.values
        key, text, part = values.get("key"), values.get("my_notes"), values.get("part")
        if not isinstance(key, str):
            continue
        if isinstance(text, str):
            known = found.get(key, Known())
            found[key] = _continued(known, text) if part else _said(known, text, values)
        elif values.get("hash") and key in found:
            found[key] = found[key]._replace(joined=False, pending=False)
    return found


def _continued(known: Known, text: str) -> Known:
    carried = known.carried
    return known._replace(carried=carried._replace(my_notes=carried.my_notes + text))


def _said(known: Known, text: str, values: Mapping[str, Any]) -> Known:
    mod, said = values.get("mod"), values.get("said")
    return Known(
        carried=Carried(text, tuple(map(str, values.get("tags") or ()))),
        mod=max(known.mod, mod if isinstance(mod, int) else 0),
        voice=values.get("voice"),
        said=known.said | {said} if isinstance(said, str) else known.said,
        joined=bool(values.get("joined")),
        pending=True,
    )


def drafts(note: str, now_carried: Carried, more: Mapping[str, object]) -> Iterator[Draft]:
    """Write what a note carries as events, a long text as several; `more` goes into the first."""
    text = now_carried.my_notes
    for part, start in enumerate(range(0, max(1, len(text)), _PART)):
        values: dict[str, object] = {
            "key": note,
            "my_notes": text[start : start + _PART],
            "source": "anki",
        }
        first: Mapping[str, object] = {"tags": list(now_carried.tags), **more}
        yield Draft(Kind.NOTE, data=values | (first if not part else {"part": part}))


def foreign_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Keep the tags that are the learner's own, neither ours nor Anki's."""
    own = {
        tag
        for tag in tags
        if not tag.lower().startswith(OWN_TAGS)
        and tag.lower() not in _ANKIS_TAGS
        and len(tag) <= _TAG_LENGTH
        and tag.isprintable()
    }
    return in_order(own)


def in_order(tags: Iterable[str]) -> tuple[str, ...]:
    """Sort tags, and keep no more than fit into one event."""
    kept: list[str] = []
    room = _TAGS_ROOM
    for tag in sorted(tags)[:_TAGS]:
        room -= len(json.dumps(tag)) + 1
        if room >= 0:
            kept.append(tag)
    return tuple(kept)
