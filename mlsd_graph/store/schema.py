"""The tables of a state file, as SQL: what is true (append-only), and what a replay rebuilds.

`records.py` describes the same tables to SQLModel; a test compares the two.
"""

from mlsd_graph.store.event import DATA_LIMIT, Kind

NAMES = ("kind", "device", "card")
"""Append-only tables of names, so that an event holds small numbers."""

_NAMES = tuple(
    f"""CREATE TABLE {table} (
  n INTEGER PRIMARY KEY NOT NULL,
  name TEXT NOT NULL UNIQUE CHECK (typeof(name) = 'text' AND length(name) BETWEEN 1 AND {longest})
)"""
    for table, longest in (("kind", 40), ("device", 64), ("card", 400))
)

_EVENT = f"""CREATE TABLE event (
  n INTEGER PRIMARY KEY NOT NULL,
  id BLOB NOT NULL CHECK (typeof(id) = 'blob' AND length(id) = 16),
  kind INTEGER NOT NULL REFERENCES kind (n),
  card INTEGER REFERENCES card (n),
  at INTEGER NOT NULL CHECK (typeof(at) = 'integer'),
  utc_offset INTEGER NOT NULL CHECK (utc_offset BETWEEN -1440 AND 1440),
  device INTEGER NOT NULL REFERENCES device (n),
  seq INTEGER NOT NULL CHECK (seq >= 0),
  rating INTEGER CHECK (rating BETWEEN 1 AND 4),
  duration_ms INTEGER CHECK (duration_ms >= 0),
  due_day INTEGER CHECK (typeof(due_day) IN ('integer', 'null')),
  crc INTEGER NOT NULL,
  target BLOB CHECK (typeof(target) = 'null' OR length(target) = 16),
  data TEXT CHECK (length(data) <= {DATA_LIMIT}),
  CHECK (kind <> 1 OR (card IS NOT NULL AND rating IS NOT NULL AND duration_ms IS NOT NULL)),
  CHECK (kind NOT IN (2, 3) OR target IS NOT NULL)
)"""

_INDEXES = (
    # Half an id is as good as unique, and saves 8 MB per million reviews; the trigger compares
    # whole ids.
    "CREATE INDEX event_id ON event (substr(id, 1, 8))",
    "CREATE INDEX event_card ON event (card)",
    "CREATE INDEX event_kind ON event (kind) WHERE kind <> 1",
)

_REPEATED_ID = """CREATE TRIGGER event_once BEFORE INSERT ON event
WHEN EXISTS (
  SELECT 1 FROM event WHERE substr(id, 1, 8) = substr(NEW.id, 1, 8) AND id = NEW.id
) OR EXISTS (SELECT 1 FROM event WHERE n = NEW.n)
BEGIN SELECT RAISE(ABORT, 'this event is in the log'); END"""

_TRIGGERS = tuple(
    f"""CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"""
    for table in ("event", *NAMES)
    for verb in ("UPDATE", "DELETE")
)

TRUTH = (*_NAMES, _EVENT, *_INDEXES, _REPEATED_ID, *_TRIGGERS)

CACHE = (
    # One row: the log as the cache knows it. `mixed` is the exclusive or of all event ids.
    """CREATE TABLE head (
  one INTEGER PRIMARY KEY NOT NULL CHECK (one = 1),
  version INTEGER NOT NULL,
  events INTEGER NOT NULL,
  last INTEGER NOT NULL,
  newest INTEGER NOT NULL,
  rules INTEGER NOT NULL,
  mixed BLOB NOT NULL
)""",
    """CREATE TABLE device_head (
  device INTEGER PRIMARY KEY NOT NULL REFERENCES device (n),
  seq INTEGER NOT NULL,
  at INTEGER NOT NULL
)""",
    """CREATE TABLE state (
  card INTEGER PRIMARY KEY NOT NULL REFERENCES card (n),
  phase INTEGER NOT NULL,
  step INTEGER NOT NULL,
  due INTEGER NOT NULL,
  stability REAL NOT NULL,
  difficulty REAL NOT NULL,
  last INTEGER NOT NULL,
  utc_offset INTEGER NOT NULL,
  reps INTEGER NOT NULL,
  lapses INTEGER NOT NULL,
  first_day INTEGER NOT NULL,
  suspended INTEGER NOT NULL,
  buried_until INTEGER NOT NULL,
  marked INTEGER NOT NULL,
  flag INTEGER NOT NULL
)""",
    # Covers counting and ranking by retrievability: 200 of 30,000 due cards without their rows.
    """CREATE INDEX state_due ON state (due, buried_until, last, stability)
  WHERE phase = 2 AND suspended = 0""",
    """CREATE INDEX state_step ON state (due, buried_until)
  WHERE phase IN (1, 3) AND suspended = 0""",
    """CREATE TABLE day (
  day INTEGER PRIMARY KEY NOT NULL,
  reviews INTEGER NOT NULL,
  duration_ms INTEGER NOT NULL,
  new INTEGER NOT NULL,
  again INTEGER NOT NULL,
  hard INTEGER NOT NULL,
  good INTEGER NOT NULL,
  easy INTEGER NOT NULL,
  young_passed INTEGER NOT NULL,
  young_failed INTEGER NOT NULL,
  mature_passed INTEGER NOT NULL,
  mature_failed INTEGER NOT NULL
)""",
    """CREATE TABLE setting (
  position INTEGER PRIMARY KEY NOT NULL,
  at INTEGER NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL
)""",
    """CREATE TABLE alias (
  former TEXT PRIMARY KEY NOT NULL,
  card TEXT NOT NULL
)""",
    # What study last knew of the content, for `mlsd due`, which never reads content.
    """CREATE TABLE summary (
  one INTEGER PRIMARY KEY NOT NULL CHECK (one = 1),
  data TEXT NOT NULL
)""",
    """CREATE TABLE absent (
  card INTEGER PRIMARY KEY NOT NULL REFERENCES card (n)
)""",
)

OCTAVES = tuple(2.0**power for power in range(-3, 16))
"""Bounds between the octaves of stability, days: from 3 hours to 90 years."""


def octave(stability: str, first: int = 0, last: int = len(OCTAVES)) -> str:
    """Write the SQL that numbers the octave of a stability, from 0 below the first bound.

    Queries must use the same words to use its index. A search of halves, because a sum of all
    comparisons makes the index twice as slow to build.
    """
    if first == last:
        return str(first)
    middle = (first + last) // 2
    below, above = octave(stability, first, middle), octave(stability, middle + 1, last)
    return f"CASE WHEN {stability} < {OCTAVES[middle]} THEN {below} ELSE {above} END"


STATE_INDEXES = {
    # Columns that are compared for every row cost a third of a count.
    "state_due": """CREATE INDEX state_due ON state (max(due, buried_until))
  WHERE phase = 2 AND suspended = 0""",
    # Within an octave the oldest are, within a factor of two, the most forgotten.
    "state_octave": f"""CREATE INDEX state_octave
  ON state ({octave("stability")}, last, stability, max(due, buried_until))
  WHERE phase = 2 AND suspended = 0""",
}
"""Those of cards in REVIEW, as of version 2."""

SEED = tuple(f"INSERT INTO kind (n, name) VALUES ({n}, '{kind}')" for n, kind in enumerate(Kind, 1))
"""Kinds of version 1 have fixed numbers: the checks of `event` use them."""
