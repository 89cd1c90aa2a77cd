"""What the learner wrote on the phone beside our text: My Notes, and tags that are not ours.

It lives in the log as `note` events and goes out with every deck, so that a note whose text
changed here, and which therefore replaces the phone's, does not take it away.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from mlsd_graph.store import Draft, Event, Kind
from mlsd_graph.store.replay import live

READ = (Kind.NOTE, Kind.UNDO, Kind.REDO)
"""The kinds of events to look through."""
OWN_TAGS = "mlsd::"
_ANKIS_TAGS = frozenset({"marked", "leech"})
_PART = 600
"""Characters in one event: at 12 bytes of JSON each they fit its limit."""
LONGEST = 64_000
"""Characters of My Notes that are kept."""
_TAGS, _TAG_LENGTH = 40, 80


class Carried(NamedTuple):
    """What one note carries."""

    my_notes: str = ""
    """HTML of the allowlist."""
    tags: tuple[str, ...] = ()


def read_carried(events: Iterable[Event]) -> dict[str, Carried]:
    """Read what every note carries, by its uid; `events` are of the kinds in `READ`."""
    found: dict[str, Carried] = {}
    for event in live(list(events)):
        values = event.values
        key, text, part = values.get("key"), values.get("my_notes"), values.get("part")
        if not isinstance(key, str) or not isinstance(text, str):
            continue
        if part:
            known = found.get(key, Carried())
            found[key] = known._replace(my_notes=known.my_notes + text)
        else:
            found[key] = Carried(text, tuple(map(str, values.get("tags") or ())))
    return {key: each for key, each in found.items() if each != Carried()}


def drafts(note: str, now_carried: Carried) -> Iterator[Draft]:
    """Write what a note carries as events, a long text as several of them."""
    text = now_carried.my_notes
    for part, start in enumerate(range(0, max(1, len(text)), _PART)):
        values: dict[str, object] = {
            "key": note,
            "my_notes": text[start : start + _PART],
            "source": "anki",
        }
        more: Mapping[str, object] = {"part": part} if part else {"tags": list(now_carried.tags)}
        yield Draft(Kind.NOTE, data=values | more)


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
    return tuple(sorted(own)[:_TAGS])
