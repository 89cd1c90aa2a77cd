"""An image would be shown as its source: it is refused where it stands."""

import pytest
from checked_pages import Checked, concept


@pytest.mark.parametrize(
    "image", ["![Two towers](towers.png)", "![][towers]", '<img src="a.png">', "![of $x$](a.png)"]
)
def test_an_image_is_refused_in_prose_and_in_a_card(checked: Checked, image: str) -> None:
    text = concept("a", f"Of `code\nspan`, then {image}.\n", f"\n### Two\nQ: Why?\n\nA: {image}\n")

    found = checked({"a": text})

    lines = [index for index, line in enumerate(text.split("\n"), 1) if image in line]
    assert [(each.code, each.line) for each in found] == [("image", line) for line in lines]
    assert [each.column for each in found] == [
        text.split("\n")[line - 1].index(image) + 1 for line in lines
    ]


def test_what_looks_like_an_image_in_code_is_none(checked: Checked) -> None:
    body = "Write `![a](b)`, \\![a](b) or\n\n```md\n![a](b)\n```\n\nand be done![^1]\n"

    assert checked({"a": concept("a", body)}) == []
