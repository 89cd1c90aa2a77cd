"""With a company's focus named, the concepts of its own field come before generic ones."""

import pytest

from mlsd_graph.content import load
from mlsd_graph.graph import Graph, build
from mlsd_graph.level import Level
from mlsd_graph.paths import shipped_content
from mlsd_graph.planning import Target, scope, valued_cards
from mlsd_graph.planning.value import OF_FOCUS, page_values

AIM = Target(0, 30, 30, Level.SENIOR, ("ads", "search"))
FIELD = ("ctr-prediction", "ad-auction")


@pytest.fixture(scope="module")
def graph() -> Graph:
    return build(load([shipped_content()]))


def cards_before(graph: Graph, page: str, target: Target) -> int:
    pages = [each.head.page for each in valued_cards(graph, scope(graph, target), target)]
    return pages.index(page)


def test_what_a_field_is_about_comes_within_a_month_of_half_hours(graph: Graph) -> None:
    for page in FIELD:
        assert cards_before(graph, page, AIM) < 600


def test_of_two_concepts_used_alike_the_one_of_the_focus_is_worth_more(graph: Graph) -> None:
    found = scope(graph, AIM)
    named = page_values(graph, found, AIM)
    unnamed = page_values(graph, found, AIM._replace(focus=()))
    leaves = [id_ for id_ in unnamed if not graph.dependents_of.get(id_) and found.pages[id_].uses]
    inside = {"recommendation-ads", "retrieval-search"}
    factors = {id_: named[id_] / unnamed[id_] for id_ in leaves}
    assert {graph.pages[id_].domain in inside for id_ in leaves} == {True, False}
    for id_, factor in factors.items():
        expected = OF_FOCUS if graph.pages[id_].domain in inside else 1.0
        assert factor == pytest.approx(expected)
