"""What is left over: a planned concept that is there, and an order of one item."""

from checked_pages import Checked, concept

CARD = "## Cards\n\n### Only step\nQ: In which order is it done?\n\nA:\n1. All at once.\n"


def test_a_planned_concept_that_has_a_page_is_found(checked: Checked) -> None:
    (found,) = checked(
        {"a": concept("a"), "x/../planned.md": "# Planned\n\nNot a: yet.\n\n- soon: Soon\n- a: A\n"}
    )

    assert found.code == "planned-there"
    assert found.message == "“a” is listed as planned, but has a page."
    assert found.path.endswith("planned.md")
    assert (found.line, found.column) == (6, 1)


def test_an_order_of_one_item_is_found_at_its_card(checked: Checked) -> None:
    found = [each for each in checked({"a": concept("a", CARD)}) if each.code == "ordered-one"]

    assert [(each.line, each.column) for each in found] == [(11, 1)]
    assert "“Only step”" in found[0].message
