"""A design whose card uses Alpha, and a log in which what it refreshed is recalled as if asked."""

from pathlib import Path

from mlsd_graph.memory import study_day
from mlsd_graph.store import Draft, Kind

DAY = 86_400_000
CASE = """---
title: Gate
level: core
domains: [serving]
---
Design a gate.

## Clarify requirements

The gate rests on one thing.

### Checklist
- [ ] Says what it rests on ([[alpha]])

## Cards

### Whole
Q: Explain the gate in two minutes: what must be said?

A:
- [ ] Says what it rests on
- [ ] Says what it costs
- [ ] Names a limit
- [ ] Gives a number
"""
ALPHA, USE = "alpha/first", "gate/whole"
ROUNDS = 60
"""Of the log; each has two answers to cards that the design had refreshed."""


def add_gate(content: Path) -> None:
    """Write the design."""
    path = content / "case-studies" / "gate.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(CASE, encoding="utf-8")


def transferred(now: int, rounds: int = ROUNDS) -> list[Draft]:
    """A log in which what the design refreshed is recalled long after it fell due.

    In the end one of its cards is due, and the design has just been recalled four times.
    """
    rows: list[tuple[int, str, int]] = []
    for start in range(now - rounds * 20 * DAY, now - 20 * DAY, 20 * DAY):
        for uid in (ALPHA, "alpha/size"):
            rows += [(start, uid, 0), (start + 1, uid, 3), (start + 12 * DAY, uid, 3)]
        rows += [(start + ahead * DAY, USE, 3) for ahead in range(1, 12, 2)]
    rows += [(now - 8 * DAY, ALPHA, 0), (now - 8 * DAY + 1, ALPHA, 4)]
    rows += [(now - days * DAY, USE, 3) for days in (7, 5, 3, 1)]
    return [draft(at + place, uid, rating) for place, (at, uid, rating) in enumerate(sorted(rows))]


def draft(at: int, uid: str, rating: int) -> Draft:
    """One grade, due six days later; rating 0 makes the card new again."""
    if not rating:
        return Draft(Kind.FORGET, uid, when=(at, 60))
    return Draft(Kind.REVIEW, uid, rating, 5000, study_day(at, 60) + 6, when=(at, 60))
