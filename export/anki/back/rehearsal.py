"""An import into a copy of the state, to say what would come of it."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from export.anki.back.copies import copying
from export.anki.back.plan import Drift, ImportPlan
from export.anki.back.recording import drift
from export.anki.telling import Told, silent, watched
from mlsd_graph.paths import Paths
from mlsd_graph.store import Clock, Draft, Store

_PART = 2_000
"""Drafts that the copy takes at once; it need not have all of them or none."""


def rehearse(plan: ImportPlan, store: Store, clock: Clock, told: Told = silent) -> Drift:
    """Return the drift that the import would show; the state itself is only read.

    Raises:
        StateError: The state cannot be read, or there is no room for a copy of it.
    """
    if not (plan.reviews.new or plan.reviews.reset):
        return drift(plan.memory, store.states())
    with copying() as home:
        paths = Paths(state=home, config=home, cache=home)
        if store.paths.database.exists():
            _copy(store.paths.database, paths.database)
        with Store.open(paths, clock) as copy:
            drafts = _by_card(plan)
            told("rehearse", 0, len(drafts))
            parts = (drafts[at : at + _PART] for at in range(0, len(drafts), _PART))
            for part in watched(parts, "rehearse", len(drafts), told):
                copy.append(part)
            return drift(plan.memory, copy.states())


def _by_card(plan: ImportPlan) -> list[Draft]:
    """Put the drafts of each card together, so that few parts replay it more than once."""
    return sorted(plan.drafts, key=lambda each: each.card or "")


def _copy(source: Path, target: Path) -> None:
    """Copy as SQLite does: what another process writes meanwhile is in it whole or not at all."""
    with (
        closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=rw", uri=True)) as one,
        closing(sqlite3.connect(target)) as other,
    ):
        one.execute("PRAGMA query_only = ON")
        one.backup(other)
    shutil.copymode(source, target)
