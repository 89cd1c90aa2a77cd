"""Undo within a placement: it takes back what the placement did, and nothing that came since."""

from typing import TYPE_CHECKING

from mlsd_graph.placement.record import SOURCE
from mlsd_graph.store import Kind
from mlsd_graph.study.taking_back import Turned, take_back

if TYPE_CHECKING:
    from mlsd_graph.store import Event
    from mlsd_graph.study.study import Study


def take_back_placing(study: "Study", way: str) -> Turned:
    """Take back the last answer of a test, its beginning or its result, where that came last.

    `way` is that of `take_back`.
    """
    newest = study.store.newest_act()
    if newest is None or _is_placing(newest):
        return take_back(study, way)
    what = (newest.kind, newest.card, newest.values.get("key"))
    said = " ".join(str(part) for part in what if part)
    return Turned(
        None,
        f"Nothing is undone here, as something else came since: {said}. `mlsd undo`, or u in "
        "Today, takes that back first.",
    )


def _is_placing(event: "Event") -> bool:
    if event.kind == Kind.REVIEW:
        return event.source == SOURCE
    return event.kind == Kind.PLACEMENT
