"""What interviews missed comes first in the queue, and never moves the schedule."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from drawn_content import DRAWN
from hand_clock import Clock
from interviewing import Monotonic, begun, finish
from letters import aim
from page_files import write_pages

from mlsd_graph.content.records import Step
from mlsd_graph.memory import Rating
from mlsd_graph.paths import Paths
from mlsd_graph.scheduling import ReasonKind
from mlsd_graph.store.due import Due, due_line
from mlsd_graph.study import Study


@pytest.fixture
def study(home: Paths, content: Path, clock: Clock) -> Iterator[Study]:
    write_pages(content, DRAWN)
    opened = Study.open(home, [content], clock)
    yield opened
    opened.close()


def first_of(study: Study) -> list[str]:
    """Pages of the cards that the rehearsal put first."""
    queue = study.today().queue
    return [study.library.cards[item.uid].page for item in queue
            if item.reason.kind is ReasonKind.REHEARSED]  # fmt: skip


def due_told(study: Study) -> Due:
    """What `mlsd due` would say."""
    study.care()
    now = study.now()
    return due_line(study.paths.database, now.ms, now.offset)


def test_unticked_items_come_first_with_the_reason_and_its_edge(study: Study) -> None:
    finish(begun(study, Monotonic(), steps=(Step.SERVING,)), "alpha")
    assert first_of(study) == ["beta", "gamma"]
    reason = study.today().queue[0].reason
    assert reason.text == "missed in the interview on Answering from documents, step serving"
    assert reason.edges == (("answering", "beta"),)


def test_a_probe_that_was_answered_goes_and_stays_away(
    study: Study, clock: Clock, home: Paths, content: Path
) -> None:
    finish(begun(study, Monotonic(), steps=(Step.SERVING,)), "alpha")
    shown = study.next()
    assert shown is not None
    assert shown.page.id == "beta"
    clock.forward(minutes=1)
    study.answer(shown.card.uid, Rating.GOOD)
    assert first_of(study) == ["gamma"]
    other = Study.open(home, [content], clock)
    assert first_of(other) == ["gamma"]
    other.close()


def test_of_seen_cards_the_most_forgotten_is_the_probe(study: Study, clock: Clock) -> None:
    cards = [head.uid for head in study.library.pages["beta"].cards]
    for uid in cards:
        study.answer(uid, Rating.EASY)
        clock.forward(days=3)
    clock.forward(days=1)
    finish(begun(study, Monotonic(), steps=(Step.SERVING,)), "alpha gamma")
    (probe,) = [i.uid for i in study.today().queue if i.reason.kind is ReasonKind.REHEARSED]
    assert probe == min(cards, key=lambda uid: study.recall(uid) or 0)


def test_a_suspended_card_is_no_probe(study: Study) -> None:
    for head in study.library.pages["beta"].cards:
        study.suspend(head.uid)
    finish(begun(study, Monotonic(), steps=(Step.SERVING,)), "alpha")
    assert "beta" not in first_of(study)


def test_an_interview_in_which_all_was_said_leaves_the_plain_queue(study: Study) -> None:
    before = study.today().queue
    finish(begun(study, Monotonic()))
    assert study.today().queue == before


def test_a_better_interview_takes_the_probes_away(study: Study, clock: Clock) -> None:
    finish(begun(study, Monotonic(), steps=(Step.SERVING,)), "alpha")
    clock.forward(days=1)
    finish(begun(study, Monotonic(), steps=(Step.SERVING,)))
    assert first_of(study) == []


def test_an_old_miss_is_forgotten(study: Study, clock: Clock) -> None:
    finish(begun(study, Monotonic(), steps=(Step.SERVING,)), "alpha")
    clock.forward(days=29)
    assert first_of(study) == ["beta", "gamma"]
    clock.forward(days=2)
    assert first_of(study) == []


def test_a_clock_set_back_loses_no_miss(study: Study, clock: Clock) -> None:
    finish(begun(study, Monotonic(), steps=(Step.SERVING,)), "alpha")
    clock.forward(days=-3)
    assert first_of(study) == ["beta", "gamma"]


def _answered(study: Study, clock: Clock) -> list[str]:
    """Answer what comes first until it has gone; tell the pages that were left each time."""
    left: list[str] = []
    while pages := first_of(study):
        left.append(" ".join(pages))
        shown = study.next()
        assert shown is not None
        assert shown.page.id == pages[0]
        clock.forward(minutes=1)
        study.answer(shown.card.uid, Rating.EASY)
    return left


def test_a_probe_of_an_interview_held_in_the_future_is_asked_once(
    study: Study, clock: Clock, home: Paths, content: Path
) -> None:
    for head in study.library.pages["beta"].cards:
        study.answer(head.uid, Rating.EASY)  # before the interview: no answer to its probe
        clock.forward(minutes=1)
    clock.forward(days=366)
    finish(begun(study, Monotonic(), steps=(Step.SERVING,)), "alpha")
    clock.forward(days=-365)
    assert _answered(study, clock) == ["beta gamma", "gamma"]
    for days in (0, 7):
        clock.forward(days=days)
        with closing(Study.open(home, [content], clock)) as other:
            assert first_of(other) == []


def test_a_restored_state_ends_a_probe_of_the_future_too(
    study: Study, clock: Clock, home: Paths, content: Path
) -> None:
    clock.forward(days=366)
    finish(begun(study, Monotonic(), steps=(Step.SERVING,)), "alpha")
    clock.forward(days=-366)
    study.close()
    home.database.with_name("device").unlink()
    with closing(Study.open(home, [content], clock)) as other:
        assert _answered(other, clock) == ["beta gamma", "gamma"]
    with closing(Study.open(home, [content], clock)) as other:
        assert first_of(other) == []


def test_a_better_interview_counts_though_the_worse_one_was_held_in_the_future(
    study: Study, clock: Clock
) -> None:
    clock.forward(days=366)
    finish(begun(study, Monotonic(), steps=(Step.SERVING,)), "alpha")
    clock.forward(days=-366)
    finish(begun(study, Monotonic(), steps=(Step.SERVING,)))
    assert first_of(study) == []


def test_an_undone_answer_leaves_the_probe(study: Study, clock: Clock) -> None:
    finish(begun(study, Monotonic(), steps=(Step.SERVING,)), "alpha")
    shown = study.next()
    assert shown is not None
    clock.forward(minutes=1)
    study.answer(shown.card.uid, Rating.GOOD)
    study.undo()
    assert first_of(study) == ["beta", "gamma"]


def test_what_was_never_seen_counts_as_new_here_and_in_the_due_line(study: Study) -> None:
    for plan in (False, True):
        if plan:
            aim(study)
        before = study.today()
        finish(begun(study, Monotonic(), steps=(Step.SERVING,)), "alpha")
        today = study.today()
        assert first_of(study) == ["beta", "gamma"]
        assert (today.due, today.new, today.minutes) == (0, before.new, before.minutes)
        told = due_told(study)
        assert (told.due, told.new, told.minutes) == (0, today.new, round(today.minutes, 1))


def test_the_due_line_counts_what_comes_first_early(study: Study, clock: Clock) -> None:
    for head in study.library.pages["beta"].cards:
        study.answer(head.uid, Rating.EASY, duration_ms=9000)
        clock.forward(minutes=1)
    finish(begun(study, Monotonic(), steps=(Step.SERVING,)), "alpha")
    clock.forward(minutes=10)
    study.undo()  # the queue is built anew
    study.redo()
    today, told = study.today(), due_told(study)
    assert today.due == told.due == 1
    assert today.new == told.new
