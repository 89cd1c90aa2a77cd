"""An overlay puts cards first, holds reviews back or names the day; empty, it changes nothing."""

from collections.abc import Mapping

from written import NOW, PLENTY, WHY, asked, learned, learning, library, order, queue
from written_heads import page

from mlsd_graph.graph import build
from mlsd_graph.memory import CardState, Settings
from mlsd_graph.scheduling import (
    DayPlan,
    DoneToday,
    Overlay,
    Queue,
    build_queue,
)
from mlsd_graph.scheduling.overlay import merged

HEADS = library(page("a", cards=3), page("b", cards=3))
SEEN = learned("a/0", "a/1", due=0) | learned("b/0", due=30)


def _queue(
    overlay: Overlay, states: Mapping[str, CardState] = SEEN, settings: Settings = PLENTY
) -> Queue:
    return build_queue(build(HEADS), HEADS.cards, states, settings, NOW, overlay=overlay)


def test_an_empty_overlay_is_the_plain_queue() -> None:
    assert _queue(Overlay()).items == queue(HEADS, SEEN).items


def test_what_comes_first_is_asked_once_whether_due_new_or_neither() -> None:
    found = _queue(Overlay(asked("b/0", "a/1", "b/2")))
    assert order(found)[:3] == ["b/0", "a/1", "b/2"]
    assert sorted(order(found)) == ["a/0", "a/1", "a/2", "b/0", "b/1", "b/2"]
    assert found.reason("a/1") == WHY
    assert found.due == 3  # two that come first, and one more review
    assert found.new == 3  # b/2 comes first, and two others


def test_what_comes_first_leaves_once_it_is_graded() -> None:
    after = _queue(Overlay(asked("b/0"))).after(
        "b/0", SEEN | learned("b/0", due=40), NOW, DoneToday(reviews=1)
    )
    assert "b/0" not in order(after)
    assert after.first == ()


def test_hidden_stepping_and_unknown_cards_do_not_come_first() -> None:
    states = dict(SEEN) | learning("b/1", NOW.ms + 60_000)
    states["a/0"] = states["a/0"]._replace(suspended=True)
    states["a/1"] = states["a/1"]._replace(buried_until=NOW.day + 1)
    found = _queue(Overlay(asked("a/0", "a/1", "b/1", "gone/0", "b/0")), states)
    assert found.first == asked("b/0")


def test_what_is_held_waits() -> None:
    assert "a/0" not in order(_queue(Overlay(held={"a/0": WHY})))


def test_a_plan_names_the_day_in_place_of_the_limits() -> None:
    nothing_allowed = Settings(new_per_day=0, reviews_per_day=0)
    plan = DayPlan(reviews=asked("b/0", "a/0"), fresh=asked("b/1", "a/0"))
    found = _queue(Overlay(plan=plan), settings=nothing_allowed)
    assert found.reviews == asked("b/0", "a/0")
    assert found.fresh == asked("b/1")  # a/0 has been seen
    assert "a/1" not in order(found)


def test_the_earlier_of_two_overlays_goes_first_and_what_is_asked_is_not_held() -> None:
    one = Overlay(asked("a/0"), {"a/1": WHY})
    two = Overlay(asked("a/1", "a/0"), {"b/0": WHY}, DayPlan((), ()))
    both = merged([one, two])
    assert [item.uid for item in both.first] == ["a/0", "a/1"]
    assert set(both.held) == {"b/0"}
    assert both.plan == DayPlan((), ())


def test_new_cards_that_come_first_count_as_new_within_the_limits() -> None:
    first = Overlay(asked("b/2", "b/0", "a/2"))
    found = _queue(first, settings=Settings(new_per_day=3, reviews_per_day=1000))
    assert (found.due, found.new, len(found.fresh)) == (3, 3, 1)
    few = _queue(first, settings=Settings(new_per_day=1, reviews_per_day=1))
    assert (few.due, few.new, order(few)) == (1, 2, ["b/2", "b/0", "a/2"])
    pace = found.world.pace
    assert found.minutes == (3 * pace.review + 3 * pace.new) / 60


def test_an_unseen_card_that_was_asked_first_leaves_the_new_ones() -> None:
    settings = Settings(new_per_day=3, reviews_per_day=1000)
    found = _queue(Overlay(asked("b/2", "a/2")), settings=settings)
    after = found.after("b/2", dict(SEEN) | learned("b/2", due=40), NOW, DoneToday(new=1))
    assert (found.new, after.new) == (3, 2)


def test_new_cards_that_come_first_take_the_time_of_reviews() -> None:
    settings = Settings(minutes_per_day=1, new_per_day=9, reviews_per_day=9)
    assert _queue(Overlay(), settings=settings).due == 2
    assert _queue(Overlay(asked("b/1")), settings=settings).due == 1  # 60 s - 40 s, at 15 s each
