"""Concepts in the order of the content where the graph has no say; all else as ever."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st
from test_switches import drawn_library, edge_lists, known, memories
from written import NOW, PLAIN, PLENTY, library, order
from written_heads import Heads, heads_of, needs, page, uses

from mlsd_graph.content.records import PageKind
from mlsd_graph.graph import build
from mlsd_graph.memory import CardState, Settings
from mlsd_graph.scheduling import Overlay, Queue, ReasonKind, build_queue
from mlsd_graph.scheduling.day import NOTHING_DONE, USUAL_PACE
from mlsd_graph.scheduling.overlay import merged

WHY = "because"


def led(
    heads: Heads, states: Mapping[str, CardState], by_content: str, limits: Settings = PLENTY
) -> Queue:
    """A queue in which the content orders new concepts for a reason, or the graph."""
    overlay = Overlay(by_content=by_content)
    return build_queue(
        build(heads), heads.cards, states, limits, NOW, NOTHING_DONE, USUAL_PACE, overlay
    )


def test_concepts_come_as_the_content_has_them_with_what_they_lack() -> None:
    heads = library(page("a", *needs("c"), cards=1), page("b", cards=1), page("c", cards=1))
    found = led(heads, {}, WHY)
    assert order(found) == ["a/0", "b/0", "c/0"]
    assert order(led(heads, {}, "")) == ["c/0", "b/0", "a/0"]
    reason = found.items[0].reason
    assert (reason.kind, reason.edges) == (ReasonKind.NEXT, (("c", "a"),))
    assert WHY in reason.text


def test_a_case_study_still_waits_for_what_it_uses() -> None:
    heads = library(
        page("a-case", *uses("b", "c"), kind=PageKind.CASE_STUDY, cards=1),
        page("b", cards=1),
        page("c", cards=1),
    )
    assert order(led(heads, {}, WHY)) == ["b/0", "c/0", "a-case/0"]


def test_of_two_overlays_either_gives_the_content_the_order() -> None:
    assert merged([Overlay(), Overlay(by_content=WHY)]).by_content == WHY


@given(edge_lists, memories, st.integers(0, 40))
def test_either_order_brings_new_cards_while_any_and_a_budget_are_left(
    edges: list[tuple[str, str, str]],
    drawn: dict[str, tuple[float, int, int]],
    limit: int,
) -> None:
    heads, states = drawn_library(edges), known(drawn)
    limits = Settings(new_per_day=limit, reviews_per_day=1000)
    by_content, by_graph = (led(heads, states, why, limits) for why in (WHY, ""))
    left = len(heads.cards.keys() - states.keys())
    assert by_content.new == by_graph.new == min(limit, left)
    assert {item.uid for item in by_content.reviews} == {item.uid for item in by_graph.reviews}


@given(memories)
def test_without_edges_it_is_plain_fsrs_whoever_leads(
    drawn: dict[str, tuple[float, int, int]],
) -> None:
    heads, states = heads_of(*(page(id_, cards=3) for id_ in "abcdefgh")), known(drawn)
    plain = led(heads, states, "", PLAIN)
    for why in (WHY, ""):
        assert led(heads, states, why, Settings()).items == plain.items
