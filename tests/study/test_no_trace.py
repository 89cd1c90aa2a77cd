"""The graph leaves no trace: a life under all of its parts, and the same life without any.

Both give the same answers on the same days. What happens between is made sure of: reviews wait
for earned credit, failures bring probes, look-alikes come side by side, and more is drawn at random
after that. Then states, log and Anki deck must be the same, event by event and byte for byte.
"""

from pathlib import Path

import pytest
from gate import ALPHA, add_gate, transferred
from hand_clock import Clock
from hypothesis import given, settings
from hypothesis import strategies as st
from lives import CARDS, OFF, ON, PARTS, Answers, Life, assert_same, lived, look, opened
from page_files import write_pages
from small_content import PAGES

from mlsd_graph.credit import may_wait
from mlsd_graph.memory import Rating
from mlsd_graph.scheduling import ReasonKind

SURE: Answers = (
    ("beta/name", Rating.EASY, 0),
    ("beta/steps", Rating.EASY, 0),
    ("gamma/aloud", Rating.EASY, 0),
    ("beta/name", Rating.GOOD, 20),
    ("beta/steps", Rating.GOOD, 0),
    ("gamma/aloud", Rating.GOOD, 0),
    ("alpha/first", Rating.EASY, 0),  # so that it would not be the first to come back
    ("gamma/aloud", Rating.AGAIN, 90),  # what it rests on is probed
)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Content and state of a learner whose answers have earned trust in credit."""
    root = tmp_path_factory.mktemp("begun")
    _written(root, 60)
    return root


def _written(root: Path, rounds: int) -> None:
    write_pages(root / "content", PAGES)
    add_gate(root / "content")
    clock = Clock()
    with opened(root, clock) as study:
        study.store.append(transferred(clock.ms, rounds))


days = st.lists(
    st.tuples(st.sampled_from(CARDS), st.sampled_from(list(Rating)), st.integers(0, 40)), max_size=8
)


@given(days)
@settings(max_examples=4)
def test_no_part_of_the_graph_leaves_a_trace_in_states_log_or_deck(
    begun: Path, drawn: Answers
) -> None:
    on, off = (lived(begun, switches, (*SURE, *drawn)) for switches in (ON, OFF))
    assert ALPHA in on.waited
    assert {ReasonKind.PROBE, ReasonKind.PAIRED} <= on.shown
    assert on.orders != off.orders
    assert not off.waited
    assert off.shown <= {ReasonKind.DUE, ReasonKind.NEXT, ReasonKind.LEARNING}
    assert_same(on, off)


@pytest.mark.parametrize("part", PARTS)
def test_each_part_alone_leaves_no_trace(begun: Path, part: str) -> None:
    on, off = (lived(begun, switches, SURE) for switches in (OFF | {part: "on"}, OFF))
    assert (on.orders, on.waited) != (off.orders, off.waited)
    assert_same(on, off)


def test_credit_holds_nothing_back_before_it_has_earned_trust(tmp_path: Path) -> None:
    _written(tmp_path, 12)
    clock = Clock()
    with opened(tmp_path, clock) as study:
        study.configure("credit", "on")
        found = study.credit()
        assert found is not None
        assert (found.earned, found.observed < 30, found.evidence > 3) == (False, True, True)
        _, explicit, expected = found.expected[ALPHA]
        assert may_wait(explicit, expected, study.settings.desired_retention)  # but for the trust
        life = Life({}, [], b"")
        look(study, life)
        assert ALPHA in life.orders[0]
        assert not life.waited
