"""An import into a copy of the state, to say what would come of it."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from export.anki.back.copies import copying
from export.anki.back.plan import Drift, ImportPlan
from export.anki.back.recording import drift
from export.anki.telling import Told, silent
from mlsd_graph.paths import Paths
from mlsd_graph.store import Clock, Store


def rehearse(plan: ImportPlan, store: Store, clock: Clock, told: Told = silent) -> Drift:
    """Return the drift that the import would show; the state itself is only read.

    Raises:
        StateError: The state cannot be read, or there is no room for a copy of it.
    """
    if not plan.reviews.new:
        return drift(plan.memory, store.states())
    with copying() as home:
        paths = Paths(state=home, config=home, cache=home)
        if store.paths.database.exists():
            _copy(store.paths.database, paths.database)
        with Store.open(paths, clock) as copy:
            told("rehearse", 0)
            copy.append(plan.drafts)
            return drift(plan.memory, copy.states())


def _copy(source: Path, target: Path) -> None:
    """Copy as SQLite does: what another process writes meanwhile is in it whole or not at all."""
    with (
        closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=rw", uri=True)) as one,
        closing(sqlite3.connect(target)) as other,
    ):
        one.execute("PRAGMA query_only = ON")
        one.backup(other)
    shutil.copymode(source, target)
