"""The daily queue on small written graphs: order, limits, frontier, reasons, siblings."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pytest

from mlsd_graph.content.records import (
    CardHead,
    CardKind,
    PageHead,
    PageKind,
    Relation,
    RelationKind,
    Step,
)
from mlsd_graph.graph import build
from mlsd_graph.memory import CardState, Phase, Settings, elapsed, fsrs6, study_day
from mlsd_graph.scheduling import DoneToday, Now, Queue, ReasonKind, build_queue
from mlsd_graph.scheduling.day import Pace

NOW = Now(1_780_000_000_000, 120)
DAY_MS = 86_400_000
PLENTY = Settings(new_per_day=1000, reviews_per_day=1000)


@dataclass(frozen=True)
class Heads:
    """The part of a library that the graph and the queue read."""

    pages: Mapping[str, PageHead]
    cards: Mapping[str, CardHead] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)


def page(
    id_: str,
    *relations: Relation,
    cards: int = 2,
    notes: int = 0,
    kind: PageKind = PageKind.CONCEPT,
    members: tuple[str, ...] = (),
) -> PageHead:
    """A page; with `notes`, its cards share that many notes."""
    heads = tuple(
        CardHead(f"{id_}/{n}", f"{id_}/{n % notes if notes else n}", CardKind.BASIC, id_, n, f"{n}")
        for n in range(cards)
    )
    return PageHead(
        id_, kind, id_.upper(), "/p", "/", relations=relations, cards=heads, members=members
    )


def needs(*ids: str) -> tuple[Relation, ...]:
    return tuple(Relation(RelationKind.PREREQUISITE, id_, "because") for id_ in ids)


def uses(*ids: str) -> tuple[Relation, ...]:
    return tuple(Relation(RelationKind.USE, id_, step=Step.MODEL, weight=0.6) for id_ in ids)


def library(*pages: PageHead) -> Heads:
    cards = {card.uid: card for p in pages for card in p.cards}
    for p in pages:
        for relation in p.relations:
            if relation.kind is RelationKind.CONTRAST:
                uid = "contrast:" + "~".join(sorted((p.id, relation.target)))
                cards[uid] = CardHead(uid, uid, CardKind.CONTRAST, p.id, 0, uid, authored=False)
    return Heads({p.id: p for p in pages}, cards)


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


def order(found: Queue) -> list[str]:
    return [item.uid for item in found.items]


def pages_in(found: Queue) -> list[str]:
    """Pages in the order in which they first come."""
    return list(dict.fromkeys(uid.split("/")[0] for uid in order(found)))


CHAIN = library(page("c", *needs("b")), page("b", *needs("a")), page("a"), page("z"))


def test_new_cards_come_in_prerequisite_order_and_never_run_dry() -> None:
    found = queue(CHAIN)
    assert pages_in(found) == ["a", "z", "b", "c"]
    assert len(order(found)) == 8
    kinds = {item.uid: item.reason for item in found.items}
    assert kinds["a/0"].text == "opens 1 concept"
    assert kinds["a/0"].edges == (("a", "b"),)
    assert kinds["z/0"].kind is ReasonKind.NEXT
    assert kinds["c/0"].kind is ReasonKind.AHEAD
    assert kinds["c/0"].edges == (("b", "c"),)


def test_a_concept_opens_when_its_prerequisite_is_learned_and_likely_recalled() -> None:
    strong = queue(CHAIN, learned("a/0", "a/1"))
    assert {i.uid: i.reason.kind for i in strong.items}["b/0"] is ReasonKind.OPENS
    weak = queue(CHAIN, learned("a/0", "a/1", stability=1.0, ago=60))
    assert {i.uid: i.reason.kind for i in weak.items}["b/0"] is ReasonKind.AHEAD


def test_half_of_the_cards_are_enough_to_open_what_follows() -> None:
    opened = queue(CHAIN, learned("a/0"))
    assert {i.uid: i.reason.kind for i in opened.items}["b/0"] is ReasonKind.OPENS


def test_a_suspended_card_holds_nothing_up() -> None:
    states = learned("a/0") | {"a/1": CardState("a/1", suspended=True)}
    states["a/0"] = states["a/0"]._replace(phase=Phase.RELEARNING, due=NOW.ms)
    assert {i.uid: i.reason.kind for i in queue(CHAIN, states).items}["b/0"] is ReasonKind.AHEAD
    states["a/0"] = states["a/0"]._replace(suspended=True)
    assert {i.uid: i.reason.kind for i in queue(CHAIN, states).items}["b/0"] is ReasonKind.OPENS


def test_concepts_that_serve_more_case_studies_come_first() -> None:
    found = queue(
        library(
            page("a"),
            page("b"),
            page("c"),
            page("one", *uses("b", "c"), kind=PageKind.CASE_STUDY),
            page("two", *uses("c"), kind=PageKind.CASE_STUDY),
        ),
        settings=replace(PLENTY, new_per_day=6),
    )
    assert pages_in(found) == ["c", "b", "a"]


def test_a_case_study_opens_when_most_of_what_it_uses_is_known() -> None:
    heads = library(
        page("a"),
        page("b"),
        page("c"),
        page("case", *uses("a", "b", "c"), kind=PageKind.CASE_STUDY),
    )
    states = learned("a/0", "a/1")
    assert order(queue(heads, states))[-1].startswith("case/")
    states |= learned("b/0", "b/1")
    found = queue(heads, states)
    assert order(found)[0] == "case/0"
    assert found.items[0].reason.text == "2 of 3 concepts known"


def test_a_contrast_card_waits_until_both_concepts_are_known() -> None:
    contrast = Relation(RelationKind.CONTRAST, "b", "what decides")
    heads = library(page("a", contrast), page("b"))
    locked = queue(heads, learned("a/0", "a/1")).reason("contrast:a~b")
    assert locked is not None
    assert (locked.kind, locked.text) == (ReasonKind.AHEAD, "A and B are not both known yet")
    found = queue(heads, learned("a/0", "a/1", "b/0", "b/1"))
    assert order(found) == ["contrast:a~b"]
    assert found.items[0].reason.text == "tells A and B apart"


def test_framework_steps_take_every_third_place() -> None:
    heads = library(
        page("a", cards=1),
        page("b", cards=1),
        page("c", cards=1),
        page("d", cards=1),
        page("f", cards=1, kind=PageKind.FRAMEWORK),
        page("g", cards=1, kind=PageKind.FRAMEWORK),
    )
    assert pages_in(queue(heads)) == ["a", "b", "f", "c", "d", "g"]


def test_a_cycle_of_prerequisites_still_lets_everything_be_learned() -> None:
    heads = library(page("a", *needs("b")), page("b", *needs("a")))
    assert sorted(order(queue(heads))) == ["a/0", "a/1", "b/0", "b/1"]


def test_reviews_come_by_retrievability_with_the_recall_in_the_reason() -> None:
    heads = library(*(page(f"p{i}", cards=1) for i in range(6)))
    model, states = fsrs6(), {}
    for i, (stability, ago) in enumerate([(5, 9), (50, 60), (9, 10), (1, 30), (80, 100), (3, 4)]):
        states |= learned(f"p{i}/0", stability=stability, ago=ago, due=-i)
    found = queue(heads, states)

    def recall(uid: str) -> float:
        state = states[uid]
        days = elapsed(state.last, NOW.ms, NOW.offset)
        return model.retrievability(days, state.stability)

    assert order(found) == sorted(states, key=recall)
    assert found.reason("p0/0") is not None
    assert found.items[0].reason.text == f"due, 3 days late, recall {recall('p3/0'):.0%}"
    assert found.items[0].reason.kind is ReasonKind.DUE


def test_what_is_suspended_buried_not_due_or_gone_from_the_content_is_left_out() -> None:
    heads = library(page("a", cards=5))
    states = learned("a/0", "a/1", "a/2", "gone/0", due=0) | learned("a/3", due=1)
    states["a/0"] = states["a/0"]._replace(suspended=True)
    states["a/1"] = states["a/1"]._replace(buried_until=NOW.day + 1)
    states["a/4"] = CardState("a/4", buried_until=NOW.day + 1)
    found = queue(heads, states)
    assert order(found) == ["a/2"]
    assert (found.due, found.new) == (1, 0)


def test_a_marked_card_without_a_grade_is_still_new() -> None:
    heads = library(page("a"))
    found = queue(heads, {"a/0": CardState("a/0", marked=True)})
    assert sorted(order(found)) == ["a/0", "a/1"]


def test_orphans_do_not_eat_the_daily_limit() -> None:
    heads = library(page("a", cards=3))
    states = learned("a/0", "a/1", "a/2", due=0)
    states |= learned(*(f"gone/{i}" for i in range(20)), stability=1.0, ago=90, due=-9)
    assert queue(heads, states, replace(PLENTY, reviews_per_day=3)).due == 3


MANY = library(*(page(f"p{i:02}", cards=1) for i in range(60)))


def due_states(count: int) -> dict[str, CardState]:
    return learned(*(f"p{i:02}/0" for i in range(count)), due=0)


@pytest.mark.parametrize(
    ("due", "changes", "done", "expected"),
    [
        (30, {}, DoneToday(), (30, 20)),
        (30, {"new_per_day": 5}, DoneToday(new=2), (30, 3)),
        (30, {"reviews_per_day": 10}, DoneToday(), (10, 0)),
        (30, {"reviews_per_day": 35}, DoneToday(), (30, 5)),
        (30, {"reviews_per_day": 35}, DoneToday(reviews=3, new=1), (30, 1)),
        (30, {"reviews_per_day": 10, "new_with_backlog": True}, DoneToday(), (10, 20)),
        (30, {"reviews_per_day": 10}, DoneToday(reviews=12), (0, 0)),
        (30, {"minutes_per_day": 5}, DoneToday(), (20, 0)),
        (6, {"minutes_per_day": 5}, DoneToday(), (6, 5)),
        (6, {"minutes_per_day": 5}, DoneToday(ms=300_000), (0, 0)),
    ],
)
def test_limits(
    due: int, changes: dict[str, int], done: DoneToday, expected: tuple[int, int]
) -> None:
    found = queue(MANY, due_states(due), replace(Settings(), **changes), done)
    assert (found.due, found.new) == expected
    assert len(found.items) == sum(expected)


def test_minutes_expected_follow_the_pace() -> None:
    heads, states = MANY, due_states(6)
    graph = build(heads)
    pace = Pace(review=10, new=30, step=5)
    found = build_queue(graph, heads.cards, states, Settings(new_per_day=4), NOW, pace=pace)
    assert found.minutes == pytest.approx((6 * 10 + 4 * 30) / 60)


def test_new_cards_are_spread_among_the_reviews() -> None:
    found = queue(MANY, due_states(20), replace(PLENTY, new_per_day=5))
    places = [i for i, item in enumerate(found.items) if item.reason.kind is not ReasonKind.DUE]
    assert len(places) == 5
    assert max(b - a for a, b in itertools.pairwise(places)) <= 6


def test_cards_of_one_concept_stand_apart_where_possible() -> None:
    heads = library(*(page(f"p{i}", cards=4) for i in range(5)))
    states = learned(*heads.cards, due=0)
    uids = order(queue(heads, states))
    last: dict[str, int] = {}
    for place, uid in enumerate(uids):
        id_ = heads.cards[uid].page
        assert place - last.get(id_, -9) > 3
        last[id_] = place
    assert len(uids) == 20


def test_one_concept_alone_is_asked_without_a_gap() -> None:
    assert order(queue(library(page("a", cards=4)))) == ["a/0", "a/1", "a/2", "a/3"]


def test_the_page_just_asked_rests() -> None:
    heads = library(page("a"), page("b", cards=4))
    found = queue(heads, learned(*heads.cards, due=0), done=DoneToday(recent=("a/1",)))
    assert order(found)[0].startswith("b/")


def test_cards_of_one_note_are_not_asked_on_the_same_day_unless_nothing_else_is_left() -> None:
    heads = library(page("a", cards=3, notes=1), page("b", cards=3), page("c", cards=3))
    few = queue(heads, settings=replace(PLENTY, new_per_day=7))
    assert [uid for uid in order(few) if uid.startswith("a/")] == ["a/0"]
    due = order(queue(heads, learned(*heads.cards, due=0)))
    assert sum(uid.startswith("a/") for uid in due[:-2]) == 1
    assert len(due) == 9


def test_a_sibling_asked_today_puts_a_review_last() -> None:
    heads = library(page("a", cards=2, notes=1), page("b", cards=2))
    states = learned("a/1", "b/0", "b/1", due=0) | learned("a/0", ago=0)
    states["a/1"] = states["a/1"]._replace(stability=1.0)
    assert order(queue(heads, states))[-1] == "a/1"


def learning(uid: str, due_ms: int, phase: Phase = Phase.LEARNING) -> dict[str, CardState]:
    state = CardState(uid, phase, 1, due_ms, 2.0, 5.0, NOW.ms - 600_000, NOW.offset, 1, 0, NOW.day)
    return {uid: state}


def test_a_learning_card_comes_when_its_step_is_over() -> None:
    heads = library(page("a"), page("b"))
    states = learning("a/0", NOW.ms + 60_000) | learned("a/1", "b/0", "b/1", due=0)
    found = queue(heads, states)
    assert (found.due, found.learning) == (3, 1)
    first = found.next()
    assert first is not None
    assert first.uid != "a/0"
    later = found.next(NOW.ms + 60_000)
    assert later is not None
    assert (later.uid, later.reason.kind) == ("a/0", ReasonKind.LEARNING)


def test_a_learning_card_comes_early_only_when_nothing_else_is_left() -> None:
    heads = library(page("a", cards=1))
    soon = queue(heads, learning("a/0", NOW.ms + 19 * 60_000))
    item = soon.next()
    assert item is not None
    assert (item.uid, soon.due, soon.next_due) == ("a/0", 1, None)
    far = queue(heads, learning("a/0", NOW.ms + 21 * 60_000, Phase.RELEARNING))
    assert (far.next(), far.due, far.next_due) == (None, 0, NOW.ms + 21 * 60_000)


def test_the_same_queue_later_counts_the_steps_that_came_due() -> None:
    found = queue(library(page("a", cards=1)), learning("a/0", NOW.ms + 40 * 60_000))
    assert (found.due, found.next_due) == (0, NOW.ms + 40 * 60_000)
    assert found.at(Now(NOW.ms + 60_000, NOW.offset)).next_due == NOW.ms + 40 * 60_000
    later = found.at(Now(NOW.ms + 41 * 60_000, NOW.offset))
    assert (later.due, later.next_due) == (1, None)


def test_the_next_due_time_is_that_of_the_next_study_day_with_a_card() -> None:
    heads = library(page("a", cards=1), page("b", cards=1))
    states = learned("a/0", due=3) | learned("b/0", due=9)
    found = queue(heads, states)
    assert found.next_due is not None
    assert study_day(found.next_due, NOW.offset) == NOW.day + 3
    assert study_day(found.next_due - 1, NOW.offset) == NOW.day + 2
    kept_back = queue(heads, learned("a/0"), replace(PLENTY, new_per_day=0)).next_due
    assert kept_back is not None
    assert study_day(kept_back, NOW.offset) == NOW.day + 1
    assert queue(library()).next_due is None


def test_with_the_graph_off_the_queue_is_plain_fsrs() -> None:
    heads = library(
        page("c", *needs("b"), cards=3, notes=1), page("b", *needs("a")), page("a"), page("z")
    )
    plain = Settings(graph_order=False, new_per_day=1000)
    assert order(queue(heads, settings=plain)) == list(heads.cards)
    states = learned(*heads.cards, due=0)
    states = {u: s._replace(stability=10.0 + i) for i, (u, s) in enumerate(states.items())}
    assert order(queue(heads, states, plain)) == list(heads.cards)


def test_the_study_day_of_the_moment_decides_what_is_due() -> None:
    heads, states = library(page("a", cards=1)), learned("a/0", due=1)
    before = Now(NOW.ms + 0, NOW.offset)
    assert queue(heads, states, now=before).due == 0
    assert queue(heads, states, now=Now(NOW.ms + DAY_MS, NOW.offset)).due == 1


def test_openings_name_what_opens_next_and_through_which_card() -> None:
    heads = library(
        page("a"), page("b"), page("c", *needs("a")), page("d", *needs("a", "b")), page("e")
    )
    found = queue(heads).openings()
    assert [(o.id, o.missing, o.step) for o in found] == [
        ("c", ("a",), "a"),
        ("d", ("a", "b"), "a"),
    ]
    assert found[0].through in {"a/0", "a/1"}
    assert queue(heads).openings(limit=1) == found[:1]


def test_no_state_of_the_queue_depends_on_the_order_of_the_states() -> None:
    states = due_states(30)
    backwards = dict(reversed(states.items()))
    assert order(queue(MANY, states)) == order(queue(MANY, backwards))


def test_nothing_is_imported_that_a_first_frame_should_not_pay_for() -> None:
    import subprocess  # noqa: PLC0415  this test alone starts a process
    import sys  # noqa: PLC0415

    code = (
        "import mlsd_graph.scheduling, mlsd_graph.memory, sys;"
        "sys.exit(bool({'numpy', 'networkx', 'sqlmodel', 'textual'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
