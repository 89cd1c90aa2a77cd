"""A case study that is named comes first, what is only of the company's focus next."""

import pytest

from mlsd_graph.content import load
from mlsd_graph.content.records import PageKind
from mlsd_graph.graph import Graph, build
from mlsd_graph.level import Level
from mlsd_graph.paths import shipped_content
from mlsd_graph.planning import Target, scope, valued_cards

LEARNED = 200
"""Cards for which a quarter of an hour a day of three weeks has the time."""


@pytest.fixture(scope="module")
def graph() -> Graph:
    return build(load([shipped_content()]))


def target(focus: tuple[str, ...] = (), cases: tuple[str, ...] = ()) -> Target:
    return Target(0, 19, 15, Level.SENIOR, focus, cases)


def covered(graph: Graph, aim: Target) -> dict[str, float]:
    """Share of each case study in scope that the first cards in the order of learning are."""
    found = scope(graph, aim)
    counts: dict[str, int] = {}
    for card in valued_cards(graph, found, aim)[:LEARNED]:
        counts[card.head.page] = counts.get(card.head.page, 0) + 1
    shares: dict[str, float] = {}
    for case in found.cases:
        uses = {id_: max(steps.values()) for id_, steps in graph.uses_of(case).items()}
        known = sum(
            weight * min(1.0, counts.get(id_, 0) / max(1, len(graph.cards_of.get(id_, ()))))
            for id_, weight in uses.items()
        )
        shares[case] = known / sum(uses.values())
    return shares


@pytest.mark.parametrize(
    ("focus", "case"),
    [
        ("ads", "ad-click-prediction"),
        ("ads", "video-recommendation"),
        ("ads", "harmful-content-detection"),
        ("search", "product-search-ranking"),
    ],
)
def test_the_named_case_study_comes_before_all_of_the_focus(
    graph: Graph, focus: str, case: str
) -> None:
    shares = covered(graph, target((focus,), (case,)))
    named = shares.pop(case)
    assert named > max(shares.values())
    alone = covered(graph, target((), (case,)))[case]
    assert named > 0.8 * alone
    assert named > 1.2 * covered(graph, target((focus,))).get(case, 0.0)


@pytest.mark.parametrize(
    "cases",
    [
        ("product-search-ranking", "query-autocomplete"),
        ("rag-assistant", "visual-search", "personalized-feed"),
    ],
)
def test_several_named_case_studies_share_what_the_focus_had(
    graph: Graph, cases: tuple[str, ...]
) -> None:
    focus = ("ads", "search")
    before, after = covered(graph, target(focus)), covered(graph, target(focus, cases))
    assert sum(after[case] for case in cases) > 1.1 * sum(before[case] for case in cases)
    weights = scope(graph, target(focus, cases)).cases
    others = [weight for case, weight in weights.items() if case not in cases]
    assert {weights[case] for case in cases} == {5 * sum(others)}


def test_who_names_all_or_none_of_them_prefers_none(graph: Graph) -> None:
    every = tuple(graph.by_kind[PageKind.CASE_STUDY])
    assert set(scope(graph, target()).cases) == set(every)
    for aim in (target(), target((), every), target(("ads",), every)):
        assert len(set(scope(graph, aim).cases.values())) == 1


def test_what_the_named_one_says_by_name_is_learned_before_the_field_of_the_others(
    graph: Graph,
) -> None:
    places: list[int] = []
    for aim in (target(("search",), ("product-search-ranking",)), target(("search",))):
        pages = [each.head.page for each in valued_cards(graph, scope(graph, aim), aim)]
        places.append(pages.index("latency-budget"))
    assert places[0] < 300 < places[1]


def test_the_reason_of_a_concept_names_the_case_study_that_was_named(graph: Graph) -> None:
    case = "product-search-ranking"
    found = scope(graph, target(("search",), (case,)))
    used = [why for why in found.pages.values() if case in why.cases]
    assert used
    assert {why.cases[0] for why in used} == {case}
