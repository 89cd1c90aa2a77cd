"""A plan's day fits its minutes: what is worth least, and what is too much at once, waits."""

from hypothesis import given
from hypothesis import strategies as st
from written import NOW, PLENTY, asked, learned, library, order
from written_heads import page

from mlsd_graph.graph import build
from mlsd_graph.scheduling import (
    DayPlan,
    DoneToday,
    Overlay,
    Queue,
    build_queue,
)
from mlsd_graph.scheduling.day import NOTHING_DONE, USUAL_PACE

HEADS = library(*(page(name, cards=4) for name in "abcdefgh"))
GRAPH = build(HEADS)
SEEN = learned(*(f"{name}/0" for name in "abcd"), due=0)
NEW, REVIEW = USUAL_PACE.new, USUAL_PACE.review


def planned(seconds: float, *line: str) -> DayPlan:
    seen = [uid for uid in line if uid in SEEN]
    new = [uid for uid in line if uid not in SEEN]
    return DayPlan(asked(*seen), asked(*new), line, seconds)


def of_day(plan: DayPlan, *first: str, done: DoneToday = NOTHING_DONE) -> Queue:
    overlay = Overlay(asked(*first), plan=plan)
    return build_queue(GRAPH, HEADS.cards, SEEN, PLENTY, NOW, done, overlay=overlay)


def test_new_cards_that_come_first_take_the_place_of_planned_ones() -> None:
    plan = planned(2 * NEW, "b/1", "b/2")
    assert sorted(order(of_day(plan, "a/2"))) == ["a/2", "b/1"]
    assert sorted(order(of_day(plan, "b/2"))) == ["b/1", "b/2"]


def test_what_comes_first_takes_the_time_of_reviews_too_those_worth_least() -> None:
    plan = planned(NEW + 2 * REVIEW, "c/0", "a/0", "b/0")
    assert set(order(of_day(plan, "d/1"))) == {"d/1", "c/0", "a/0"}


def test_what_comes_first_leaves_half_of_the_day_to_the_plan() -> None:
    plan = planned(4 * NEW, "e/0", "f/0", "g/0", "h/0")
    found = of_day(plan, "a/1", "b/1", "c/1", "d/1")
    assert [item.uid for item in found.first] == ["a/1", "b/1"]
    assert set(order(found)) == {"a/1", "b/1", "e/0", "f/0"}


def test_what_waits_for_tomorrow_does_not_come_back_with_the_next_grade() -> None:
    first = asked("a/1", "b/1", "c/1", "d/1")
    found = of_day(planned(4 * NEW, "e/0", "f/0"), "a/1", "b/1", "c/1", "d/1")
    done = DoneToday(new=1, ms=1000)
    states = dict(SEEN) | learned("a/1", due=9)
    after = found.after("a/1", states, NOW, done).overlaid(Overlay(first[1:]), states, done)
    assert [item.uid for item in after.first] == ["b/1"]


def test_a_slow_day_ends_in_time() -> None:
    found = of_day(planned(4 * NEW, "e/0", "f/0", "g/0", "h/0"))
    assert found.new == 4
    states = dict(SEEN) | learned("e/0", due=9)
    after = found.after("e/0", states, NOW, DoneToday(new=1, ms=round(2.5 * NEW * 1000)))
    assert order(after) == ["f/0"]


@given(
    st.integers(0, 600),
    st.integers(0, 300),
    st.lists(st.sampled_from(sorted(HEADS.cards)), unique=True),
    st.lists(st.sampled_from(sorted(HEADS.cards)), unique=True),
)
def test_the_day_never_takes_more_than_its_minutes(
    seconds: int, spent: int, first: list[str], line: list[str]
) -> None:
    plan = planned(seconds, *line)
    found = of_day(plan, *first, done=DoneToday(ms=spent * 1000))
    left = max(0, seconds - spent)
    assert found.minutes * 60 <= left + 1e-6
    wanted = [REVIEW if uid in SEEN else NEW for uid in (*first[:1], *line)]
    assert found.items or not wanted or left < min(wanted)
