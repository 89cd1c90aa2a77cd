"""Arithmetic of estimates: what is evaluated, and what becomes of a card that is wrong."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlsd_graph.content import arithmetic, load
from mlsd_graph.content.arithmetic import comes_out, evaluate

_NUMBERS = st.sampled_from(["1", "86400", "0.02", "1e9", "2.5E-3", "300", "999999999999"])
_PRODUCTS = st.lists(st.tuples(st.sampled_from([" * ", "*", "/", "/ "]), _NUMBERS), max_size=8)


@pytest.mark.parametrize(
    ("expression", "value"),
    [("100e6*256*4/1e9", 102.4), ("-(2 - 5)**2", -9), ("2**-1", 0.5), ("7 − 2", 5), ("+3", 3)],
)
def test_arithmetic_is_evaluated(expression: str, value: float) -> None:
    assert evaluate(expression) == pytest.approx(value)


@pytest.mark.parametrize(
    "expression",
    ["", "1/0", "9**9**9", "1e308*10", "__import__('os')", "1 if 1 else 2", "(-8)**0.5", "1j",
     "True", "10**400", "9" * 400, "(" * 190 + "1" + ")" * 190 + "+",
     "1+" * 300 + "1", "a.b", "1 < 2"],
)  # fmt: skip
def test_what_is_no_arithmetic_is_refused(expression: str) -> None:
    with pytest.raises(ValueError, match=r"arithmetic"):
        evaluate(expression)


@given(_NUMBERS, _PRODUCTS)
def test_a_plain_product_gives_what_the_parser_gives(
    first: str, rest: list[tuple[str, str]]
) -> None:
    written = first + "".join(sign + number for sign, number in rest)

    assert evaluate(written) == arithmetic._parsed(written)


def test_a_number_comes_out_within_five_percent() -> None:
    assert comes_out(102, "100e6*256*4/1e9")
    assert comes_out(104.9, "100")
    assert not comes_out(106, "100")


_PAGE = """---
title: T
kind: metric
level: core
steps: [data]
---
Summary.

## Cards

### Right
Q: How much?

A: 10 GB `= 5*2`

### Wrong
Q: How much?

A:
{answer}

### Other
Q: What?

A: That.
"""


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ("12 GB `= 5*2`", "arithmetic"),
        ("12 GB `= 5*x`", "arithmetic-form"),
        ("12 GB `= 5/0`", "arithmetic-form"),
    ],
)
@pytest.mark.parametrize("below", [True, False])
def test_a_wrong_number_is_never_asked_and_the_rest_is(
    tmp_path: Path, answer: str, code: str, *, below: bool
) -> None:
    path = tmp_path / "concepts" / "data" / "a.md"
    path.parent.mkdir(parents=True)
    text = _PAGE.format(answer=answer)
    path.write_text(text if below else text.replace("A:\n12", "A: 12"), encoding="utf-8")
    library = load([tmp_path])

    assert list(library.cards) == ["a/right", "a/other"]
    assert [card.uid for card in library.page("a").cards] == ["a/right", "a/other"]
    (found,) = library.findings
    assert (found.code, found.line) == (code, 19 + below)
