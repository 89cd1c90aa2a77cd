"""Names of notes, and what can be read from them again."""

import pytest

from mlsd_graph.content.naming import contrast_note, gap_of, note_of_pair, sides


@pytest.mark.parametrize("pair", [("a", "b"), ("b", "a")])
def test_the_sides_of_a_pair_can_be_read_from_its_note(pair: tuple[str, str]) -> None:
    assert sides(note_of_pair(*pair)) == ("a", "b")


def test_a_pair_is_named_by_first_ids_and_sorted_by_them() -> None:
    assert contrast_note("a", "b", {"a": "was-z"}) == "contrast:b~was-z"


@pytest.mark.parametrize("note", ["a/b", "a/diagram/b", "contrast/key", "contrast:a", ""])
def test_another_note_has_no_sides(note: str) -> None:
    assert sides(note) is None


@pytest.mark.parametrize(
    ("uid", "found"),
    [
        ("a/b#c2", ("a/b", 2)),
        ("contrast:a~b#c1", ("contrast:a~b", 1)),
        ("a/b", None),
        ("a/b#c0", None),
        ("a/diagram/b#c2", None),
    ],
)
def test_a_gap_is_told_from_a_block_of_that_name(uid: str, found: tuple[str, int] | None) -> None:
    assert gap_of(uid) == found
