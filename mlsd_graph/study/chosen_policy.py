"""Which policy the last simulation chose, kept beside the other caches from day to day.

Choosing takes a second or more; a queue is built in milliseconds. So the choice is made off the
loop and the queue takes the last one that was made for the same target, content and parameters.
"""

from typing import NamedTuple
from zlib import crc32

from mlsd_graph.memory import Settings
from mlsd_graph.paths import Paths
from mlsd_graph.planning.policies import Curve, Policy
from mlsd_graph.study import keyed_cache
from mlsd_graph.study.planned_day import LONGEST, plan_file
from mlsd_graph.study.preparing import Prepared


class Chosen(NamedTuple):
    """A policy, the study day on which it was chosen, and the setting that it was chosen for."""

    policy: Policy
    day: int
    interview: str = ""


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
    known = keyed_cache.read(plan_file(paths), key, LONGEST)
    if known is None:
        return None
    try:
        name, hold, final, stops, curve, patience, own = known["policy"]
        decay, scale, bend = map(float, curve)
        read = Curve(decay, scale, bend)
        flags = bool(final), bool(stops)
        policy = Policy(str(name), float(hold), *flags, read, float(patience), bool(own))
        return Chosen(policy, int(known["day"]), str(known["target"]))
    except (ValueError, KeyError, TypeError):
        return None


def remember(paths: Paths, key: str, chosen: Chosen) -> None:
    """Keep a choice; where the disk refuses it is made again."""
    values = {"day": chosen.day, "target": chosen.interview, "policy": list(chosen.policy)}
    keyed_cache.write(plan_file(paths), key, values)
