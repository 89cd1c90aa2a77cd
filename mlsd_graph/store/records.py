"""The tables as SQLModel records, to ask the log anything that this program does not show.

`Store.query()` opens a session on them. Importing this costs 400 ms, so nothing that a learner
waits for does. The tables are made by `migrations.py`; a test compares both descriptions.
"""

from pathlib import Path

from sqlalchemy import REAL, Index, text
from sqlalchemy.pool import NullPool
from sqlmodel import Field, Session, SQLModel, create_engine

from mlsd_graph.store.connection import connect_reader
from mlsd_graph.store.schema import octave


class KindRecord(SQLModel, table=True):
    """A kind of event."""

    __tablename__ = "kind"  # pyright: ignore[reportAssignmentType]  SQLModel types it so
    n: int = Field(primary_key=True)
    name: str = Field(unique=True)


class DeviceRecord(SQLModel, table=True):
    """A device that has written events."""

    __tablename__ = "device"  # pyright: ignore[reportAssignmentType]  SQLModel types it so
    n: int = Field(primary_key=True)
    name: str = Field(unique=True)


class CardRecord(SQLModel, table=True):
    """The uid of a card."""

    __tablename__ = "card"  # pyright: ignore[reportAssignmentType]  SQLModel types it so
    n: int = Field(primary_key=True)
    name: str = Field(unique=True)


class EventRecord(SQLModel, table=True):
    """One row of the log."""

    __tablename__ = "event"  # pyright: ignore[reportAssignmentType]  SQLModel types it so
    __table_args__ = (
        Index("event_id", text("substr(id, 1, 8)")),
        Index("event_card", "card"),
        Index("event_kind", "kind", sqlite_where=text("kind <> 1")),
    )
    n: int = Field(primary_key=True)
    id: bytes
    kind: int = Field(foreign_key="kind.n")
    card: int | None = Field(default=None, foreign_key="card.n")
    at: int
    utc_offset: int
    device: int = Field(foreign_key="device.n")
    seq: int
    rating: int | None = None
    duration_ms: int | None = None
    due_day: int | None = None
    crc: int
    target: bytes | None = None
    data: str | None = None


class StateRecord(SQLModel, table=True):
    """What a replay yields for one card."""

    __tablename__ = "state"  # pyright: ignore[reportAssignmentType]  SQLModel types it so
    __table_args__ = (
        Index(
            "state_due",
            text("max(due, buried_until)"),
            sqlite_where=text("phase = 2 AND suspended = 0"),
        ),
        Index(
            "state_octave",
            text(octave("stability")),
            "last",
            "stability",
            text("max(due, buried_until)"),
            sqlite_where=text("phase = 2 AND suspended = 0"),
        ),
        Index(
            "state_step",
            "due",
            "buried_until",
            sqlite_where=text("phase IN (1, 3) AND suspended = 0"),
        ),
    )
    card: int = Field(primary_key=True, foreign_key="card.n")
    phase: int
    step: int
    due: int
    stability: float = Field(sa_type=REAL)
    difficulty: float = Field(sa_type=REAL)
    last: int
    utc_offset: int
    reps: int
    lapses: int
    first_day: int
    suspended: int
    buried_until: int
    marked: int
    flag: int


class DayRecord(SQLModel, table=True):
    """The live reviews of one study day."""

    __tablename__ = "day"  # pyright: ignore[reportAssignmentType]  SQLModel types it so
    day: int = Field(primary_key=True)
    reviews: int
    duration_ms: int
    new: int
    again: int
    hard: int
    good: int
    easy: int
    young_passed: int
    young_failed: int
    mature_passed: int
    mature_failed: int
    untimed: int


def reading_session(database: Path) -> Session:
    """Open a session that can only read."""
    engine = create_engine(
        "sqlite://", creator=lambda: connect_reader(database), poolclass=NullPool
    )
    return Session(engine)
