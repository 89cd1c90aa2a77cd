"""The learner's state: an append-only log in one SQLite file, and a cache that a replay rebuilds.

Names are imported on first use, so that `mlsd_graph.store.due` costs no more than sqlite3.
"""

from typing import TYPE_CHECKING

from mlsd_graph.lazily import lazily

if TYPE_CHECKING:
    from mlsd_graph.store.backup import Backup
    from mlsd_graph.store.doctor import Problem, Report, examine
    from mlsd_graph.store.event import Draft, Event, Kind, id_text, new_id
    from mlsd_graph.store.replay import Rules, World
    from mlsd_graph.store.restoring import Restored, restore
    from mlsd_graph.store.stamped import NoteStamp, note_stamps
    from mlsd_graph.store.store import Recorded, Store
    from mlsd_graph.store.summary import Above, DayLoad, Early, Summary
    from mlsd_graph.store.tally import Day
    from mlsd_graph.store.writing import Clock, Undone

_HOMES = {
    "Above": "summary",
    "Backup": "backup",
    "Clock": "writing",
    "Day": "tally",
    "DayLoad": "summary",
    "Draft": "event",
    "Early": "summary",
    "Event": "event",
    "Kind": "event",
    "NoteStamp": "stamped",
    "Problem": "doctor",
    "Recorded": "store",
    "Report": "doctor",
    "Restored": "restoring",
    "Rules": "replay",
    "Store": "store",
    "Summary": "summary",
    "Undone": "writing",
    "World": "replay",
    "examine": "doctor",
    "id_text": "event",
    "new_id": "event",
    "note_stamps": "stamped",
    "restore": "restoring",
}

__all__ = [
    "Above",
    "Backup",
    "Clock",
    "Day",
    "DayLoad",
    "Draft",
    "Early",
    "Event",
    "Kind",
    "NoteStamp",
    "Problem",
    "Recorded",
    "Report",
    "Restored",
    "Rules",
    "Store",
    "Summary",
    "Undone",
    "World",
    "examine",
    "id_text",
    "new_id",
    "note_stamps",
    "restore",
]

__getattr__ = lazily(__name__, _HOMES)
