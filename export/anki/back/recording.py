"""Writes what came back into the log: after a verified backup, and in one transaction."""

from collections.abc import Mapping
from math import inf

from export.anki.back.plan import Drift, Imported, ImportPlan, Memory
from export.anki.telling import Told, silent
from mlsd_graph.memory import CardState
from mlsd_graph.store import Store

_TOLERANCE = 1.01


def record(plan: ImportPlan, store: Store, told: Told = silent) -> Imported:
    """Record a plan; a second time adds nothing.

    Raises:
        StateError: No backup could be made, or the disk refused; nothing was recorded.
    """
    told("record", 0)
    if plan.is_empty:
        return Imported(plan, 0, drift(plan.memory, store.states()))
    backup = store.back_up("import")
    recorded = len(store.append(plan.drafts))
    told("record", recorded)
    return Imported(plan, recorded, drift(plan.memory, store.states()), backup.path)


def drift(there: Mapping[str, Memory], here: Mapping[str, CardState]) -> Drift:
    """Compare Anki's stabilities with ours, for cards whose last answer is the same one."""
    compared = off = unlike = 0
    worst, where = 1.0, ""
    for uid, memory in there.items():
        state = here.get(uid)
        if state is None or state.stability <= 0 or memory.last != state.last // 1000:
            unlike += 1
            continue
        compared += 1
        ratio = memory.stability / state.stability
        ratio = max(ratio, 1 / ratio) if ratio else inf
        off += ratio > _TOLERANCE
        if ratio > worst:
            worst, where = ratio, uid
    return Drift(compared, off, worst, where, unlike)
