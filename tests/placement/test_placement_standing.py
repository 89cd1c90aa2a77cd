"""What becomes of inferred knowledge: checks, failures, and how they come day by day."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from written import library
from written_heads import needs, page

from mlsd_graph.graph import build
from mlsd_graph.placement.checks import CHECK_DAYS, MOST_CHECKS_A_DAY
from mlsd_graph.placement.standing import Grades, standing, still_today

GRAPH = build(
    library(page("a"), page("b", *needs("a")), page("c", *needs("b")), page("z"), page("y"))
)
BEGUN = 20_000


def test_only_what_is_believed_enough_is_assumed_and_all_of_it_is_checked() -> None:
    found = standing(GRAPH, {"a": 0.9, "z": 0.6}, {})
    assert found.assumed == {"a"}
    assert set(found.waiting) == {"a", "z"}


def test_the_most_uncertain_with_most_above_it_is_checked_first() -> None:
    found = standing(GRAPH, {"a": 0.8, "c": 0.8, "y": 0.6, "z": 0.95}, {})
    assert found.waiting == ("a", "y", "c", "z")


def test_a_passed_check_confirms_also_what_was_believed_little() -> None:
    found = standing(GRAPH, {"z": 0.55}, {"z": Grades(failed=False, first_day=BEGUN + 1)})
    assert found.assumed == found.confirmed == {"z"}
    assert not found.waiting


def test_a_failed_check_takes_what_rests_on_it_along_but_nothing_confirmed() -> None:
    failed, passed = Grades(failed=True, first_day=1), Grades(failed=False, first_day=1)
    beliefs = {"a": 0.9, "b": 0.9, "c": 0.9, "z": 0.9}
    found = standing(GRAPH, beliefs, {"a": failed})
    assert found.assumed == {"z"}
    assert found.fallen == {"a"}
    assert set(found.waiting[:2]) == {"b", "c"}, "what is doubted is checked first"
    assert standing(GRAPH, beliefs, {"a": failed, "c": passed}).assumed == {"c", "z"}


def test_there_are_no_checks_on_the_day_of_the_test() -> None:
    found = standing(GRAPH, {"a": 0.9}, {})
    assert still_today(found, {}, BEGUN, BEGUN) == 0
    assert still_today(found, {}, BEGUN, BEGUN + 1) == 1


def studied(count: int, days: list[int]) -> dict[int, int]:
    """Do all checks of some days; return how many each day asked."""
    graph = build(library(*(page(f"p{i}") for i in range(count))))
    beliefs = {f"p{i}": 0.8 for i in range(count)}
    grades: dict[str, Grades] = {}
    asked: dict[int, int] = {}
    for day in days:
        asked[day] = 0
        while still_today(found := standing(graph, beliefs, grades), grades, BEGUN, day):
            if not found.waiting:
                break
            grades[found.waiting[0]] = Grades(failed=False, first_day=day)
            asked[day] += 1
    return asked


@given(st.integers(1, CHECK_DAYS * MOST_CHECKS_A_DAY))
@settings(max_examples=15)
def test_every_check_comes_within_two_weeks(count: int) -> None:
    asked = studied(count, [BEGUN + day for day in range(1, CHECK_DAYS + 1)])
    assert sum(asked.values()) == count
    assert max(asked.values()) <= MOST_CHECKS_A_DAY


def test_missed_days_are_made_up_for_at_twice_the_number() -> None:
    asked = studied(28, [BEGUN + 1, BEGUN + 6, BEGUN + 7, BEGUN + 8])
    assert list(asked.values()) == [2, 4, 4, 4]


def test_a_clock_that_stood_wrong_holds_no_check_back() -> None:
    asked = studied(28, [BEGUN - 3000, BEGUN - 2999])
    assert list(asked.values()) == [2, 2]
    assert studied(28, [BEGUN + 100_000]) == {BEGUN + 100_000: 4}


@pytest.mark.parametrize("belief", [0.0, 1.0])
def test_extreme_beliefs_are_no_trouble(belief: float) -> None:
    assert standing(GRAPH, {"a": belief}, {}).waiting == ("a",)
