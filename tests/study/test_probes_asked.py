"""Probes in an open study: asked next, restored after a restart, gone with the failure."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from drawn_content import DRAWN
from hand_clock import Clock
from page_files import write_pages

from mlsd_graph.memory import Rating
from mlsd_graph.paths import Paths
from mlsd_graph.scheduling import ReasonKind
from mlsd_graph.study import Study

ALPHA, BETA = "alpha/first", "beta/steps"


@pytest.fixture
def rested(home: Paths, content: Path, clock: Clock) -> Iterator[Study]:
    """A study whose cards of Alpha and Beta were learned some weeks ago."""
    opened = Study.open(home, [content], clock)
    for uid in (ALPHA, BETA):
        opened.answer(uid, Rating.EASY)
        clock.forward(minutes=1)
    clock.forward(days=20)
    yield opened
    opened.close()


def _next(study: Study) -> tuple[str, ReasonKind]:
    shown = study.next()
    assert shown is not None
    return shown.card.uid, shown.reason.kind


def test_a_lapse_brings_its_prerequisite_next(rested: Study) -> None:
    rested.answer(BETA, Rating.AGAIN)
    assert _next(rested) == (ALPHA, ReasonKind.PROBE)
    before = rested.states[ALPHA]
    assert rested.store.state(ALPHA) == before  # nothing is written until it is answered


def test_a_restart_restores_the_probe(
    rested: Study, home: Paths, content: Path, clock: Clock
) -> None:
    rested.answer(BETA, Rating.AGAIN)
    other = Study.open(home, [content], clock)
    assert _next(other) == (ALPHA, ReasonKind.PROBE)
    other.close()


def test_undo_of_the_failure_takes_the_probe_away(rested: Study) -> None:
    rested.today()
    rested.answer(BETA, Rating.AGAIN)
    rested.undo()
    assert all(item.reason.kind is not ReasonKind.PROBE for item in rested.today().queue)


def test_an_answered_probe_is_done_also_after_a_restart(
    rested: Study, home: Paths, content: Path, clock: Clock
) -> None:
    rested.answer(BETA, Rating.AGAIN)
    clock.forward(minutes=1)
    rested.answer(ALPHA, Rating.GOOD)
    kinds = [item.reason.kind for item in rested.today().queue]
    assert ReasonKind.PROBE not in kinds
    other = Study.open(home, [content], clock)
    assert [item.reason.kind for item in other.today().queue] == kinds
    other.close()


def test_what_failed_waits_for_its_failed_probe(rested: Study, clock: Clock) -> None:
    rested.answer(BETA, Rating.AGAIN)
    clock.forward(minutes=1)
    rested.answer(ALPHA, Rating.AGAIN)
    clock.forward(minutes=15)
    first, _ = _next(rested)
    assert first == ALPHA
    rested.answer(ALPHA, Rating.GOOD)
    assert _next(rested)[0] == BETA


def test_the_switch_turns_probes_off(rested: Study) -> None:
    rested.configure("probes", "off")
    rested.answer(BETA, Rating.AGAIN)
    assert all(item.reason.kind is not ReasonKind.PROBE for item in rested.today().queue)


def test_a_block_card_of_a_case_study_blames_the_concept_that_its_reason_links(
    home: Paths, content: Path, clock: Clock
) -> None:
    """The step's checklist links it too, and the graph keeps one link for each step."""
    write_pages(content, DRAWN)
    study = Study.open(home, [content], clock)
    guard = "answering/diagram/from-question-to-answer#guard"
    for uid in ("gamma/aloud", guard):
        study.answer(uid, Rating.EASY)
        clock.forward(minutes=1)
    clock.forward(days=20)
    study.answer(guard, Rating.AGAIN)
    assert _next(study) == ("gamma/aloud", ReasonKind.PROBE)
    told = study.info("gamma/aloud")
    assert told.reason is not None
    assert told.reason.text.endswith("may have failed because Gamma is shaky")
    assert told.reason.edges == (("answering", "gamma"),)
    assert told.why[0].startswith("Answering from documents uses Gamma: ")
    study.close()
