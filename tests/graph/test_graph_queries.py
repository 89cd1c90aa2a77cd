"""Queries of the graph, on random graphs against NetworkX and on small written ones."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlsd_graph.content.records import (
    CardHead,
    CardKind,
    PageHead,
    PageKind,
    Relation,
    RelationKind,
    Step,
)
from mlsd_graph.errors import UnknownIdError
from mlsd_graph.graph import Graph, build, updated

NEEDS, USE = RelationKind.PREREQUISITE, RelationKind.USE


@dataclass(frozen=True)
class Heads:
    """The part of a library that the graph reads."""

    pages: Mapping[str, PageHead]
    cards: Mapping[str, CardHead] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)


def concept(id_: str, *needs: str, contrasts: tuple[str, ...] = (), cards: int = 1) -> PageHead:
    relations = [Relation(NEEDS, need, f"{id_} needs {need}") for need in needs]
    relations += [Relation(RelationKind.CONTRAST, c, f"{id_} or {c}") for c in contrasts]
    heads = tuple(
        CardHead(f"{id_}/c{n}", f"{id_}/c{n}", CardKind.BASIC, id_, n, f"c{n}")
        for n in range(cards)
    )
    return page(id_, PageKind.CONCEPT, *relations, cards=heads)


def page(
    id_: str, kind: PageKind, *relations: Relation, cards: tuple[CardHead, ...] = ()
) -> PageHead:
    return PageHead(id_, kind, id_.title(), f"/{id_}.md", "/", relations=relations, cards=cards)


def case(id_: str, *uses: tuple[str, Step, float]) -> PageHead:
    relations = [Relation(USE, c, step=step, weight=weight) for c, step, weight in uses]
    return page(id_, PageKind.CASE_STUDY, *relations)


def library(*pages: PageHead, aliases: Mapping[str, str] | None = None) -> Heads:
    cards = {card.uid: card for p in pages for card in p.cards}
    for p in pages:
        for relation in p.relations:
            if relation.kind is RelationKind.CONTRAST:
                uid = "contrast:" + "~".join(sorted((p.id, relation.target)))
                cards[uid] = CardHead(uid, uid, CardKind.CONTRAST, p.id, 0, uid, authored=False)
    return Heads({p.id: p for p in pages}, cards, aliases or {})


@st.composite
def relations(draw: st.DrawFn, *, acyclic: bool) -> Heads:
    size = draw(st.integers(1, 14))
    names = draw(st.permutations([f"n{i:02}" for i in range(size)]))
    pages = []
    for i, name in enumerate(names):
        allowed = names[:i] if acyclic else [n for n in names if n != name]
        needs = draw(st.lists(st.sampled_from(allowed), max_size=4)) if allowed else []
        pages.append(concept(name, *needs))
    return library(*sorted(pages, key=lambda p: p.id))


def digraph(heads: Heads) -> "nx.DiGraph[str]":
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(heads.pages)
    graph.add_edges_from((r.target, p.id) for p in heads.pages.values() for r in p.relations)
    return graph


@given(relations(acyclic=True))
@settings(deadline=None)
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
@settings(deadline=None)
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
@settings(deadline=None)
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
@settings(deadline=None)
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
    now = library(*pages.values())
    assert same(updated(before, now, {changed}), build(now))
    fewer = library(*(p for p in pages.values() if p.id != changed))
    assert same(updated(before, fewer, {changed}), build(fewer))


@pytest.fixture
def small() -> Graph:
    chart = page("sets", PageKind.CONTRAST_SET)
    chart = chart._replace(members=("ann", "lsh", "embedding"))
    return build(
        library(
            concept("ann", "embedding", contrasts=("lsh",)),
            concept("embedding"),
            concept("lsh", "embedding", "gone", contrasts=()),
            concept("serving"),
            case(
                "search",
                ("ann", Step.MODEL, 0.3),
                ("ann", Step.MODEL, 0.6),
                ("ann", Step.SERVING, 0.3),
                ("old-serving", Step.SERVING, 0.6),
            ),
            chart,
            page("tour", PageKind.TRACK),
            aliases={"old-serving": "serving", "gone": "nowhere"},
        )
    )


def test_a_use_takes_the_largest_weight_per_step_and_follows_former_ids(small: Graph) -> None:
    assert small.uses_of("search") == {
        "ann": {Step.MODEL: 0.6, Step.SERVING: 0.3},
        "serving": {Step.SERVING: 0.6},
    }


def test_counts_take_a_pair_once_and_a_use_once_per_case_and_concept(small: Graph) -> None:
    stats = small.stats()
    assert stats["edges"] == {"prerequisite": 2, "contrast": 3, "use": 2, "mention": 0}
    assert (stats["concepts"], stats["case_studies"], stats["cards"]) == (4, 1, 5)
    assert stats["cards_by_kind"] == {
        "basic": 4, "cloze": 0, "typed": 0, "estimate": 0, "ordered": 0, "explain": 0,
        "contrast": 1,
        "block": 0, "arrow": 0, "diagram": 0,
    }  # fmt: skip
    assert (stats["acyclic"], stats["diagrams"]) == (True, 0)


def test_a_stated_contrast_keeps_its_reason_and_a_set_adds_the_other_pairs(small: Graph) -> None:
    assert small.contrasts_of["lsh"] == {"ann": "ann or lsh", "embedding": ""}
    assert small.contrasts_of["embedding"] == {"ann": "", "lsh": ""}


def test_tracks_are_no_nodes_and_unknown_ids_are_refused(small: Graph) -> None:
    assert "tour" not in small.pages
    with pytest.raises(UnknownIdError, match="tour"):
        small.prerequisites("tour")
    assert small.current("old-serving") == "serving"
    assert small.current("gone") is None


def test_reach_counts_the_cases_that_need_a_concept_at_any_distance(small: Graph) -> None:
    assert small.reach("ann") == {"search": 0}
    assert small.reach("embedding") == {"search": 1}
    assert small.reach("lsh") == {}
    assert [small.reach_count(id_) for id_ in ("ann", "embedding", "lsh")] == [1, 1, 0]


def test_readiness_weighs_recall_by_use(small: Graph) -> None:
    ready = small.readiness("search", {"ann": 0.9, "serving": 0.4}.__getitem__)
    assert ready.value == pytest.approx(0.65)
    assert ready.steps == {
        Step.MODEL: pytest.approx(0.9),
        Step.SERVING: pytest.approx((0.3 * 0.9 + 0.6 * 0.4) / 0.9),
    }
    assert [concept for concept, _ in ready.weakest] == ["serving", "ann"]


def test_readiness_of_a_case_without_uses_is_zero() -> None:
    assert build(library(case("empty"))).readiness("empty", lambda _: 1.0).value == 0


def test_the_frontier_is_what_is_unknown_with_all_prerequisites_known(small: Graph) -> None:
    assert small.frontier([]) == ["embedding", "serving"]
    assert small.frontier(["embedding"]) == ["serving", "ann", "lsh"]


def test_networkx_has_the_edges_keyed_by_relation(small: Graph) -> None:
    whole = small.networkx()
    assert set(whole.edges(keys=True)) == {
        ("embedding", "ann", "prerequisite"),
        ("embedding", "lsh", "prerequisite"),
        ("ann", "lsh", "contrast"),
        ("lsh", "ann", "contrast"),
        ("ann", "embedding", "contrast"),
        ("embedding", "ann", "contrast"),
        ("lsh", "embedding", "contrast"),
        ("embedding", "lsh", "contrast"),
        ("search", "ann", "use:model"),
        ("search", "ann", "use:serving"),
        ("search", "serving", "use:serving"),
    }
    assert whole.edges["search", "ann", "use:model"]["weight"] == 0.6
    assert whole.edges["embedding", "ann", "prerequisite"]["reason"] == "ann needs embedding"
    assert whole.nodes["ann"]["node"] == "concept"
    assert [card.uid for card in whole.nodes["ann"]["cards"]] == ["ann/c0", "contrast:ann~lsh"]


def test_a_description_gives_both_directions(small: Graph) -> None:
    node = small.describe("embedding")
    seen = {(r["relation"], r["direction"], r["id"]) for r in node["relations"]}
    assert ("prerequisite", "out", "ann") in seen
    assert ("contrast", "out", "lsh") in seen
    assert ("use", "in", "search") in {
        (r["relation"], r["direction"], r["id"]) for r in small.describe("ann")["relations"]
    }
    assert node["serves"] == ["search"]


def test_importing_the_graph_does_not_import_networkx() -> None:
    import subprocess  # noqa: PLC0415  this test alone starts a process
    import sys  # noqa: PLC0415

    code = "import mlsd_graph.graph, sys; sys.exit('networkx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
