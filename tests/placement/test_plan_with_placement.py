"""A plan after a placement: what is taken as known is learned last, its checks come first."""

from pathlib import Path

import pytest
from chains import CHAINS, aim, checks, placed
from hand_clock import Clock
from page_files import write_pages
from small_design import case_study

from mlsd_graph.cli.interview_report import row_text
from mlsd_graph.level import Level
from mlsd_graph.memory import Rating
from mlsd_graph.percent import percent
from mlsd_graph.study import Study
from mlsd_graph.study.interviews import case_rows
from mlsd_graph.study.known import assumed, known, standing
from mlsd_graph.study.outlook import Outlook, outlook
from mlsd_graph.study.past import past
from mlsd_graph.study.plan_text import plan_notes
from mlsd_graph.study.plan_values import plan_values
from mlsd_graph.study.readiness import readiness
from tui.rendering.case_facts import draw_facts, draw_row


@pytest.fixture
def content(content: Path) -> Path:
    page = case_study("Links", "search", *(f"k{number}-3" for number in range(CHAINS)))
    return write_pages(content, {"case-studies/links.md": page})


def test_new_cards_of_assumed_concepts_come_after_all_others(study: Study, clock: Clock) -> None:
    placed(study, clock, times=6)
    clock.forward(days=1)
    aim(study, 20, 300)
    queue = study._present.line.queue(study.now())
    items, assumed = queue.items, queue.world.overlay.assumed
    waiting = set(checks(study))
    assert waiting
    assert {item.uid for item in items[: len(waiting)]} == waiting
    fresh = [item for item in items if item.reason.text.startswith("planned new")]
    known = [item.uid.split("/")[0] in assumed for item in fresh]
    assert True in known
    assert known == sorted(known)


def test_the_plan_says_what_it_takes_as_known_and_not_that_time_is_wanting(
    study: Study, clock: Clock
) -> None:
    placed(study, clock, times=6)
    aim(study, 3, 5)
    found = planned(study)
    assert found.assumed
    assert not {*found.assumed} & {*found.left_out, *found.in_part}
    assert any("taken as known from placement" in note for note in plan_notes(found))
    assert plan_values(study, found)["assumed"] == list(found.assumed)


def test_what_is_taken_as_known_counts_in_readiness_and_in_no_memory(
    study: Study, clock: Clock
) -> None:
    aim(study, 3, 5)
    before = readiness(study)[0]
    assert before.expected is not None
    needed = minutes(study)
    study.configure("interview", "none")
    placed(study, clock, times=6)
    asked = {uid for uid, state in study.states.items() if state.reps}
    aim(study, 3, 5)
    after = readiness(study)[0]
    assert after.expected is not None
    assert minutes(study) < needed
    assert after.now.value > before.now.value + 0.3
    assert after.now.value == pytest.approx(study.readiness("links").value)
    row = case_rows(study)[0]
    assert after.now.value == pytest.approx(row.readiness)
    assert row.uses == CHAINS
    assert 0 < row.assumed <= len(assumed(study))
    said = f"{row.assumed} of {row.uses} concepts"
    assert f"  {said} from placement" in row_text(row)
    assert f"ready  ~{percent(row.readiness)} " in draw_row(row).plain
    assert f"~ {said} taken as known from placement" in draw_facts(row, after, 80).plain
    unplaced = row._replace(assumed=0)
    drawn = draw_row(unplaced).plain + draw_facts(unplaced, None, 80).plain + row_text(unplaced)
    assert "~" not in drawn
    assert "placement" not in drawn
    assert after.past[-1][1] == pytest.approx(after.now.value)
    assert after.expected.then > before.expected.then + 0.2
    assert after.expected.low >= after.now.value - 0.3
    assert after.expected.high - after.expected.low > 0.1  # what was inferred may be wrong
    assert {uid for uid, state in study.states.items() if state.reps} == asked


def test_readiness_is_one_number_wherever_it_is_shown(
    study: Study, clock: Clock, content: Path
) -> None:
    beyond = content / "concepts" / "d0" / "k0-3.md"
    beyond.write_text(beyond.read_text("utf-8").replace("core", "advanced"), encoding="utf-8")
    study.reload()
    placed(study, clock, times=6)
    whole = study.graph.readiness("links", known(study)).value
    aim(study, 3, 5, Level.JUNIOR)
    told = readiness(study)[0].now.value
    assert told != pytest.approx(whole)
    assert [
        study.readiness("links").value,
        standing(study)("links"),
        case_rows(study)[0].readiness,
        planned(study).cases[0].today.value,
    ] == pytest.approx([told] * 4)
    assert standing(study)("k1-3") == known(study)("k1-3")


def test_an_assumed_card_that_is_not_asked_is_as_likely_recalled_as_it_was_inferred(
    study: Study, clock: Clock
) -> None:
    placed(study, clock, times=6)
    aim(study, 3, 1)
    found = planned(study)
    taken = assumed(study)
    assert found.assumed
    for id_ in found.assumed:
        asked, other = study.library.pages[id_].cards
        assert other.uid not in study.states
        assert found.concepts[id_].now == pytest.approx(
            ((study.recall(asked.uid) or 0) + taken[id_]) / 2
        )
        assert found.concepts[id_].low >= taken[id_] / 2 + 0.3


def test_readiness_before_the_placement_does_not_count_it(study: Study, clock: Clock) -> None:
    study.answer("k0-0/card-a", Rating.GOOD)
    clock.forward(days=14)
    placed(study, clock, times=6)
    values = past(study).cases["links"]
    assert values[-1] > 0.4
    assert max(values[:-1]) < 0.1


def planned(study: Study) -> Outlook:
    found = outlook(study)
    assert found is not None
    return found


def minutes(study: Study) -> float:
    """Minutes a day that the plan needs."""
    needed = planned(study).plan.needed
    assert needed is not None
    return needed
