"""A mistyped card gets a proposal, or a way to find the right one."""

from pathlib import Path

import pytest
from program import Mlsd


@pytest.mark.parametrize(
    ("card", "said"),
    [
        ("alpha/frist", "Did you mean alpha/first"),
        ("alpa/first", "Did you mean alpha/first"),
        ("nosuch/card", "`mlsd cards` lists all of them"),
    ],
)
def test_a_mistyped_card_gets_a_proposal(mlsd: Mlsd, card: str, said: str) -> None:
    for call in (("answer", card, "good"), ("show", card), ("log", "--card", card, "--json")):
        ran = mlsd(*call)

        assert ran.code == 1
        assert f"There is no card “{card}”." in ran.err
        assert said in ran.err


def test_the_ids_of_a_contrast_are_proposed_in_their_order(mlsd: Mlsd) -> None:
    listed = [row["card"] for row in mlsd("cards", "--json").json]
    (contrast,) = [card for card in listed if card.startswith("contrast:")]
    one, other = contrast.removeprefix("contrast:").split("~")

    turned = f"contrast:{other}~{one}"
    for call in (("answer", turned, "good"), ("show", turned)):
        ran = mlsd(*call)
        assert ran.code == 1
        assert f"Did you mean {contrast}?" in ran.err
    assert mlsd("show", contrast).code == 0


def test_a_mistyped_page_is_still_a_page(mlsd: Mlsd) -> None:
    ran = mlsd("show", "alhpa")
    assert "There is no page “alhpa”. Did you mean alpha" in ran.err


def test_the_log_of_a_card_is_empty_or_what_was_done_although_the_card_has_gone(
    mlsd: Mlsd, content: Path
) -> None:
    of_card = ("log", "--card", "alpha/first", "--json")
    assert mlsd(*of_card).json == []
    mlsd("answer", "alpha/first", "good")
    (content / "concepts" / "serving" / "alpha.md").unlink()

    assert [event["kind"] for event in mlsd(*of_card).json] == ["review"]
    assert mlsd(*of_card, "--kind", "mark").json == []
