"""Queries of the graph, on random graphs against NetworkX."""

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st
from small_heads import concept
from written_heads import Heads, heads_of

from mlsd_graph.graph import Graph, build, updated


@st.composite
def relations(draw: st.DrawFn, *, acyclic: bool) -> Heads:
    size = draw(st.integers(1, 14))
    names = draw(st.permutations([f"n{i:02}" for i in range(size)]))
    pages = []
    for i, name in enumerate(names):
        allowed = names[:i] if acyclic else [n for n in names if n != name]
        needs = draw(st.lists(st.sampled_from(allowed), max_size=4)) if allowed else []
        pages.append(concept(name, *needs))
    return heads_of(*sorted(pages, key=lambda p: p.id))


def digraph(heads: Heads) -> "nx.DiGraph[str]":
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(heads.pages)
    graph.add_edges_from((r.target, p.id) for p in heads.pages.values() for r in p.relations)
    return graph


@given(relations(acyclic=True))
def test_walks_levels_and_order_are_those_of_networkx(heads: Heads) -> None:
    ours, theirs = build(heads), digraph(heads)
    assert not ours.cycles
    assert [set(row) for row in ours.levels()] == [
        set(row) for row in nx.topological_generations(theirs)
    ]
    for id_ in heads.pages:
        dependents = dict(nx.single_source_shortest_path_length(theirs, id_))
        needs = dict(nx.single_source_shortest_path_length(theirs.reverse(), id_))
        assert ours.dependents(id_) == {k: v for k, v in dependents.items() if k != id_}
        assert ours.prerequisites(id_) == {k: v for k, v in needs.items() if k != id_}
        assert ours.prerequisites(id_, 1).keys() == set(theirs.predecessors(id_))
        assert all(ours.order[need] < ours.order[id_] for need in theirs.predecessors(id_))


@given(relations(acyclic=True), st.data())
def test_a_path_is_a_shortest_one_with_the_reason_of_each_edge(
    heads: Heads, data: st.DataObject
) -> None:
    ours, theirs = build(heads), digraph(heads)
    a, b = (data.draw(st.sampled_from(list(heads.pages))) for _ in range(2))
    found = ours.path(a, b)
    if not nx.has_path(theirs, a, b):
        assert found.ids == found.reasons == ()
        return
    assert len(found.ids) == len(nx.shortest_path(theirs, a, b))
    assert (found.ids[0], found.ids[-1]) == (a, b)
    assert found.reasons == tuple(
        f"{later} needs {earlier}" for earlier, later in zip(found.ids, found.ids[1:], strict=False)
    )


@given(relations(acyclic=False))
def test_edges_that_close_a_cycle_are_left_out_and_reported(heads: Heads) -> None:
    ours, theirs = build(heads), digraph(heads)
    assert bool(ours.cycles) == (not nx.is_directed_acyclic_graph(theirs))
    assert ours.stats()["acyclic"] == (not ours.cycles)
    kept = {(n, c) for c, needs in ours.prerequisites_of.items() for n in needs}
    closing = {(cycle[-1], cycle[0]) for cycle in ours.cycles}
    assert kept | closing == set(theirs.edges)
    assert not kept & closing
    for cycle in ours.cycles:
        around = zip(cycle, (*cycle[1:], cycle[0]), strict=True)
        assert all(edge in theirs.edges for edge in around)
    assert len(ours.order) == len(heads.pages)
    whole = ours.networkx()
    assert nx.is_directed_acyclic_graph(
        nx.DiGraph((u, v) for u, v, key in whole.edges(keys=True) if key == "prerequisite")
    )


def same(one: Graph, other: Graph) -> bool:
    names = (
        "pages",
        "cards_of",
        "stated",
        "prerequisites_of",
        "contrasts_of",
        "used_by",
        "cycles",
        "contrast_cards",
        "by_value",
    )
    plain = all(getattr(one, n) == getattr(other, n) for n in names)
    return plain and (one.level, one.order, one.dependents_of) == (
        other.level,
        other.order,
        other.dependents_of,
    )


@given(relations(acyclic=True), st.data())
def test_an_updated_graph_is_the_graph_built_anew(heads: Heads, data: st.DataObject) -> None:
    before = build(heads)
    assert before.order
    assert before.reach_count(next(iter(heads.pages))) == 0
    names = list(heads.pages)
    changed = data.draw(st.sampled_from(names))
    others = [n for n in names if n != changed]
    picked = st.lists(st.sampled_from(others), max_size=3) if others else st.just([])
    fresh = concept(
        changed,
        *data.draw(picked),
        contrasts=tuple(data.draw(picked)),
        cards=data.draw(st.integers(0, 3)),
    )
    pages = {id_: fresh if id_ == changed else p for id_, p in heads.pages.items()}
    now = heads_of(*pages.values())
    assert same(updated(before, now, {changed}), build(now))
    fewer = heads_of(*(p for p in pages.values() if p.id != changed))
    assert same(updated(before, fewer, {changed}), build(fewer))
