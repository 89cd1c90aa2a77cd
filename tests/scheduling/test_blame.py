"""Blame for a failure: by what the card rests on, how surely, and how shaky that is."""

import pytest
from written import library
from written_heads import against, needs, page, uses

from mlsd_graph.content.records import CardHead, CardKind, PageKind, Relation, RelationKind, Step
from mlsd_graph.graph import Graph, build
from mlsd_graph.scheduling.blame import Suspect, blamed, suspects


def _graph() -> Graph:
    return build(
        library(
            page("a"),
            page("b", *needs("a")),
            page("c", *needs("b", "a")),
            page("d", *needs("c")),
            page("case", *uses("a", "d"), kind=PageKind.CASE_STUDY),
            page("set", kind=PageKind.CONTRAST_SET, members=("a", "c")),
        )
    )


def _weights(graph: Graph, head: CardHead) -> dict[str, float]:
    return {id_: round(found.weight, 2) for id_, found in suspects(graph, head).items()}


def test_a_card_rests_on_prerequisites_and_less_on_theirs() -> None:
    graph = _graph()
    found = suspects(graph, graph.cards_of["d"][0])
    assert {id_: round(s.weight, 2) for id_, s in found.items()} == {"c": 0.6, "b": 0.36, "a": 0.36}
    assert found["b"].edges == (("b", "c"), ("c", "d"))


def test_the_heaviest_way_counts() -> None:
    graph = _graph()
    assert _weights(graph, graph.cards_of["c"][0]) == {"b": 0.6, "a": 0.6}


def test_members_of_a_contrast_set_are_suspects() -> None:
    graph = _graph()
    found = _weights(graph, graph.cards_of["set"][0])
    assert (found["a"], found["c"]) == (0.6, 0.6)


def test_a_question_for_a_whole_design_rests_on_what_the_design_uses() -> None:
    graph = _graph()
    whole = graph.cards_of["case"][0]._replace(kind=CardKind.EXPLAIN)
    assert _weights(graph, whole) == {"a": 0.6, "d": 0.6, "c": 0.36}
    assert _weights(graph, graph.cards_of["case"][0]) == {}


def test_other_cards_of_a_case_study_rest_on_what_they_link_themselves() -> None:
    linked = [
        Relation(RelationKind.USE, id_, step=Step.MODEL, weight=0.3, line=line)
        for id_, line in (("a", 1), ("b", 2))
    ]
    graph = build(
        library(page("a"), page("b"), page("case", *linked, cards=3, kind=PageKind.CASE_STUDY))
    )
    first, second, last = graph.cards_of["case"]
    assert _weights(graph, first) == {}
    assert _weights(graph, second) == {"a": 0.6}
    assert _weights(graph, last) == {"b": 0.6}


def test_a_card_rests_on_what_its_own_text_names_and_on_what_that_needs() -> None:
    graph = _graph()
    plain = graph.cards_of["case"][0]
    found = suspects(graph, plain, named=("b", "case", "set", "gone"))
    assert {id_: round(s.weight, 2) for id_, s in found.items()} == {"b": 0.6, "a": 0.36}
    assert found["b"].edges == (("case", "b"),)


def test_a_contrast_card_rests_on_the_other_concept() -> None:
    told = Relation(RelationKind.CONTRAST, "b", "because")
    graph = build(library(page("a", told), page("b")))
    assert _weights(graph, graph.contrast_cards[0]) == {"b": 0.6}


def test_a_card_that_an_author_set_against_a_concept_rests_on_it_alone() -> None:
    graph = build(library(page("z"), against(page("a", *needs("z")), "b"), page("b")))
    assert _weights(graph, graph.contrast_cards[0]) == {"b": 0.6}


def test_a_framework_step_rests_on_nothing() -> None:
    graph = build(library(page("model", kind=PageKind.FRAMEWORK)))
    assert suspects(graph, graph.cards_of["model"][0]) == {}


def test_the_shares_are_those_of_a_noisy_and() -> None:
    among = {id_: Suspect(id_, q, ()) for id_, q in (("a", 0.6), ("b", 0.3))}
    recall = {"a": 0.7, "b": 0.9}
    found = {s.concept: share for share, s in blamed(among, 0.9, recall.__getitem__)}
    fails = 1 - 0.9 * (1 - 0.6 * 0.3) * (1 - 0.3 * 0.1)
    assert found == {"a": pytest.approx(0.18 / fails), "b": pytest.approx(0.03 / fails)}


def test_what_was_never_learned_is_not_blamed() -> None:
    among = {"a": Suspect("a", 0.6, ())}
    assert blamed(among, 0.9, lambda _: None) == []
    assert blamed(among, 1.0, lambda _: 1.0) == []
