"""States of small written libraries and their queues."""

from collections.abc import Mapping

from written_heads import Heads, heads_of, page

from mlsd_graph.content.records import PageHead, PageKind
from mlsd_graph.graph import build
from mlsd_graph.memory import CardState, Phase, Settings
from mlsd_graph.scheduling import (
    DoneToday,
    Now,
    Queue,
    Queued,
    Reason,
    ReasonKind,
    build_queue,
)

NOW = Now(1_780_000_000_000, 120)
DAY_MS = 86_400_000
PLAIN = Settings(
    graph_order=False, session_order=False, probes=False, contrast_pairs=False, credit="off"
)
"""Every part of the graph switched off."""
WHY = Reason(ReasonKind.ASKED, "because")
PLENTY = Settings(new_per_day=1000, reviews_per_day=1000)


def library(*pages: PageHead) -> Heads:
    """These pages, beside a set without cards that has edges: without any, no graph orders."""
    members = tuple(p.id for p in pages[:1])
    return heads_of(*pages, page("z9", cards=0, kind=PageKind.CONTRAST_SET, members=members))


def learned(
    *uids: str, stability: float = 50.0, ago: int = 1, due: int = 30
) -> dict[str, CardState]:
    """Cards in REVIEW, last graded some days ago and due in some days."""
    last = NOW.ms - ago * DAY_MS
    return {
        uid: CardState(
            uid, Phase.REVIEW, 0, NOW.day + due, stability, 5.0, last, NOW.offset, 3, 0, 1
        )
        for uid in uids
    }


def queue(
    heads: Heads,
    states: Mapping[str, CardState] | None = None,
    settings: Settings = PLENTY,
    done: DoneToday = DoneToday(),  # noqa: B008  a frozen value
    now: Now = NOW,
) -> Queue:
    return build_queue(build(heads), heads.cards, states or {}, settings, now, done)


def asked(*uids: str) -> tuple[Queued, ...]:
    """Cards as an overlay asks them."""
    return tuple(Queued(uid, WHY) for uid in uids)


def order(found: Queue) -> list[str]:
    return [item.uid for item in found.items]


def pages_in(found: Queue) -> list[str]:
    """Pages in the order in which they first come."""
    return list(dict.fromkeys(uid.split("/")[0] for uid in order(found)))


def learning(uid: str, due_ms: int, phase: Phase = Phase.LEARNING) -> dict[str, CardState]:
    state = CardState(uid, phase, 1, due_ms, 2.0, 5.0, NOW.ms - 600_000, NOW.offset, 1, 0, NOW.day)
    return {uid: state}
