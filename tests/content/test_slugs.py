import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlsd_graph.content import slug
from mlsd_graph.content.records import CardKind
from mlsd_graph.content.slugs import attributes, split_heading


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Why it scales", "why-it-scales"),
        ("What weights can't fix", "what-weights-cant-fix"),
        ("What weights can’t fix", "what-weights-cant-fix"),
        ("Crème brûlée", "creme-brulee"),
        ("`O(n)` and $x_1$", "o-n-and-x-1"),
        ("  100 %  ", "100"),
        ("ﬁne", "fine"),
        ("日本", ""),
        ("a" * 59 + " bc", "a" * 59),
    ],
)
def test_a_heading_becomes_a_key(heading: str, key: str) -> None:
    assert slug(heading) == key


@given(st.text(max_size=200))
def test_a_key_is_always_of_the_form_that_uids_need(heading: str) -> None:
    key = slug(heading)
    assert len(key) <= 60
    assert key == "" or re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key)
    assert slug(key) == key


def test_attributes_stand_at_the_end_of_a_heading() -> None:
    name, inside = split_heading("Correcting by hand {#old-key .basic within=1.2x vs=other}")
    found, wrong = attributes(inside)
    assert name == "Correcting by hand"
    assert (found.key, found.kind, found.within, found.versus) == (
        "old-key",
        CardKind.BASIC,
        1.2,
        "other",
    )
    assert wrong == []


@pytest.mark.parametrize(
    "word", [".typed", "#", "#A", "within=1x", "within=2", "vs=", "what=1", "vs=A", "#a/b/c"]
)
def test_an_unknown_attribute_is_named(word: str) -> None:
    assert attributes(word)[1] == [word]


def test_a_key_can_name_another_page() -> None:
    assert attributes("#other-id/key")[0].key == "other-id/key"
