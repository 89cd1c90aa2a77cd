"""Each part of the graph has a switch; with all of them off the queue is plain FSRS."""

from collections.abc import Mapping
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from written import NOW, PLAIN, learned, library, order, queue
from written_heads import Heads, heads_of, needs, page, uses

from mlsd_graph.content.records import PageKind, Relation, RelationKind
from mlsd_graph.graph import build
from mlsd_graph.memory import CardState, Settings, fsrs6, recall
from mlsd_graph.scheduling import DoneToday, Queued, reasons
from mlsd_graph.scheduling.arrange import mixed

IDS = "abcdefgh"


def drawn_library(edges: list[tuple[str, str, str]]) -> Heads:
    """Concepts with any relations between them, circles included, and a case study."""
    said: dict[str, list[Relation]] = {id_: [] for id_ in IDS}
    for kind, one, other in edges:
        if kind == "need":
            said[one] += needs(other)
        else:
            said[one].append(Relation(RelationKind.CONTRAST, other, "because"))
    concepts = [page(id_, *said[id_], cards=3) for id_ in IDS]
    return library(*concepts, page("case", *uses("a", "e"), kind=PageKind.CASE_STUDY))


ids = st.sampled_from(IDS)
edge_lists = st.lists(st.tuples(st.sampled_from(["need", "alike"]), ids, ids), max_size=20)
memories = st.dictionaries(
    st.sampled_from([f"{id_}/{n}" for id_ in IDS for n in range(3)] + ["case/0", "gone/0"]),
    st.tuples(st.floats(0.5, 100), st.integers(1, 60), st.integers(-30, 9)),
    max_size=20,
)


def known(drawn: Mapping[str, tuple[float, int, int]]) -> dict[str, CardState]:
    found: dict[str, CardState] = {}
    for uid, (stability, ago, due) in drawn.items():
        found |= learned(uid, stability=stability, ago=ago, due=due)
    return found


def plain_order(heads: Heads, states: Mapping[str, CardState], limits: Settings) -> list[str]:
    """Plain FSRS, written down once more: lowest recall first, new cards spread among them."""
    model = fsrs6()
    due = [s for uid, s in states.items() if uid in heads.cards and s.due <= NOW.day]
    due.sort(key=lambda s: (recall(s, NOW.ms, NOW.offset, model), s.card))
    reviews = [s.card for s in due][: limits.reviews_per_day]
    room = max(0, min(limits.new_per_day, limits.reviews_per_day - len(reviews)))
    fresh = [uid for uid in heads.cards if uid not in states][:room]
    queued = mixed(
        *([Queued(uid, reasons.learning(0)) for uid in each] for each in (reviews, fresh))
    )
    return [item.uid for item in queued]


@given(edge_lists, memories, st.integers(0, 30), st.integers(0, 40))
def test_all_off_is_plain_fsrs_whatever_the_graph(
    edges: list[tuple[str, str, str]],
    drawn: Mapping[str, tuple[float, int, int]],
    new: int,
    reviews: int,
) -> None:
    heads, limits = drawn_library(edges), replace(PLAIN, new_per_day=new, reviews_per_day=reviews)
    states = known(drawn)
    assert order(queue(heads, states, limits)) == plain_order(heads, states, limits)
    unlinked = Heads(drawn_library([]).pages, heads.cards)
    assert queue(heads, states, limits).items == queue(unlinked, states, limits).items


@given(memories, st.integers(0, 30), st.integers(0, 40), st.integers(0, 2))
@settings(max_examples=400)
def test_with_the_graph_removed_the_default_switches_are_plain_fsrs(
    drawn: Mapping[str, tuple[float, int, int]], new: int, reviews: int, notes: int
) -> None:
    kinds = {"f": PageKind.FRAMEWORK, "g": PageKind.CASE_STUDY, "h": PageKind.CONTRAST_SET}
    heads = heads_of(
        *(page(i, cards=3, notes=notes, kind=kinds.get(i, PageKind.CONCEPT)) for i in IDS)
    )
    states, limits = known(drawn), Settings(new_per_day=new, reviews_per_day=reviews)
    on = queue(heads, states, limits)
    assert order(on) == plain_order(heads, states, limits)
    off = queue(heads, states, replace(PLAIN, new_per_day=new, reviews_per_day=reviews))
    assert (on.items, on.due, on.new, on.minutes) == (off.items, off.due, off.new, off.minutes)


def test_one_edge_is_a_graph() -> None:
    none = [page("a"), page("b"), page("s", kind=PageKind.CONTRAST_SET)]
    assert not build(heads_of(*none)).has_edges
    assert build(heads_of(none[0], page("b", *needs("a")))).has_edges
    assert build(heads_of(*none, page("c", *uses("a"), kind=PageKind.CASE_STUDY))).has_edges
    members = page("s", kind=PageKind.CONTRAST_SET, members=("a", "b"))
    assert build(heads_of(*none[:2], members)).has_edges
    alike = page("b", Relation(RelationKind.CONTRAST, "a", "because"))
    assert build(heads_of(none[0], alike)).has_edges


@given(edge_lists, memories)
def test_all_on_asks_the_same_due_cards_and_as_many_new_ones(
    edges: list[tuple[str, str, str]], drawn: Mapping[str, tuple[float, int, int]]
) -> None:
    heads, states = drawn_library(edges), known(drawn)
    on, off = queue(heads, states, Settings()), queue(heads, states, PLAIN)
    due = {item.uid for item in off.reviews}
    assert {item.uid for item in (*on.reviews, *on.siblings)} == due
    assert on.new == off.new
    assert (on.next() is None) == (off.next() is None)


@given(edge_lists, memories, st.integers(1, 5))
def test_the_queue_is_never_empty_while_new_cards_and_budget_remain(
    edges: list[tuple[str, str, str]], drawn: Mapping[str, tuple[float, int, int]], new: int
) -> None:
    heads, states = drawn_library(edges), known(drawn)
    found = queue(heads, states, Settings(new_per_day=new))
    unseen = len(heads.cards.keys() - states.keys())
    assert found.new == min(new, unseen)


def test_what_many_designs_need_comes_first_among_equals() -> None:
    cases = [page(f"case{i}", *uses("z"), kind=PageKind.CASE_STUDY) for i in range(3)]
    heads = library(page("a"), page("z"), *cases)
    states = learned("a/0", "z/0", stability=5, ago=10, due=0)
    assert order(queue(heads, states, Settings(new_per_day=0))) == ["z/0", "a/0"]
    off = Settings(new_per_day=0, session_order=False)
    assert order(queue(heads, states, off)) == ["a/0", "z/0"]


def test_in_a_backlog_value_decides_only_among_the_least_likely() -> None:
    cases = [page(f"case{i}", *uses("z"), kind=PageKind.CASE_STUDY) for i in range(3)]
    heads = library(page("a", cards=9), page("z"), *cases)
    lost = [learned(f"a/{i}", stability=1, ago=60, due=-50) for i in range(9)]
    states = {uid: state for each in lost for uid, state in each.items()}
    states |= learned("z/0", stability=30, ago=31, due=0)
    found = queue(heads, states, Settings(reviews_per_day=2))
    assert all(uid.startswith("a/") for uid in order(found))


def test_pace_by_success_stops_and_speeds_new_cards_by_todays_reviews() -> None:
    heads = library(page("a", cards=100))
    pace = Settings(new_per_day=20, pace_by_success=True)
    for reviews, passed, new in ((9, 0, 20), (20, 14, 0), (20, 15, 20), (20, 18, 20), (20, 19, 30)):
        done = DoneToday(reviews=reviews, passed=passed)
        assert queue(heads, {}, pace, done).new == new
        assert queue(heads, {}, Settings(new_per_day=20), done).new == 20
