"""Under a plan no day is idle while new cards of the scope and minutes are left, up to the date."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from hand_clock import Clock
from hypothesis import given, settings
from hypothesis import strategies as st
from letters import add_case, aim
from page_files import write_pages
from small_content import PAGES

from mlsd_graph.memory import Rating
from mlsd_graph.paths import Paths
from mlsd_graph.planning.policies import GREEDY, last_days
from mlsd_graph.study import Study
from mlsd_graph.study.chosen_policy import Chosen, key_of, remember
from mlsd_graph.study.outlook import outlook
from mlsd_graph.study.preparing import prepared, target_of


class Visit(NamedTuple):
    """Answers of one day, all alike."""

    answers: int
    """At most."""
    rating: Rating = Rating.EASY
    seconds: int = 20


class Life(NamedTuple):
    """A plan, and the days on which its learner comes."""

    days: int
    minutes: int
    visits: list[tuple[int, Visit]]
    """(days away before it, the visit)."""
    left: int
    """Days before the date on which the last visit is."""
    stopping: bool


VISITS = st.builds(Visit, st.integers(0, 6), st.sampled_from(list(Rating)), st.integers(5, 90))
LIVES = st.builds(
    Life,
    st.integers(5, 30),
    st.integers(3, 30),
    st.lists(st.tuples(st.integers(1, 9), VISITS), max_size=4),
    st.integers(1, 4),
    st.booleans(),
)


@contextmanager
def planned(base: Path, days: int, minutes: int) -> Iterator[tuple[Study, Clock]]:
    """Open a study of one design with a target so many days ahead."""
    content = add_case(write_pages(base / "content", PAGES))
    clock = Clock()
    study = Study.open(Paths(base / "s", base / "c", base / "x"), [content], clock)
    try:
        aim(study, days=days, minutes=minutes)
        yield study, clock
    finally:
        study.close()


def think(study: Study, *, stopping: bool) -> None:
    """Plan anew as each day does; `stopping` lets a policy win that keeps the last days free."""
    found = outlook(study)
    target = target_of(study.settings, study.now())
    assert found is not None
    assert target is not None
    if stopping:
        key = key_of(prepared(study.graph, target), study.settings)
        policy = GREEDY._replace(curve=found.plan.policy.curve)
        remember(study.paths, key, Chosen(policy, study.now().day))
    study.choose_again()


def unseen(study: Study) -> list[str]:
    target = target_of(study.settings, study.now())
    assert target is not None
    scope = prepared(study.graph, target).cards
    return [head.uid for head, _ in scope if head.uid not in study.states]


def is_idle(study: Study, minutes: int) -> bool:
    """Whether nothing is asked though there is something unseen, and room for it."""
    return study.next() is None and bool(unseen(study)) and room(study, minutes)


def come(study: Study, clock: Clock, visit: Visit, *, stopping: bool) -> None:
    """Answer some of what a day asks."""
    think(study, stopping=stopping)
    for _ in range(visit.answers):
        shown = study.next()
        if shown is None:
            return
        clock.forward(minutes=visit.seconds / 60)
        study.answer(shown.card.uid, visit.rating, duration_ms=visit.seconds * 1000)


def room(study: Study, minutes: int) -> bool:
    """Whether the minutes that are left hold a new card with its steps."""
    pace = study._present.line.pace()
    spent = study.store.counts_today(study.now().day).duration_ms / 1000
    steps = len(study.store.learning()) * pace.step
    return minutes * 60 - spent - steps >= pace.new + 2 * pace.step


@given(LIVES)
@settings(max_examples=25)
def test_no_day_before_the_interview_is_idle_while_something_is_unseen(
    tmp_path_factory: pytest.TempPathFactory, life: Life
) -> None:
    base = tmp_path_factory.mktemp("home")
    with planned(base, life.days, life.minutes) as (study, clock):
        last = study.now().day + life.days - life.left
        for away, visit in life.visits:
            if study.now().day + away >= last:
                break
            clock.forward(days=away)
            come(study, clock, visit, stopping=life.stopping)
            assert not is_idle(study, life.minutes)
        clock.forward(days=last - study.now().day)
        come(study, clock, Visit(1), stopping=life.stopping)
        assert not is_idle(study, life.minutes)


@pytest.mark.parametrize("left", range(1, last_days(20) + 1))
def test_the_last_days_show_what_was_never_seen(tmp_path: Path, left: int) -> None:
    with planned(tmp_path, days=20, minutes=30) as (study, clock):
        come(study, clock, Visit(2), stopping=True)
        clock.forward(days=20 - left)
        assert unseen(study)
        come(study, clock, Visit(60), stopping=True)
        assert unseen(study) == []
