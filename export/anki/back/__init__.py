"""What comes back from a phone: reviews, flags, notes of the learner's own.

`plan_import` reads a file and says what it would do; `record` does it.
"""

from export.anki.back.plan import Counts, Drift, Here, Imported, ImportPlan
from export.anki.back.planning import plan_import
from export.anki.back.recording import record, record_notes, record_rows
from export.anki.telling import Told

__all__ = [
    "Counts",
    "Drift",
    "Here",
    "ImportPlan",
    "Imported",
    "Told",
    "plan_import",
    "record",
    "record_notes",
    "record_rows",
]
