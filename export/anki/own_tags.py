"""Tags on a note: Anki's mark, and the learner's own, neither ours nor Anki's."""

import json
from collections.abc import Iterable

_OURS = "mlsd::"
_MARKED = "marked"
_ANKIS = frozenset({_MARKED, "leech"})
_ROOM = 3_600
"""Bytes of JSON: an event holds two such lists."""


def is_marked(tags: Iterable[str]) -> bool:
    """Whether Anki's mark is among the tags, however it is written."""
    return any(tag.lower() == _MARKED for tag in tags)


def foreign_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Choose the tags that are the learner's own, neither ours nor Anki's, be they ever so many."""
    own = {
        tag
        for tag in tags
        if not tag.lower().startswith(_OURS) and tag.lower() not in _ANKIS and tag.isprintable()
    }
    return tuple(sorted(own))


def in_order(tags: Iterable[str]) -> tuple[str, ...]:
    """Sort tags, and keep those that fit into one event."""
    kept: list[str] = []
    room = _ROOM
    for tag in sorted(tags):
        size = len(json.dumps(tag)) + 1
        if size <= room:
            room -= size
            kept.append(tag)
    return tuple(kept)
