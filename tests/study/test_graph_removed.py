"""With the graph removed, the default switches are plain FSRS in every queue of a life."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lives import CARDS, OFF, Answers, assert_same, lived
from small_content import PAGES

from mlsd_graph.content import load
from mlsd_graph.graph import build
from mlsd_graph.memory import Rating

_EDGES = re.compile(r"^## (?:Prerequisites|Contrasts)\n(?:- .*\n)+\n", re.MULTILINE)


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Content of which no page says anything of another."""
    root = tmp_path_factory.mktemp("bare")
    for name, text in PAGES.items():
        path = root / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_EDGES.sub("", text), encoding="utf-8")
    assert not build(load([root / "content"])).has_edges
    return root


answers = st.lists(
    st.tuples(st.sampled_from(CARDS), st.sampled_from(list(Rating)), st.integers(0, 20)),
    min_size=4,
    max_size=15,
)


@given(answers)
@settings(max_examples=8)
def test_a_life_without_edges_is_plain_fsrs_with_the_default_switches(
    bare: Path, drawn: Answers
) -> None:
    default, off = (lived(bare, switches, drawn) for switches in ({}, OFF))
    assert default.orders == off.orders
    assert default.shown == off.shown
    assert not default.waited
    assert_same(default, off)
