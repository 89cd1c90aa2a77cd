"""The order of learning, on the shipped content: wide pages first, each after what it rests on."""

from functools import cache

import pytest

from mlsd_graph.content import load
from mlsd_graph.content.records import PageKind
from mlsd_graph.graph import Graph, build
from mlsd_graph.level import Level
from mlsd_graph.paths import shipped_content
from mlsd_graph.planning import Target
from mlsd_graph.planning.scope import Scope, scope
from mlsd_graph.planning.value import page_values, valued_cards

ADS_SEARCH = Target(0, 29, 30, Level.SENIOR, ("ads", "search"))


@cache
def graph() -> Graph:
    return build(load([shipped_content()], cache=None))


@cache
def pages(target: Target) -> tuple[list[str], Scope]:
    """Pages in the order of learning."""
    found = scope(graph(), target)
    cards = valued_cards(graph(), found, target)
    return list(dict.fromkeys(each.head.page for each in cards)), found


@pytest.mark.parametrize("target", [ADS_SEARCH, Target(0, 9, 9, Level.MID, (), ("rag-assistant",))])
def test_everything_in_scope_comes_once_and_after_what_it_rests_on(target: Target) -> None:
    order, found = pages(target)
    place = {page: i for i, page in enumerate(order)}
    assert len(place) == len(order)
    assert set(order) <= set(found.pages)
    missing = set(found.pages) - set(order)
    assert all(graph().pages[id_].kind is PageKind.CONTRAST_SET for id_ in missing)
    for page in order:
        if graph().pages[page].kind is PageKind.CONCEPT:
            needs = graph().prerequisites(page)
            assert all(place[need] < place[page] for need in needs if need in place)


@pytest.mark.parametrize("wide", ["feedback-loop", "position-bias", "latency-budget"])
def test_what_most_case_studies_use_comes_before_what_hardly_any_uses(wide: str) -> None:
    order, _ = pages(ADS_SEARCH)
    for narrow in ("word-error-rate", "beam-search", "text-overlap-metrics", "optimizers"):
        assert order.index(wide) < order.index(narrow)


def test_what_is_learned_first_is_used_most() -> None:
    order, found = pages(ADS_SEARCH)
    quarter = len(order) // 4
    first, last = (
        sum(len(found.pages[page].cases) for page in part if page in found.pages)
        for part in (order[:quarter], order[-quarter:])
    )
    assert first > 2 * last


def test_a_named_case_study_counts_clearly_more_than_those_of_the_focus() -> None:
    named = ADS_SEARCH._replace(focus=("ads",), cases=("visual-search",))
    weights = scope(graph(), named).cases
    others = [weight for case, weight in weights.items() if case != "visual-search"]
    assert weights["visual-search"] >= 1.5 * max(others)
    assert weights["visual-search"] >= 6 * min(others)


def test_the_focus_prefers_the_case_study_that_has_its_name() -> None:
    ads = ADS_SEARCH._replace(focus=("ads",))
    weights = scope(graph(), ads).cases
    assert max(weights, key=weights.__getitem__) == "ad-click-prediction"
    values = page_values(graph(), scope(graph(), ads), ads)
    everywhere = ADS_SEARCH._replace(focus=("recommendation",))
    plain = page_values(graph(), scope(graph(), everywhere), everywhere)
    share = values["ad-auction"] / sum(values.values())
    assert share > 2 * plain["ad-auction"] / sum(plain.values())


def test_without_a_case_study_nothing_is_in_scope() -> None:
    found = scope(graph(), ADS_SEARCH._replace(focus=("vanished",)))
    assert not found.cases
    assert not found.pages
    assert found.lost == ("vanished",)
