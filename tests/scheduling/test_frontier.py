"""New cards along the graph: what is open, what comes first, and why."""

from dataclasses import replace

from written import NOW, PLAIN, PLENTY, learned, library, order, pages_in, queue
from written_heads import against, needs, page, uses

from mlsd_graph.content.records import PageKind, Relation, RelationKind
from mlsd_graph.memory import CardState, Phase
from mlsd_graph.scheduling import ReasonKind

CHAIN = library(page("c", *needs("b")), page("b", *needs("a")), page("a"), page("z"))


def test_new_cards_come_in_prerequisite_order_and_never_run_dry() -> None:
    found = queue(CHAIN)
    assert pages_in(found) == ["a", "z", "b", "c"]
    assert len(order(found)) == 8
    kinds = {item.uid: item.reason for item in found.items}
    assert kinds["a/0"].text == "opens 1 concept"
    assert kinds["a/0"].edges == (("a", "b"),)
    assert kinds["z/0"].kind is ReasonKind.NEXT
    assert kinds["c/0"].kind is ReasonKind.AHEAD
    assert kinds["c/0"].edges == (("b", "c"),)


def test_a_concept_opens_when_its_prerequisite_is_learned_and_likely_recalled() -> None:
    strong = queue(CHAIN, learned("a/0", "a/1"))
    assert {i.uid: i.reason.kind for i in strong.items}["b/0"] is ReasonKind.OPENS
    weak = queue(CHAIN, learned("a/0", "a/1", stability=1.0, ago=60))
    assert {i.uid: i.reason.kind for i in weak.items}["b/0"] is ReasonKind.AHEAD


def test_half_of_the_cards_are_enough_to_open_what_follows() -> None:
    opened = queue(CHAIN, learned("a/0"))
    assert {i.uid: i.reason.kind for i in opened.items}["b/0"] is ReasonKind.OPENS


def test_a_suspended_card_holds_nothing_up() -> None:
    states = learned("a/0") | {"a/1": CardState("a/1", suspended=True)}
    states["a/0"] = states["a/0"]._replace(phase=Phase.RELEARNING, due=NOW.ms)
    assert {i.uid: i.reason.kind for i in queue(CHAIN, states).items}["b/0"] is ReasonKind.AHEAD
    states["a/0"] = states["a/0"]._replace(suspended=True)
    assert {i.uid: i.reason.kind for i in queue(CHAIN, states).items}["b/0"] is ReasonKind.OPENS


def test_concepts_that_serve_more_case_studies_come_first() -> None:
    found = queue(
        library(
            page("a"),
            page("b"),
            page("c"),
            page("one", *uses("b", "c"), kind=PageKind.CASE_STUDY),
            page("two", *uses("c"), kind=PageKind.CASE_STUDY),
        ),
        settings=replace(PLENTY, new_per_day=6),
    )
    assert pages_in(found) == ["c", "b", "a"]


def test_a_case_study_opens_when_most_of_what_it_uses_is_known() -> None:
    heads = library(
        page("a"),
        page("b"),
        page("c"),
        page("case", *uses("a", "b", "c"), kind=PageKind.CASE_STUDY),
    )
    states = learned("a/0", "a/1")
    assert order(queue(heads, states))[-1].startswith("case/")
    states |= learned("b/0", "b/1")
    found = queue(heads, states)
    assert order(found)[0] == "case/0"
    assert found.items[0].reason.text == "2 of 3 concepts known"


def test_a_contrast_card_waits_until_both_concepts_are_known() -> None:
    contrast = Relation(RelationKind.CONTRAST, "b", "what decides")
    heads = library(page("a", contrast), page("b"))
    locked = queue(heads, learned("a/0", "a/1")).reason("contrast:a~b")
    assert locked is not None
    assert (locked.kind, locked.text) == (ReasonKind.AHEAD, "A and B are not both known yet")
    found = queue(heads, learned("a/0", "a/1", "b/0", "b/1"))
    assert order(found) == ["contrast:a~b"]
    assert found.items[0].reason.text == "tells A and B apart"


def test_a_cloze_that_tells_two_concepts_apart_waits_until_both_are_known() -> None:
    heads = library(against(page("a"), "b"), page("b"))
    locked = queue(heads, learned("a/0", "a/1")).reason("contrast:a~b#c1")
    assert locked is not None
    assert (locked.kind, locked.text) == (ReasonKind.AHEAD, "A and B are not both known yet")


def test_what_tells_a_concept_from_another_is_no_part_of_knowing_it() -> None:
    heads = library(against(page("a", cards=1), "z"), page("b", *needs("a"), cards=1), page("z"))
    found = queue(heads, learned("a/0")).reason("b/0")
    assert found is not None
    assert found.kind is not ReasonKind.AHEAD


def test_framework_steps_take_every_third_place() -> None:
    heads = library(
        page("a", cards=1),
        page("b", cards=1),
        page("c", cards=1),
        page("d", cards=1),
        page("f", cards=1, kind=PageKind.FRAMEWORK),
        page("g", cards=1, kind=PageKind.FRAMEWORK),
    )
    assert pages_in(queue(heads)) == ["a", "b", "f", "c", "d", "g"]


def test_a_cycle_of_prerequisites_still_lets_everything_be_learned() -> None:
    heads = library(page("a", *needs("b")), page("b", *needs("a")))
    assert sorted(order(queue(heads))) == ["a/0", "a/1", "b/0", "b/1"]


def test_with_the_graph_off_the_queue_is_plain_fsrs() -> None:
    heads = library(
        page("c", *needs("b"), cards=3, notes=1), page("b", *needs("a")), page("a"), page("z")
    )
    plain = replace(PLAIN, new_per_day=1000)
    assert order(queue(heads, settings=plain)) == list(heads.cards)
    states = learned(*heads.cards, due=0)
    states = {u: s._replace(stability=10.0 + i) for i, (u, s) in enumerate(states.items())}
    assert order(queue(heads, states, plain)) == list(heads.cards)


def test_openings_name_what_opens_next_and_through_which_card() -> None:
    heads = library(
        page("a"), page("b"), page("c", *needs("a")), page("d", *needs("a", "b")), page("e")
    )
    found = queue(heads).openings()
    assert [(o.id, o.missing, o.step) for o in found] == [
        ("c", ("a",), "a"),
        ("d", ("a", "b"), "a"),
    ]
    assert found[0].through in {"a/0", "a/1"}
    assert queue(heads).openings(limit=1) == found[:1]
