"""What a learner has done, in Anki's terms: schedule, review log and deck preset."""

from export.anki.progress.history import (
    CardProgress,
    LogRow,
    Progress,
    log_rows,
    read_progress,
)
from export.anki.progress.preset import Preset, preset
from export.anki.progress.rows import DAY_ZERO, SETTINGS, schedule, unseen

__all__ = [
    "DAY_ZERO",
    "SETTINGS",
    "CardProgress",
    "LogRow",
    "Preset",
    "Progress",
    "log_rows",
    "preset",
    "read_progress",
    "schedule",
    "unseen",
]
