"""Each case study in scope carries the reason why it is, and what is preferred is said truly."""

import pytest

from mlsd_graph.content import load
from mlsd_graph.graph import Graph, build
from mlsd_graph.level import Level
from mlsd_graph.paths import shipped_content
from mlsd_graph.planning import Scope, Target, scope


@pytest.fixture(scope="module")
def graph() -> Graph:
    return build(load([shipped_content()]))


def target(focus: tuple[str, ...] = (), cases: tuple[str, ...] = ()) -> Target:
    return Target(0, 19, 15, Level.SENIOR, focus, cases)


def test_a_case_study_is_named_or_of_a_field_that_a_word_means(graph: Graph) -> None:
    found = scope(graph, target(("ads", "search"), ("payment-fraud-detection",)))
    assert found.reasons.keys() == found.cases.keys()
    assert found.reasons["payment-fraud-detection"] == (True, (), ())
    ads = ("ads", "recommendation-ads")
    assert found.reasons["people-you-may-know"] == (False, (ads,), ())
    assert found.reasons["ad-click-prediction"] == (False, (ads,), ("ads",))
    assert found.reasons["rag-assistant"].fields == (("search", "search"),)


def test_one_that_is_named_may_be_of_the_focus_too(graph: Graph) -> None:
    why = scope(graph, target(("ads",), ("ad-click-prediction",))).reasons["ad-click-prediction"]
    assert (why.named, bool(why.fields)) == (True, True)


def test_where_nothing_was_chosen_no_case_study_has_a_reason(graph: Graph) -> None:
    assert set(scope(graph, target()).reasons.values()) == {(False, (), ())}


def test_no_scope_can_be_made_that_owes_a_reason(graph: Graph) -> None:
    parts = scope(graph, target())._asdict()
    del parts["reasons"]
    with pytest.raises(TypeError, match="reasons"):
        Scope(**parts)
    empty = scope(graph, target(cases=("vanished",)))
    assert (empty.cases, empty.reasons) == ({}, {})


@pytest.mark.parametrize(
    ("focus", "preferred"),
    [(("payments",), ()), (("ads",), ("ads",)), (("payments", "search"), ("payments", "search"))],
)
def test_a_field_comes_first_only_where_something_else_is_in_scope(
    graph: Graph, focus: tuple[str, ...], preferred: tuple[str, ...]
) -> None:
    assert scope(graph, target(focus)).preferred == preferred
