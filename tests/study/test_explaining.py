"""Why this card now: every edge in words."""

from written_heads import heads_of, page

from mlsd_graph.content.records import PageKind, Relation, RelationKind, Step
from mlsd_graph.graph import Graph, build
from mlsd_graph.scheduling import Reason, ReasonKind
from mlsd_graph.study.explaining import why


def _graph() -> Graph:
    need = Relation(RelationKind.PREREQUISITE, "a", "B begins where A ends.")
    alike = Relation(RelationKind.CONTRAST, "c", "B is quick, C exact.")
    used = [Relation(RelationKind.USE, "b", step=s, weight=0.6) for s in (Step.MODEL, Step.SERVING)]
    more = [page(f"n{i}", Relation(RelationKind.PREREQUISITE, "c", "")) for i in range(5)]
    return build(
        heads_of(
            page("a"),
            page("b", need, alike),
            page("c"),
            page("case", *used, kind=PageKind.CASE_STUDY),
            page("set", kind=PageKind.CONTRAST_SET, members=("a", "b")),
            *more,
        )
    )


def _told(page: str, *edges: tuple[str, str]) -> tuple[str, ...]:
    return why(_graph(), page, Reason(ReasonKind.PROBE, "a probe", edges))


def test_each_kind_of_edge_is_a_sentence() -> None:
    assert _told("set", ("a", "b"))[0] == "A is a prerequisite of B: B begins where A ends."
    used = "CASE uses B: develop the model, deploy and serve"
    assert _told("set", ("case", "b")) == _told("set", ("b", "case")) == (used,)
    alike = "B is easily confused with C: B is quick, C exact."
    assert _told("set", ("b", "c")) == (alike,)
    assert _told("case", ("set", "a")) == ("SET compares A",)
    assert _told("case", ("n0", "n1")) == ("N0 and N1 are linked",)


def test_a_page_says_what_it_opens_and_who_uses_it() -> None:
    assert why(_graph(), "b", None) == ("It is used by CASE.",)
    opened = ("It opens B.", "It is a prerequisite of B, used by CASE.")
    assert why(_graph(), "a", None) == opened
    assert why(_graph(), "c", None) == ("It opens N0, N1, N2 and 2 more.",)
    assert why(_graph(), "gone", None) == ()


def test_many_edges_are_counted_and_unknown_ones_left_out() -> None:
    lines = _told("set", *((f"n{i}", "a") for i in range(5)), *((f"n{i}", "b") for i in range(5)))
    assert lines[-1] == "and 4 more"
    assert len(lines) == 7
    assert _told("set", ("gone", "a")) == ()
