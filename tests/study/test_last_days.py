"""A plan names its last day for new cards, and the days of the final pass."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from letters import add_case, aim

from mlsd_graph.study import Study
from mlsd_graph.study.last_days import final_pass, last_days_text, last_new
from mlsd_graph.study.outlook import Outlook, outlook
from mlsd_graph.study.plan_text import plan_lines
from mlsd_graph.study.plan_values import plan_values

DAYS = 20


@pytest.fixture
def content(content: Path) -> Path:
    return add_case(content)


@pytest.fixture
def planned(study: Study) -> Outlook:
    aim(study, days=DAYS)
    found = outlook(study)
    assert found is not None
    return found


def ending(found: Outlook, fresh: Sequence[float], reviews: Sequence[float]) -> Outlook:
    """The same plan with other last days; the days before are like the first of them."""
    early = DAYS - len(fresh)
    return found._replace(
        plan=found.plan._replace(
            fresh=np.array([fresh[0]] * early + [*fresh]),
            reviews=np.array([reviews[0]] * early + [*reviews]),
        )
    )


def left(found: Outlook, day: date | None) -> int:
    """Days from a date to the interview."""
    assert day is not None
    return (found.target.date - day).days


def test_without_new_cards_at_the_end_the_pass_takes_the_days_that_are_kept_for_it(
    planned: Outlook,
) -> None:
    found = ending(planned, [3, 1, 0, 0, 0, 0, 0], [9] * 7)
    final = final_pass(found)
    assert final is not None
    assert left(found, last_new(found)) == 6
    assert (left(found, final.first), left(found, final.last)) == (4, 1)  # the greater of 4, 12 %
    assert (final.reviews, final.alone) == (36, True)
    text = last_days_text(found)
    assert text.startswith(f"last day for new: {last_new(found)}; final pass: from {final.first} ")
    assert "beside" not in text


def test_a_late_new_card_shortens_the_pass(planned: Outlook) -> None:
    final = final_pass(ending(planned, [3, 3, 3, 1, 0], [9] * 5))
    assert final is not None
    assert (left(planned, final.first), final.alone) == (1, True)


def test_a_pass_of_one_day_and_one_review_is_said_as_that(planned: Outlook) -> None:
    text = last_days_text(ending(planned, [3, 3, 3, 1, 0], [9, 9, 9, 9, 1]))
    assert text.endswith(f"; final pass: on {planned.target.date - timedelta(1)}, about 1 review")


def test_new_cards_to_the_end_go_beside_a_pass_or_leave_none(planned: Outlook) -> None:
    beside = ending(planned, [5, 3, 3, 3], [2, 9, 9, 9])
    final = final_pass(beside)
    assert final is not None
    assert (left(beside, final.first), final.reviews, final.alone) == (3, 27, False)
    assert "beside new cards" in last_days_text(beside)
    scarce = ending(planned, [9] * 4, [2] * 4)
    assert final_pass(scarce) is None
    assert left(scarce, last_new(scarce)) == 1
    assert "no final pass: with so little time a new card adds more" in last_days_text(scarce)


def test_with_all_cards_seen_the_pass_alone_is_named(planned: Outlook) -> None:
    found = ending(planned, [0] * 4, [5] * 4)
    assert last_days_text(found).startswith("no new cards; final pass: from ")
    assert last_days_text(ending(planned, [0] * 4, [0] * 4)) == "no new cards"


def test_the_plan_says_it_in_words_and_values(study: Study, planned: Outlook) -> None:
    final = final_pass(planned)
    assert final is not None
    assert last_days_text(planned) in "\n".join(plan_lines(study, planned))
    values = plan_values(study, planned)
    assert values["final_pass"] == {
        "from": final.first.isoformat(),
        "to": final.last.isoformat(),
        "reviews": final.reviews,
        "new_beside": False,
    }
