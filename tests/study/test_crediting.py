"""Graph credit in an open study: a shadow by default, at most a delay, never a memory."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from gate import ALPHA, DAY, USE, add_gate, draft, transferred
from hand_clock import Clock
from interviewing import Monotonic, finish

from mlsd_graph.content.records import Step
from mlsd_graph.graph import exercised
from mlsd_graph.memory import Rating
from mlsd_graph.paths import Paths
from mlsd_graph.scheduling import ReasonKind
from mlsd_graph.store import Draft, Kind
from mlsd_graph.store.grades import Grade
from mlsd_graph.study import Study
from mlsd_graph.study.charts import charts
from mlsd_graph.study.crediting import Standing, kept, standing, told
from mlsd_graph.study.interviews import Terms, begin, drop, reports
from mlsd_graph.study.ticked import Ticked, ticked


def _asked(study: Study) -> list[str]:
    """Cards in today's queue."""
    return [item.uid for item in study.today().queue]


@pytest.fixture
def study(home: Paths, content: Path, clock: Clock) -> Iterator[Study]:
    """A study of a design whose card uses Alpha; Alpha's cards are recalled as if used."""
    add_gate(content)
    opened = Study.open(home, [content], clock)
    opened.store.append(transferred(clock.ms))
    opened.close()
    opened = Study.open(home, [content], clock)
    yield opened
    opened.close()


def test_links_of_the_written_case_study_are_uses(study: Study) -> None:
    assert exercised(study.graph, study.library.cards[USE]) == {"alpha": 0.6}


def test_in_shadow_nothing_waits_and_the_numbers_are_told(study: Study) -> None:
    plain = [item.uid for item in study.today().queue]
    assert study.settings.credit == "shadow"
    assert ALPHA in plain
    found = study.stats().credit
    assert found is not None
    assert found["answers"] > 30
    assert "your evidence" in charts(study).credit


def test_off_tells_nothing(study: Study) -> None:
    study.configure("credit", "off")
    assert study.stats().credit is None
    assert charts(study).credit == ""


def test_on_a_due_review_waits_above_the_floor_and_says_why(study: Study, clock: Clock) -> None:
    before = dict(study.states)
    study.configure("credit", "on")
    found = study.credit()
    assert found is not None
    assert found.earned, found
    assert ALPHA not in [item.uid for item in study.today().queue]
    why = study.info(ALPHA).reason
    assert why is not None
    assert why.kind is ReasonKind.WAITS
    assert why.edges == (("gate", "alpha"),)
    assert study.states == before  # no memory and no due day has moved
    clock.forward(days=30)  # beyond the floor
    assert ALPHA in [item.uid for item in study.today().queue]


def test_without_the_design_that_used_it_a_card_waits_no_more(
    study: Study, home: Paths, content: Path, clock: Clock
) -> None:
    study.configure("credit", "on")
    assert ALPHA not in _asked(study)
    (content / "case-studies" / "gate.md").unlink()
    with closing(Study.open(home, [content], clock)) as other:
        assert ALPHA in _asked(other)
        found = other.credit()
        assert found is not None
        assert (found.observed, found.expected) == (0, {})
    study.reload()
    assert ALPHA in _asked(study)


def test_what_came_into_the_log_since_is_counted(study: Study) -> None:
    study.configure("credit", "on")
    assert ALPHA not in _asked(study)
    before = study.credit()
    now = study.now().ms
    study.store.append([draft(now - 2 * DAY, ALPHA, 1)])
    after = study.credit()
    assert before is not None
    assert after is not None
    assert ALPHA in before.expected
    assert ALPHA not in after.expected  # forgotten two days ago
    assert "alpha/size" in after.expected
    study.store.append([Draft(Kind.FORGET, "alpha/size", when=(now - DAY + 5, 60))])
    today = study.credit()
    assert today is not None
    assert today.expected == {}
    study.answer("beta/name", Rating.GOOD)
    assert study.credit() == today


def test_what_was_answered_today_waits_for_no_older_credit(study: Study) -> None:
    study.configure("credit", "on")
    assert ALPHA not in _asked(study)
    now, day = study.now().ms, study.now().day
    again = Draft(Kind.REVIEW, ALPHA, Rating.HARD, 5000, day, when=(now, 60))
    study.store.append([again])  # due on the day of its answer, as an import may have it
    assert ALPHA in _asked(study)


def test_ticked_items_are_evidence_and_no_grade(study: Study, clock: Clock) -> None:
    plain = study.credit()
    case = study.readiness("gate")
    before = (study.today().queue, dict(study.states), case, study.store.states())
    finish(begin(study, "gate", Terms(steps=(Step.REQUIREMENTS,)), Monotonic()), "alpha")
    assert (study.today().queue, dict(study.states), study.readiness("gate")) == before[:3]
    assert study.store.states() == before[3]
    (report,) = reports(study, "gate")
    told_ = report.evidence.told(study.library.title)
    assert told_.startswith("1 ticked item counts as evidence for Alpha:")
    assert study.credit() == plain  # from tomorrow on
    clock.forward(days=1)
    found = study.credit()
    assert plain is not None
    assert found is not None
    assert (plain.ticked, found.ticked) == (0, 1)
    assert found.observed == plain.observed  # until one of its cards is answered
    assert "with 1 item ticked in interviews" in charts(study).credit
    stats = study.stats().credit
    assert stats is not None
    assert stats["ticked"] == 1
    (line,) = (each for each in study.info("alpha/size").why if each.startswith("Ticked"))
    assert line.startswith("Ticked once in interviews, last on Gate on 2023-11-14: evidence")
    study.configure("credit", "off")
    assert not any(each.startswith("Ticked") for each in study.info("alpha/size").why)
    (silent,) = reports(study, "gate")
    assert silent.evidence.told(study.library.title) == ""


def test_a_ticked_item_is_worth_what_a_passed_card_is(study: Study) -> None:
    known = (study.graph, study.library.cards)
    day, at = study.now().day, study.now().ms
    learned = {ALPHA: [Grade(at - 9 * DAY, 60, 4, 5000, None)]}
    shown = {USE: [Grade(at - 2 * DAY, 60, 3, 5000, None)]}
    tick = Ticked(at - 2 * DAY, day - 2, "gate", "alpha", 0.6)
    by_card = standing(*known, learned | shown, [], study.settings, day)
    by_tick = standing(*known, learned, [tick], study.settings, day)
    assert by_tick.expected == by_card.expected
    _, explicit, expected = by_tick.expected[ALPHA]
    assert expected > explicit
    faint = standing(*known, learned, [tick._replace(weight=0.2)], study.settings, day)
    late = standing(*known, learned, [tick._replace(day=day)], study.settings, day)
    assert (faint.expected, late.expected, late.ticked) == ({}, {}, 0)


def test_a_dropped_interview_is_no_evidence(study: Study, clock: Clock) -> None:
    sitting = begin(study, "gate", Terms(steps=(Step.REQUIREMENTS,)), Monotonic())
    finish(sitting, "alpha")
    clock.forward(days=1)
    assert [tick.concept for tick in ticked(study.store, study.graph)] == ["alpha"]
    drop(study, sitting.run.id, "gate")
    assert ticked(study.store, study.graph) == []


def test_a_spoiled_cache_is_made_again(study: Study) -> None:
    known = (study.store, study.graph, study.library.cards, study.settings, study.now().day)
    made = kept(*known)
    path = study.paths.cache / "credit.json"
    assert kept(*known) == made
    for text in ("", "[]", '{"key": 1}', path.read_text("utf-8").replace("expected", "spoiled")):
        path.write_text(text, "utf-8")
        assert kept(*known) == made


def test_a_cache_folder_that_refuses_is_done_without(study: Study) -> None:
    study.paths.cache.parent.mkdir(parents=True, exist_ok=True)
    study.paths.cache.write_text("in the way")
    assert study.credit() is not None


def test_the_line_counts() -> None:
    line = "graph credit would have saved 1 review; your evidence 2.1:1"
    assert told(Standing(evidence=2.1, saved=1)) == line
    said = f"{line}; with 3 items ticked in interviews"
    assert told(Standing(evidence=2.1, saved=1, ticked=3)) == said
