"""The queue under a plan: plain without one, never empty while there is something to do."""

from pathlib import Path

import pytest
from hand_clock import Clock
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from letters import add_case, aim

from mlsd_graph.errors import UsageError
from mlsd_graph.memory import Rating
from mlsd_graph.paths import Paths
from mlsd_graph.scheduling import Queue, ReasonKind
from mlsd_graph.study import Study


@pytest.fixture
def content(content: Path) -> Path:
    return add_case(content)


def queue(study: Study) -> Queue:
    return study._present.line.queue(study.now())


def answered(study: Study, clock: Clock, rating: Rating = Rating.GOOD, seconds: int = 20) -> str:
    shown = study.next()
    assert shown is not None
    clock.forward(minutes=seconds / 60)
    study.answer(shown.card.uid, rating, duration_ms=seconds * 1000)
    return shown.card.uid


def plain(found: Queue) -> tuple[object, ...]:
    return found.items, found.steps, found.due, found.new, found.next_due


def test_a_plan_asks_what_the_case_studies_rest_on_first_and_says_why(study: Study) -> None:
    aim(study)
    items = queue(study).items
    assert items
    assert {item.reason.kind for item in items} == {ReasonKind.PLANNED}
    assert items[0].uid.startswith("alpha/")
    assert any(("letters", "gamma") in item.reason.edges for item in items)
    assert any("Letters uses it" in item.reason.text for item in items)


def test_after_the_day_of_the_interview_the_queue_is_plain(study: Study, clock: Clock) -> None:
    before = plain(queue(study))
    aim(study, days=5)
    assert plain(queue(study)) != before
    clock.forward(days=6)
    late = plain(queue(study))
    assert queue(study).world.overlay.plan is None
    study.configure("interview", "none")
    assert plain(queue(study)) == late


def test_on_the_day_of_the_interview_what_is_due_is_asked_and_nothing_new(
    study: Study, clock: Clock
) -> None:
    aim(study, days=5)
    answered(study, clock)
    answered(study, clock, Rating.EASY)
    while study.next() is not None:
        answered(study, clock)
    clock.forward(days=5)
    due = {uid for uid, state in study.states.items() if state.due <= study.now().day}
    found = queue(study)
    assert found.new == 0
    assert {item.uid for item in found.items} <= due
    assert found.items
    study.care()
    known = study.glance()
    assert known is not None
    assert (known.due, known.new) == (found.due, 0)
    assert known.minutes == pytest.approx(found.minutes, abs=0.05)
    assert not study.plan_ended()
    while study.next() is not None:
        answered(study, clock)
    assert queue(study).new == 0


def test_one_undo_takes_back_more_minutes_and_leaves_the_plan(study: Study, clock: Clock) -> None:
    aim(study, minutes=2)
    before = queue(study).minutes
    target = study.settings.interview
    study.more(10)
    assert queue(study).minutes > before
    undone = study.undo()
    assert undone is not None
    assert undone.kind == "more"
    assert study.settings.interview == target
    assert queue(study).minutes == before
    study.redo()
    assert queue(study).minutes > before


def test_without_a_plan_there_is_nothing_to_go_on_with(study: Study) -> None:
    with pytest.raises(UsageError, match="no plan"):
        study.more(10)
    aim(study, minutes=2)
    assert queue(study).minutes <= 2


def test_the_end_is_said_once(study: Study, clock: Clock) -> None:
    aim(study, days=5)
    assert not study.plan_ended()
    clock.forward(days=6)
    assert "ended" in study.plan_ended()
    study.dismiss_plan()
    assert not study.plan_ended()


def test_one_undo_takes_a_target_back(study: Study) -> None:
    before = plain(queue(study))
    aim(study)
    study.undo()
    assert not study.settings.interview
    assert plain(queue(study)) == before


@given(st.lists(st.sampled_from([Rating.AGAIN, Rating.GOOD, Rating.EASY]), max_size=12))
@settings(
    max_examples=8,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_memories_are_the_same_with_and_without_a_plan(
    tmp_path_factory: pytest.TempPathFactory, content: Path, ratings: list[Rating]
) -> None:
    found: list[object] = []
    for planned in (False, True):
        base = tmp_path_factory.mktemp("home")
        clock = Clock()
        study = Study.open(Paths(base / "s", base / "c", base / "x"), [content], clock)
        cards = sorted(study.library.cards)
        if planned:
            aim(study)
        clock.forward(minutes=1)
        for place, rating in enumerate(ratings):
            study.shown(cards[place % 5])
            study.answer(cards[place % 5], rating)
            clock.forward(days=1)
            if planned:
                queue(study)
        found.append({uid: state[3:12] for uid, state in study.states.items()})
        study.close()
    assert found[0] == found[1]


@given(
    st.integers(1, 40),
    st.integers(1, 30),
    st.lists(st.tuples(st.sampled_from(list(Rating)), st.integers(1, 90)), max_size=25),
)
@settings(
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_never_idle_while_new_cards_of_the_scope_and_minutes_remain(
    tmp_path_factory: pytest.TempPathFactory,
    content: Path,
    days: int,
    minutes: int,
    answers: list[tuple[Rating, int]],
) -> None:
    base = tmp_path_factory.mktemp("home")
    clock = Clock()
    study = Study.open(Paths(base / "s", base / "c", base / "x"), [content], clock)
    aim(study, days=days, minutes=minutes)
    for rating, seconds in answers:
        spent = study.store.counts_today(study.now().day).duration_ms / 60_000
        unseen = [uid for uid in study.library.cards if uid not in study.states]
        pace = study._present.line.pace()
        steps = len(study.store.learning()) * pace.step
        room = (minutes - spent) * 60 - steps >= pace.new + 2 * pace.step
        if study.next() is None:
            assert not (unseen and room)
            break
        answered(study, clock, rating, seconds)
    study.close()


def test_when_the_minutes_are_used_up_the_plan_is_done_and_more_goes_on(
    study: Study, clock: Clock
) -> None:
    aim(study, minutes=2)
    while study.next() is not None:
        answered(study, clock, Rating.EASY, 30)
    assert study.store.counts_today(study.now().day).duration_ms >= 60_000
    assert any(uid not in study.states for uid in study.library.cards)
    study.more(10)
    assert study.next() is not None


def test_a_missed_week_is_absorbed(study: Study, clock: Clock) -> None:
    aim(study, days=20, minutes=3)
    for _ in range(3):
        answered(study, clock, Rating.EASY)
    clock.forward(days=7)
    found = queue(study)
    assert found.items
    assert found.minutes <= 3.5


def test_a_case_study_that_vanished_leaves_a_plain_queue_and_is_told(
    study: Study, clock: Clock
) -> None:
    before = plain(queue(study))
    aim(study, cases=("vanished",))
    assert plain(queue(study)) == before
    aim(study, cases=("vanished", "letters"))
    assert queue(study).world.overlay.plan is not None


def test_a_clock_that_jumped_hides_no_card(study: Study, clock: Clock) -> None:
    uid = answered(study, clock, Rating.EASY)
    clock.forward(days=400)
    other = answered(study, clock, Rating.EASY)
    clock.forward(days=-399)
    aim(study, days=30, minutes=60)
    clock.forward(days=3)
    planned = {item.uid for item in queue(study).items}
    assert planned
    assert uid in planned | {item.uid for item in queue(study).reviews}
    assert other in study.states


def test_a_change_of_clocks_moves_no_day(study: Study, clock: Clock) -> None:
    aim(study, days=10)
    day = study.now().day
    clock.offset += 60
    assert study.now().day == day
    assert queue(study).world.overlay.plan is not None


def test_buried_and_suspended_cards_are_not_planned(study: Study) -> None:
    aim(study)
    first, second, *_ = [item.uid for item in queue(study).items]
    study.bury(first)
    study.suspend(second)
    left = {item.uid for item in queue(study).items}
    assert left
    assert not {first, second} & left


def test_due_says_what_the_plan_has_left(study: Study, clock: Clock) -> None:
    aim(study, minutes=5)
    study.care()
    known = study.glance()
    found = queue(study)
    assert known is not None
    assert (known.due, known.new) == (0, found.new)
    answered(study, clock)
    after = study.glance()
    assert after is not None
    assert after.new == known.new - 1
