"""Marks that are written almost right are errors, not plain text on a card."""

from pathlib import Path

import pytest

from mlsd_graph.check import check
from mlsd_graph.content import load

HEAD = """---
title: A page
kind: concept
level: core
steps: [serving]
---
A summary.

## Sources
- Author (2020). [A](https://example.org/a). Venue.

## Cards

"""


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
    page = tmp_path / "concepts" / "serving" / "page.md"
    page.parent.mkdir(parents=True)
    page.write_text(HEAD + card, encoding="utf-8")

    found = [f for f in check(load([tmp_path])) if f.code == code]

    assert [(f.severity.value, f.line) for f in found] == [("error", 14)]


def test_clozes_beside_and_around_formulas_are_fine(tmp_path: Path) -> None:
    page = tmp_path / "concepts" / "serving" / "page.md"
    page.parent.mkdir(parents=True)
    card = "### A\nWith $x$ it is {{c1::$\\frac{a}{b}$}} for USD 5, and $y$ is {{c2::small}}.\n"
    page.write_text(HEAD + card, encoding="utf-8")

    assert [f.code for f in check(load([tmp_path])) if f.severity == "error"] == []
