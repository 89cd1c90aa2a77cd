"""What a learner has done, in Anki's terms: schedule, review log and deck preset."""

from export.anki.progress.history import READ, CardProgress, LogRow, Progress, collect_progress
from export.anki.progress.preset import Preset, preset
from export.anki.progress.rows import DAY_ZERO, SETTINGS, schedule, unseen

__all__ = [
    "DAY_ZERO",
    "READ",
    "SETTINGS",
    "CardProgress",
    "LogRow",
    "Preset",
    "Progress",
    "collect_progress",
    "preset",
    "schedule",
    "unseen",
]
