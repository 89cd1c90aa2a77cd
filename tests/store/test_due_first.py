"""The due reviews in the order of recall, against a look at every state."""

import random
import tempfile
from collections.abc import Iterator
from operator import itemgetter
from pathlib import Path

import pytest
from graded import DAY, HOUR, OFFSET, START
from hand_clock import Clock
from hypothesis import given, settings
from hypothesis import strategies as st

from mlsd_graph.memory import CardState, Phase, study_day
from mlsd_graph.memory.studyday import day_start
from mlsd_graph.paths import Paths
from mlsd_graph.store import Store, Summary, cache
from mlsd_graph.store.forgotten import DUE
from mlsd_graph.store.schema import OCTAVES

TODAY = study_day(START, 120)
_COUNT = f"SELECT count(*) FROM state s WHERE {DUE}"  # noqa: S608  our own words
stabilities = st.one_of(
    st.floats(0.001, 36_500.0),
    st.sampled_from((0.001, 36_500.0, *OCTAVES)),
    st.sampled_from((3.0, 3.0000001, 20.5)),  # many of a kind: ties
)
ages = st.one_of(
    st.integers(-3 * DAY, 20_000 * DAY), st.integers(0, 60).map(lambda days: days * DAY)
)
cards = st.tuples(
    stabilities,
    ages,
    st.integers(TODAY - 900, TODAY + 30),
    st.sampled_from((Phase.REVIEW, Phase.REVIEW, Phase.REVIEW, Phase.RELEARNING)),
    st.sampled_from((False, False, False, True)),
    st.sampled_from((0, 0, 0, TODAY, TODAY + 1)),
)


def written(store: Store, made: list[tuple[float, int, int, Phase, bool, int]]) -> list[CardState]:
    """Put made-up states into the cache, past the log."""
    states = [
        CardState(f"a/{i:05}", phase, 0, due, stability, 5.0, START - age, 120, 9, 0, 1,
                  suspended=suspended, buried_until=buried)
        for i, (stability, age, due, phase, suspended, buried) in enumerate(made)
    ]  # fmt: skip
    store._connection.execute("BEGIN IMMEDIATE")
    store._connection.execute("DELETE FROM state")
    cache.write_states(store._connection, {state.card: state for state in states})
    store._connection.execute("COMMIT")
    return states


def due_one_by_one(states: list[CardState], absent: set[str], offset: int) -> list[CardState]:
    day = study_day(START, offset)
    rollover_s = day_start(day + 1, offset) // 1000
    due = [
        # As `elapsed`, but a card graded in the future comes last.
        (int((rollover_s - s.last // 1000) / 86_400) / s.stability, s)
        for s in states
        if s.phase == Phase.REVIEW and not s.suspended and s.card not in absent
        and max(s.due, s.buried_until) <= day
    ]  # fmt: skip
    due.sort(key=itemgetter(0), reverse=True)  # stable: ties stay in the order of cards
    return [state for _, state in due]


@pytest.fixture(scope="module")
def opened() -> Iterator[Store]:
    memory = Path("/dev/shm")  # noqa: S108  no secrets in it
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as name:
        folder = Path(name)
        with Store.open(Paths(folder, folder, folder), Clock(START, OFFSET)) as store:
            yield store


@settings(max_examples=150)
@given(st.lists(cards, max_size=60), st.integers(1, 30), st.sampled_from((-480, 0, 120, 345)))
def test_the_first_are_those_that_a_look_at_all_would_find(
    opened: Store, made: list[tuple[float, int, int, Phase, bool, int]], limit: int, offset: int
) -> None:
    states = written(opened, made)
    wanted = due_one_by_one(states, set(), offset)
    assert opened.due_first(START, offset, limit) == wanted[:limit]


def test_cards_that_the_content_no_longer_has_are_passed_over(opened: Store) -> None:
    made = [(3.0 + i, 40 * DAY + i * HOUR, TODAY, Phase.REVIEW, False, 0) for i in range(50)]
    states = written(opened, made)
    absent = {"a/00000", "a/00007"}
    opened.remember_summary(Summary(0, 1.0, 1.0, 1.0, absent))
    wanted = due_one_by_one(states, absent, 120)
    assert opened.due_first(START, 120, 10) == wanted[:10]
    opened.remember_summary(Summary(0, 1.0, 1.0, 1.0))
    assert opened.due_first(START, 120, 10) == due_one_by_one(states, set(), 120)[:10]


def test_few_states_are_read_to_find_the_first_of_many(opened: Store) -> None:
    rng = random.Random(4)  # noqa: S311  made-up states, no secrets
    made = [
        (rng.lognormvariate(3, 1), rng.randrange(400) * DAY, TODAY, Phase.REVIEW, False, 0)
        for _ in range(20_000)
    ]
    written(opened, made)
    connection, steps = opened._connection, [0]

    def count() -> None:
        steps[0] += 1

    connection.set_progress_handler(count, 100)
    connection.execute(_COUNT, {"day": TODAY}).fetchall()
    counted, steps[0] = steps[0], 0
    opened.due_first(START, 120, 20)
    connection.set_progress_handler(None, 0)
    assert 3 * steps[0] < counted
