"""The log as it is read by people and scripts: chosen by card, kind and time, through SQLModel.

Nothing that a learner waits for comes through here; importing SQLModel costs 400 ms.
"""

import sqlite3
from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy.exc import DBAPIError
from sqlmodel import col, select

from mlsd_graph.store.connection import translated
from mlsd_graph.store.event import Event
from mlsd_graph.store.records import CardRecord, DeviceRecord, EventRecord, KindRecord
from mlsd_graph.store.store import Store


class Choice(NamedTuple):
    """Which events are wanted; the default is all of them."""

    card: str | None = None
    """Current or former uid."""
    kinds: Collection[str] = ()
    since: int | None = None
    """UTC milliseconds."""
    limit: int | None = None
    """The newest so many."""


def journal(store: Store, choice: Choice = Choice()) -> list[Event]:  # noqa: B008  immutable
    """Read the chosen events, oldest first, undone ones included; none where no state is yet."""
    if not store.paths.database.exists():
        return []
    query = (
        select(EventRecord, KindRecord.name, DeviceRecord.name, CardRecord.name)
        .join(KindRecord, col(KindRecord.n) == EventRecord.kind)
        .join(DeviceRecord, col(DeviceRecord.n) == EventRecord.device)
        .join(CardRecord, col(CardRecord.n) == EventRecord.card, isouter=True)
        .order_by(col(EventRecord.at).desc(), col(EventRecord.seq).desc())
    )
    if choice.card is not None:
        query = query.where(col(CardRecord.name).in_(_names(store, choice.card)))
    if choice.kinds:
        query = query.where(col(KindRecord.name).in_(list(choice.kinds)))
    if choice.since is not None:
        query = query.where(col(EventRecord.at) >= choice.since)
    if choice.limit is not None:
        query = query.limit(choice.limit)
    try:
        with store.query() as session:
            rows = session.exec(query).all()
    except DBAPIError as error:
        if isinstance(error.orig, sqlite3.Error):
            raise translated(error.orig, store.paths.database) from error
        raise
    return [_event(*row) for row in reversed(rows)]


def _names(store: Store, card: str) -> list[str]:
    """List the uids under which a card was ever recorded."""
    rules = store.rules()
    current = rules.resolve(card)
    return [current, *(former for former in rules.aliases if rules.resolve(former) == current)]


def _event(record: EventRecord, kind: str, device: str, card: str | None) -> Event:
    return Event(
        id=record.id,
        kind=kind,
        card=card,
        at=record.at,
        offset=record.utc_offset,
        device=device,
        seq=record.seq,
        target=record.target,
        rating=record.rating,
        duration_ms=record.duration_ms,
        due_day=record.due_day,
        data=record.data,
    )
