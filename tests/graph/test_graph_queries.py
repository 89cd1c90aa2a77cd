"""Queries of the graph, on a small written one."""

import pytest
from small_heads import case, concept
from written_heads import heads_of, page

from mlsd_graph.content.records import PageKind, Step
from mlsd_graph.errors import UnknownIdError
from mlsd_graph.graph import Graph, build


@pytest.fixture
def small() -> Graph:
    members = ("ann", "lsh", "embedding")
    return build(
        heads_of(
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
            page("sets", cards=0, kind=PageKind.CONTRAST_SET, members=members),
            page("tour", cards=0, kind=PageKind.TRACK),
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
    assert build(heads_of(case("empty"))).readiness("empty", lambda _: 1.0).value == 0


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
    assert [card.uid for card in whole.nodes["ann"]["cards"]] == ["ann/0", "contrast:ann~lsh"]


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
