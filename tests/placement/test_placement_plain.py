"""Without a placement everything is as before; with one only order and frontier differ."""

import tempfile
from pathlib import Path

from hand_clock import Clock
from hypothesis import given, settings
from hypothesis import strategies as st
from page_files import write_pages
from small_content import PAGES
from written import NOW, PLENTY, learned, library, pages_in
from written_heads import needs, page

from mlsd_graph.graph import build
from mlsd_graph.level import Level
from mlsd_graph.memory import CardState, Rating
from mlsd_graph.paths import Paths
from mlsd_graph.scheduling import DoneToday, Overlay, Queue, ReasonKind, build_queue
from mlsd_graph.study import Study
from mlsd_graph.study.placed import decline
from mlsd_graph.study.placing import begin, placing

CHAIN = library(page("c", *needs("b")), page("b", *needs("a")), page("a"), page("z"))


def queue(states: dict[str, CardState], *assumed: str) -> Queue:
    overlay = Overlay(assumed=frozenset(assumed))
    return build_queue(build(CHAIN), CHAIN.cards, states, PLENTY, NOW, overlay=overlay)


def kinds(found: Queue) -> dict[str, ReasonKind]:
    return {item.uid: item.reason.kind for item in found.items}


def test_what_rests_on_an_assumed_concept_is_open_and_its_own_cards_come_later() -> None:
    found = queue({}, "a")
    assert kinds(found)["b/0"] is ReasonKind.OPENS
    assert pages_in(found) == ["b", "z", "a", "c"]
    assert len(found.items) == 8, "nothing is left out"


def test_the_first_failure_of_an_assumed_concept_closes_what_rests_on_it() -> None:
    failed = CardState("a/0", 1, 0, NOW.ms, 1.0, 7.0, NOW.ms - 1000, NOW.offset, 1, 0, NOW.day)
    assert kinds(queue({"a/0": failed}, "a"))["b/0"] is ReasonKind.AHEAD
    assert kinds(queue(learned("a/0"), "a"))["b/0"] is ReasonKind.OPENS


def test_an_assumed_concept_that_is_forgotten_is_not_known() -> None:
    weak = learned("a/0", stability=1.0, ago=60)
    assert kinds(queue(weak, "a"))["b/0"] is ReasonKind.AHEAD


def test_another_assumption_in_the_middle_of_a_day_moves_the_frontier() -> None:

    plain = queue({})
    assumed = plain.overlaid(Overlay(assumed=frozenset({"a"})), {}, DoneToday())
    assert assumed.items == queue({}, "a").items
    assert assumed.overlaid(Overlay(), {}, DoneToday()).items == plain.items


@given(
    st.lists(st.tuples(st.sampled_from(Rating), st.floats(0.01, 3)), max_size=8),
    st.sampled_from(["begun and undone", "declined"]),
)
@settings(max_examples=8)
def test_a_study_without_placement_is_the_same_to_the_last_bit(
    grades: list[tuple[Rating, float]], act: str
) -> None:
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        plain, touched = _studied(Path(one), grades), _studied(Path(other), grades, act)
    assert plain == touched


def _studied(base: Path, grades: list[tuple[Rating, float]], act: str = "") -> tuple[object, ...]:
    write_pages(base, PAGES)
    clock = Clock()
    home = Paths(base / "s", base / "c", base / "k")
    with_queue: list[object] = []
    study = Study.open(home, [base], clock)
    if act == "declined":
        decline(study)
    elif act:
        begin(study, Level.STAFF)
        study.undo()
        assert placing(study).record.is_new
    clock.forward(minutes=1)  # no two events share a millisecond
    for rating, days in grades:
        with_queue.append(study.today())
        if (shown := study.next()) is not None:
            study.answer(shown.card.uid, rating)
        clock.forward(days=days)
    states = dict(study.states)
    study.close()
    return with_queue, states
