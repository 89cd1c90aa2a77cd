"""What comes back from a phone: reviews, flags, notes of the learner's own.

`plan_import` reads a file and says what it would do; `record` does it. `record_pull` takes what a
running Anki told.
"""

from export.anki.back.changes import spoken_of
from export.anki.back.plan import Counts, Drift, Here, Imported, ImportPlan
from export.anki.back.planning import plan_import
from export.anki.back.pulled import Brought, Came, record_pull
from export.anki.back.recording import record
from export.anki.telling import Told

__all__ = [
    "Brought",
    "Came",
    "Counts",
    "Drift",
    "Here",
    "ImportPlan",
    "Imported",
    "Told",
    "plan_import",
    "record",
    "record_pull",
    "spoken_of",
]
