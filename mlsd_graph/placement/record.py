"""A placement as the log holds it: begun, ended with beliefs, or declined.

Kinds `placement` and `belief`, which older programs keep and pass over. Undo takes back the one
event that ends a test, and with it all beliefs: the `belief` events are parts that it refers to.
"""

from collections.abc import Mapping, Sequence
from math import isfinite
from typing import NamedTuple, cast

from mlsd_graph.level import Level
from mlsd_graph.store.event import Draft, Event, Kind, id_text
from mlsd_graph.store.replay import live

KINDS = (Kind.PLACEMENT, Kind.BELIEF, Kind.UNDO, Kind.REDO)
SOURCE = "placement"
"""Of the reviews that are answers of a test."""
_BEGIN, _END, _SKIP = "begin", "end", "skip"
_IN_ONE_EVENT = 50
"""Beliefs; an id has up to 120 characters, and an event holds 8 kB."""
_LONGEST_ID = 120


class Record(NamedTuple):
    """What the log says of placement."""

    begun: Event | None = None
    """A test that has begun and not ended."""
    level: Level = Level.MID
    """Of that test."""
    ended: Event | None = None
    """The end of the test that is in force."""
    beliefs: Mapping[str, float] = {}
    """Its beliefs by the ids of that time, from 0 to 1."""
    asked: int = 0
    """Answers that it rests on."""
    skipped: bool = False
    """Whether the learner declined, so that it is not offered again."""

    @property
    def is_new(self) -> bool:
        """Whether placement was never begun nor declined."""
        return self.begun is None and self.ended is None and not self.skipped


def recorded(events: Sequence[Event]) -> Record:
    """Read events of `KINDS`, in any order; what is not understood is passed over."""
    found = Record()
    parts: dict[str, dict[str, float]] = {}
    for event in live(events):
        values = event.values
        if event.kind == Kind.BELIEF:
            parts.setdefault(str(values.get("of")), {}).update(_beliefs(values.get("p")))
            continue
        match values.get("act"):
            case "begin":
                found = found._replace(begun=event, level=_level(values.get("level")))
            case "end":
                found = found._replace(begun=None, ended=event, asked=_count(values.get("asked")))
            case "skip":
                found = found._replace(begun=None, skipped=True)
            case _:
                pass
    if found.ended is not None:
        found = found._replace(beliefs=parts.get(id_text(found.ended.id), {}))
    return found


def beginning(level: Level) -> Draft:
    """Write that a test begins."""
    return Draft(Kind.PLACEMENT, data={"act": _BEGIN, "level": str(level)})


def declining() -> Draft:
    """Write that the learner wants no test."""
    return Draft(Kind.PLACEMENT, data={"act": _SKIP})


def ending(event_id: bytes, beliefs: Mapping[str, float], asked: int) -> list[Draft]:
    """Write the end of a test under a new id, its beliefs first."""
    of = id_text(event_id)
    rows = [(id_, belief) for id_, belief in beliefs.items() if len(id_) <= _LONGEST_ID]
    parts = [
        Draft(Kind.BELIEF, data={"of": of, "p": dict(rows[at : at + _IN_ONE_EVENT])})
        for at in range(0, len(rows), _IN_ONE_EVENT)
    ]
    end = Draft(Kind.PLACEMENT, data={"act": _END, "asked": asked}, id=event_id)
    return [*parts, end]


def _beliefs(given: object) -> dict[str, float]:
    pairs = cast("dict[str, object]", given) if isinstance(given, dict) else {}
    return {
        id_: min(max(float(belief), 0.0), 1.0)
        for id_, belief in pairs.items()
        if isinstance(belief, int | float) and isfinite(belief)
    }


def _count(given: object) -> int:
    return max(0, given) if isinstance(given, int) else 0


def _level(given: object) -> Level:
    return Level(given) if given in Level.__members__.values() else Level.MID
