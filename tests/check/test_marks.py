"""Marks that are written almost right are errors, not plain text on a card."""

from pathlib import Path

import pytest
from one_page import write_cards

from mlsd_graph.check import check
from mlsd_graph.content import load


@pytest.mark.parametrize(
    ("card", "code"),
    [
        ("### A\nIt is $\\frac{{c1::a}}{b}$ here.\n", "cloze-in-formula"),
        ("### A\n{{c1::x}} and {{c99::y}}\n", "cloze-number"),
        ("### A\nQ: What?\n\nA: ` `\n", "card-no-answer"),
        ("### A {#k\nQ: What?\n\nA: That.\n", "card-attribute"),
    ],
)
def test_a_mark_that_is_almost_right_is_an_error(tmp_path: Path, card: str, code: str) -> None:
    content = write_cards(tmp_path, card)

    found = [f for f in check(load([content])) if f.code == code]

    assert [(f.severity.value, f.line) for f in found] == [("error", 13)]


def test_clozes_beside_and_around_formulas_are_fine(tmp_path: Path) -> None:
    card = "### A\nWith $x$ it is {{c1::$\\frac{a}{b}$}} for USD 5, and $y$ is {{c2::small}}.\n"
    content = write_cards(tmp_path, card)

    assert [f.code for f in check(load([content])) if f.severity == "error"] == []
