"""What is due beyond the minutes of a plan or a daily limit, and what is said of it."""

from pathlib import Path

import pytest
from hand_clock import Clock
from letters import add_case, aim

from mlsd_graph.memory import Rating
from mlsd_graph.study import Study
from mlsd_graph.study.finished import nothing_text
from mlsd_graph.study.outlook import outlook
from mlsd_graph.study.plan_text import plan_lines
from mlsd_graph.study.plan_values import plan_values

CARDS = ("alpha/first", "alpha/hidden#c1", "alpha/hidden#c2", "alpha/size", "beta/name")
MORE = "m goes on"


@pytest.fixture
def content(content: Path) -> Path:
    return add_case(content)


@pytest.fixture
def late(study: Study, clock: Clock) -> Study:
    """A study with five late reviews and nothing new."""
    study.configure("new_per_day", "0")
    for uid in CARDS:
        study.answer(uid, Rating.EASY, duration_ms=30_000)
    clock.forward(days=60)
    return study


def finish(study: Study) -> int:
    """Answer what the day asks; return how many due cards are left."""
    while (shown := study.next()) is not None:
        study.answer(shown.card.uid, Rating.EASY, duration_ms=30_000)
    return sum(state.due <= study.now().day for state in study.states.values())


def test_a_plan_that_is_done_says_what_is_due_beyond_it(late: Study) -> None:
    aim(late, minutes=2)
    beyond = finish(late)
    today = late.today()
    assert 0 < beyond < len(CARDS)
    assert (today.due, today.beyond, today.next_due) == (0, beyond, None)
    assert nothing_text(today, MORE).startswith(f"Plan done for today; {beyond} more card")
    assert MORE in nothing_text(today, MORE)
    found = outlook(late)
    assert found is not None
    lines = plan_lines(late, found)
    assert any(line.endswith(f"minutes done; {beyond} more due beyond it") for line in lines)
    assert plan_values(late, found)["today"]["beyond"] == beyond  # type: ignore[index]  an object

    late.more(30)
    finish(late)
    today = late.today()
    assert today.beyond == 0
    assert "nothing else is due" in nothing_text(today, MORE)


@pytest.mark.parametrize(
    ("limit", "value", "word"),
    [("reviews_per_day", "2", "reviews"), ("minutes_per_day", "1", "minutes")],
)
def test_a_limit_that_is_reached_is_named_with_what_is_due_beyond_it(
    late: Study, limit: str, value: str, word: str
) -> None:
    late.answer(CARDS[0], Rating.EASY, duration_ms=40_000)
    late.configure(limit, value)
    before = late.today()
    assert before.due + before.beyond == len(CARDS) - 1
    beyond = finish(late)

    today = late.today()
    said = nothing_text(today, MORE)

    assert 0 < beyond < len(CARDS)
    assert (today.due, today.beyond, today.next_due) == (0, beyond, None)
    assert f"limit of {word} is reached; {beyond} more cards are due" in said
    assert f"`mlsd set {limit} N`" in said


def test_what_is_put_away_is_not_due_beyond_a_limit(late: Study) -> None:
    late.configure("reviews_per_day", "1")
    finish(late)
    late.configure("reviews_per_day", "0")
    before = late.today().beyond
    left = [state.card for state in late.states.values() if state.due <= late.now().day]
    late.suspend(left[0])
    late.bury(left[1])

    assert (before, late.today().beyond) == (4, 2)
