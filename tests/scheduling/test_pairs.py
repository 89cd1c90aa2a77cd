"""Look-alikes: apart until both are stable, then side by side; never another set of cards."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from written import NOW, PLENTY, learned, library, order, pages_in, queue
from written_heads import Heads, against, page

from mlsd_graph.content.records import Relation, RelationKind
from mlsd_graph.graph import build
from mlsd_graph.memory import CardState, Settings
from mlsd_graph.scheduling import Overlay, ReasonKind, build_queue
from mlsd_graph.scheduling.pairs import Pairs

APART = Settings(new_per_day=1000, reviews_per_day=1000, contrast_pairs=False)


def told(id_: str) -> Relation:
    return Relation(RelationKind.CONTRAST, id_, "because")


def alike() -> Heads:
    return library(page("a", told("b")), page("b"), *(page(x) for x in "cdefg"))


def _due(*uids: str, stability: float, first_day: int = 1) -> dict[str, CardState]:
    found = learned(*uids, stability=stability, ago=20, due=0)
    return {uid: state._replace(first_day=first_day) for uid, state in found.items()}


def test_stable_look_alikes_are_asked_side_by_side_with_their_contrast_card() -> None:
    others = _due("c/0", "d/0", "e/0", "f/0", stability=12)
    states = others | _due("a/0", stability=11) | _due("b/0", "contrast:a~b", stability=30)
    found = queue(alike(), states, Settings(new_per_day=0))
    reviews = order(found)
    assert reviews[:2] == ["a/0", "b/0"]
    assert reviews.index("contrast:a~b") == 4  # its page is that of a/0
    reason = found.reason("b/0")
    assert reason is not None
    assert reason.kind is ReasonKind.PAIRED
    assert reason.text.endswith("; beside A, to tell them apart")
    assert reason.edges == (("a", "b"),)


def test_a_cloze_that_an_author_set_against_the_look_alike_is_its_contrast_card_too() -> None:
    states = _due("c/0", "d/0", "e/0", "f/0", stability=12) | _due("a/0", stability=11)
    derived, authored = (
        states | _due("b/0", uid, stability=30) for uid in ("contrast:a~b", "contrast:a~b#c1")
    )
    heads = library(against(page("a", told("b")), "b", 1), *(page(x) for x in "bcdefg"))
    heads = replace(heads, cards={u: c for u, c in heads.cards.items() if u != "contrast:a~b"})
    found = queue(heads, authored, Settings(new_per_day=0))
    assert [uid.removesuffix("#c1") for uid in order(found)] == order(
        queue(alike(), derived, Settings(new_per_day=0))
    )


def test_unstable_look_alikes_stand_apart() -> None:
    others = _due("c/0", "d/0", "e/0", "f/0", stability=12)
    states = others | _due("a/0", "b/0", stability=4)
    reviews = [uid for uid in order(queue(alike(), states)) if uid in states]
    assert abs(reviews.index("a/0") - reviews.index("b/0")) > 3
    off = [uid for uid in order(queue(alike(), states, APART)) if uid in states]
    assert abs(off.index("a/0") - off.index("b/0")) == 1


def test_a_new_concept_waits_for_its_look_alike_while_others_are_left() -> None:
    first = pages_in(queue(alike(), {}))
    assert first.index("b") > first.index("g")
    young = pages_in(queue(alike(), _due("a/0", stability=3, first_day=NOW.day - 4)))
    assert young.index("b") > young.index("g")
    old = pages_in(queue(alike(), _due("a/0", stability=3, first_day=NOW.day - 5)))
    assert old.index("b") < old.index("g")


def test_a_new_contrast_card_waits_until_both_are_stable() -> None:
    young = learned("a/0", "a/1", "b/0", "b/1", stability=4)
    found = queue(alike(), young)
    assert order(found)[-1] == "contrast:a~b"  # last, and not left out: no session is idle
    reason = found.reason("contrast:a~b")
    assert reason is not None
    assert reason.text == "A and B are not both learned for long yet"
    stable = learned("a/0", "a/1", "b/0", "b/1", stability=5)
    assert order(queue(alike(), stable))[0] == "contrast:a~b"
    once = {uid: state._replace(reps=1) for uid, state in stable.items()}
    assert order(queue(alike(), stable | {"b/1": once["b/1"]}))[-1] == "contrast:a~b"


@pytest.mark.parametrize("settings", [PLENTY, APART])
def test_what_is_only_assumed_is_told_apart_last(settings: Settings) -> None:
    heads = alike()
    overlay = Overlay(assumed=frozenset("abcdefg"))
    states = learned("a/0")
    found = build_queue(build(heads), heads.cards, states, settings, NOW, overlay=overlay)
    assert order(found)[-1] == "contrast:a~b"
    assert len(order(found)) == 14


def test_nothing_is_known_of_unknown_pages() -> None:
    pairs = Pairs(build(alike()), {}, NOW.day)
    assert pairs.settled("gone") == []
    assert pairs.unsettled("gone") == []
    assert pairs.begin("gone")


uids = st.sampled_from([f"{x}/{n}" for x in "abcdefg" for n in range(2)] + ["contrast:a~b"])
states = st.dictionaries(
    uids, st.tuples(st.floats(0.5, 100), st.integers(1, 40), st.integers(-9, 9)), max_size=14
)


@given(states)
def test_the_same_cards_are_asked_with_and_without(
    drawn: Mapping[str, tuple[float, int, int]],
) -> None:
    known: dict[str, CardState] = {}
    for uid, (stability, ago, due) in drawn.items():
        known |= learned(uid, stability=stability, ago=ago, due=due)
    with_pairs, without = queue(alike(), known, PLENTY), queue(alike(), known, APART)
    assert sorted(order(with_pairs)) == sorted(order(without))
    assert sorted(with_pairs.reviews) == sorted(without.reviews)
    assert len(with_pairs.fresh) == len(without.fresh)
