"""Which policy the last simulation chose, kept beside the other caches from day to day.

Choosing takes a second or more; a queue is built in milliseconds. So the choice is made off the
loop and the queue takes the last one that was made for the same target, content and parameters.
"""

import json
from pathlib import Path
from typing import Any, NamedTuple, cast
from zlib import crc32

from mlsd_graph.memory import Settings
from mlsd_graph.paths import Paths
from mlsd_graph.planning.policies import Curve, Policy
from mlsd_graph.study.preparing import Prepared

_LONGEST = 10_000


class Chosen(NamedTuple):
    """A policy and the study day on which it was chosen."""

    policy: Policy
    day: int


def key_of(prepared: Prepared, settings: Settings) -> str:
    """Name what a choice rests on, but for the memories, which move with every grade."""
    parts = (
        prepared.target.text,
        repr(settings.parameters),
        repr(settings.desired_retention),
        *(f"{head.uid} {value:.6f}" for head, value in prepared.cards),
    )
    return f"{crc32(chr(10).join(parts).encode()):08x}"


def remembered(paths: Paths, key: str) -> Chosen | None:
    """Read the last choice; None where there is none for this key, or the file is damaged."""
    try:
        with _file(paths).open(encoding="utf-8") as file:
            values = json.loads(file.read(_LONGEST))
        if not isinstance(values, dict) or cast("dict[str, Any]", values).get("key") != key:
            return None
        known = cast("dict[str, Any]", values)
        name, hold, final, stops, curve, patience = known["policy"]
        decay, scale, bend = map(float, curve)
        read = Curve(decay, scale, bend)
        policy = Policy(str(name), float(hold), bool(final), bool(stops), read, float(patience))
        return Chosen(policy, int(known["day"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def remember(paths: Paths, key: str, chosen: Chosen) -> None:
    """Keep a choice; where the disk refuses it is made again."""
    path = _file(paths)
    part = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        values = {"key": key, "day": chosen.day, "policy": list(chosen.policy)}
        part.write_text(json.dumps(values), encoding="utf-8")
        part.replace(path)
    except OSError:
        return


def _file(paths: Paths) -> Path:
    return paths.cache / "plan.json"
