"""What has become of a placement, in numbers that add up."""

import pytest

from mlsd_graph.placement.standing import Standing
from mlsd_graph.placement.wording import standing_line


def standing(assumed: str = "", confirmed: str = "", fallen: str = "", waiting: str = "") -> str:
    """Say it of concepts that are one letter each."""
    return standing_line(
        Standing(frozenset(assumed), frozenset(confirmed), frozenset(fallen), tuple(waiting))
    )


def test_what_counts_is_parted_from_what_is_only_to_check() -> None:
    assert standing("abcde", "ab", "xy", "cdefgh") == (
        "Placed: 5 concepts count as known: 2 confirmed by an answer of yours, 3 inferred, still "
        "to check. 3 more are to check and count only after that. 2 have fallen back to the new "
        "ones."
    )


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (standing(), "Placed: 0 concepts count as known."),
        (
            standing("a", "a", waiting="b"),
            (
                "Placed: 1 concept counts as known: 1 confirmed by an answer of yours. 1 more is "
                "to check and counts only after that."
            ),
        ),
        (
            standing("a", fallen="b", waiting="a"),
            (
                "Placed: 1 concept counts as known: 1 inferred, still to check. 1 has fallen "
                "back to the new ones."
            ),
        ),
    ],
)
def test_what_there_is_none_of_is_not_counted(found: str, said: str) -> None:
    assert found == said
