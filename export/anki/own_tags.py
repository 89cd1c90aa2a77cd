"""Tags of the learner's own: those on a note that are neither ours nor Anki's."""

import json
from collections.abc import Iterable

_OURS = "mlsd::"
_ANKIS = frozenset({"marked", "leech"})
_ROOM = 3_600
"""Bytes of JSON: an event holds two such lists."""


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
