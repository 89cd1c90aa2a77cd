"""A time zone where it is noon now: tests that run while a study day ends count two days."""

from datetime import UTC, datetime, timedelta, timezone

_AHEAD = 12 - datetime.now(UTC).hour
EAST = 60 * _AHEAD
"""Minutes."""
ZONE = f"Etc/GMT{-_AHEAD:+d}"
"""For TZ; its sign is that of POSIX, west of Greenwich."""
NOW = datetime.now(timezone(timedelta(hours=_AHEAD)))
TODAY = NOW.date()
SOON = (TODAY + timedelta(days=30)).isoformat()
