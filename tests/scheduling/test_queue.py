"""The daily queue: reviews, limits, siblings, learning steps and the next due time."""

import itertools
from dataclasses import replace

import pytest
from written import DAY_MS, NOW, PLENTY, learned, learning, library, order, queue
from written_heads import page

from mlsd_graph.graph import build
from mlsd_graph.memory import CardState, Phase, Settings, day_start, elapsed, fsrs6, study_day
from mlsd_graph.percent import percent
from mlsd_graph.scheduling import DoneToday, Now, ReasonKind, build_queue
from mlsd_graph.scheduling.day import Pace


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
    assert found.items[0].reason.text == f"due, 3 days late, recall {percent(recall('p3/0'))}"
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


@pytest.mark.parametrize("moved", [-60, 60, -540, 540])
def test_a_sibling_asked_before_a_clock_change_or_a_flight_was_asked_today(moved: int) -> None:
    heads = library(page("a", cards=2, notes=1), page("b", cards=2))
    states = learned("a/1", "b/0", "b/1", due=0) | learned("a/0", ago=0)
    states["a/1"] = states["a/1"]._replace(stability=1.0)
    before = NOW.offset - moved
    start = day_start(NOW.day, before)  # the first moment of this study day, there
    states["a/0"] = states["a/0"]._replace(last=start, offset=before)
    assert order(queue(heads, states))[-1] == "a/1"
    states["a/0"] = states["a/0"]._replace(last=start - 1)
    assert order(queue(heads, states))[0] == "a/1"


def test_a_card_left_for_last_is_not_said_to_have_been_asked() -> None:
    found = queue(library(page("a", cards=2, notes=1)), {})
    assert order(found) == ["a/0", "a/1"]
    reason = found.reason("a/1")
    assert reason is not None
    assert reason.text == "another card of its note comes first, and no others are left"


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


def test_the_study_day_of_the_moment_decides_what_is_due() -> None:
    heads, states = library(page("a", cards=1)), learned("a/0", due=1)
    before = Now(NOW.ms + 0, NOW.offset)
    assert queue(heads, states, now=before).due == 0
    assert queue(heads, states, now=Now(NOW.ms + DAY_MS, NOW.offset)).due == 1


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
