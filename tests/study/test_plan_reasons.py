"""Each planned card says what the interview wants it for, with the edges to that."""

from pathlib import Path

import pytest
from hand_clock import Clock
from letters import add_case, aim
from page_files import write_pages
from small_design import STEP

from mlsd_graph.memory import Rating
from mlsd_graph.scheduling import Reason
from mlsd_graph.study import Study
from mlsd_graph.study.explaining import why


@pytest.fixture
def content(content: Path) -> Path:
    return write_pages(add_case(content), {"framework/serving.md": STEP})


def planned(study: Study) -> dict[str, Reason]:
    items = study._present.line.queue(study.now()).items
    return {item.uid: item.reason for item in items}


def test_every_new_card_of_a_plan_names_what_it_is_for_and_its_edges(study: Study) -> None:
    aim(study, minutes=300)
    found = planned(study)
    assert {uid.split("/")[0] for uid in found} >= {"alpha", "beta", "gamma", "serving"}
    assert all(reason.edges and reason.text != "planned new" for reason in found.values())
    step = found["serving/split"]
    assert step.text == "planned new: a step of every answer, as in Letters"
    assert step.edges == (("letters", "serving"),)
    assert why(study.graph, "serving", step)[0] == (
        "Deploy and serve is a step of every answer, as in Letters"
    )
    contrast = found["contrast:beta~gamma"]
    assert contrast.text == "planned new: tells Beta and Gamma apart"
    assert contrast.edges == (("beta", "gamma"),)


def test_a_planned_review_names_it_too(study: Study, clock: Clock) -> None:
    aim(study, minutes=300)
    while (shown := study.next()) is not None:
        clock.forward(minutes=0.3)
        study.answer(shown.card.uid, Rating.GOOD, duration_ms=9000)
    clock.forward(days=4)
    found = planned(study)
    step = found["serving/split"]
    assert "recall" in step.text
    assert step.text.endswith(": a step of every answer, as in Letters")
    assert step.edges == (("letters", "serving"),)
    gamma = next(reason for uid, reason in found.items() if uid.startswith("gamma/"))
    assert "Letters uses it" in gamma.text
