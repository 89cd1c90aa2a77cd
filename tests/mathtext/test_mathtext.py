import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from own_time import within

from mlsd_graph import mathtext
from mlsd_graph.content.markup import SegmentKind, parser, segments
from mlsd_graph.mathtext import MathError
from mlsd_graph.mathtext.alphabets import cells
from mlsd_graph.mathtext.symbols import COMMANDS, NOT_IN_MATHJAX

HERE = Path(__file__).parent
CONTENT = HERE.parents[1] / "content"


def fixtures(name: str) -> list[tuple[str, str, str]]:
    """Read title / . / input / . / expected / . as markdown-it-py's fixtures are written."""
    text = (HERE / f"{name}.txt").read_text(encoding="utf-8")
    found = re.findall(r"(?m)^(.+)\n\.\n([\s\S]*?)\n\.\n([\s\S]*?)\n\.$", text)
    return [(title, tex, expected) for title, tex, expected in found]


def titled(name: str) -> list[object]:
    return [pytest.param(tex, want, id=title) for title, tex, want in fixtures(name)]


@pytest.mark.parametrize(("tex", "expected"), titled("inline"))
def test_one_line(tex: str, expected: str) -> None:
    assert mathtext.inline(tex) == expected


@pytest.mark.parametrize(("tex", "expected"), titled("display"))
def test_two_dimensions(tex: str, expected: str) -> None:
    assert "\n".join(mathtext.display(tex)) == expected


def test_both_fixture_files_cover_the_same_formulas() -> None:
    assert [f[:2] for f in fixtures("inline")] == [f[:2] for f in fixtures("display")]
    assert len(fixtures("inline")) >= 40


@pytest.mark.parametrize(
    ("tex", "command", "told"),
    [
        (r"\lamda", r"\lamda", r"did you mean \lambda?"),
        (r"\argmax_x", r"\argmax", r"\operatorname{argmax}"),
        (r"\frac{a}", "", "ends too early"),
        (r"{a", "{", "never closed"),
        ("a}", "}", "unexpected }"),
        ("a & b", "&", "inside an environment"),
        ("50%", "%", r"\%"),
        ("a $ b", "$", r"\$"),
        (r"\text{a $b$}", "$", r"\$"),
        (r"x^1^2", "^", "two ^"),
        (r"\left( a", r"\left", r"\right"),
        (r"\begin{cases} a", r"\begin", r"\end{cases}"),
        (r"\begin{tikz} a \end{tikz}", r"\begin{tikz}", "cases"),
        (r"\href{javascript:x}{y}", r"\href", "unknown command"),
        ("\\", "\\", "backslash"),
        ("\x1b[31m", "", "U+001B"),
        ("a\u202eb", "", "U+202E"),
    ],
)
def test_what_cannot_be_drawn_is_named(tex: str, command: str, told: str) -> None:
    error = mathtext.check(tex)

    assert error is not None
    assert error.command == command
    assert told in str(error)


def test_an_error_says_where() -> None:
    error = mathtext.check(r"a + b \foo c")

    assert error is not None
    assert error.at == 6


def test_a_good_formula_has_no_error() -> None:
    assert mathtext.check(r"\frac{a}{b}") is None


def test_every_single_command_can_be_drawn() -> None:
    assert [c for c in COMMANDS if mathtext.check(f"a \\{c} b")] == []


def test_no_advice_names_a_command_that_works_already() -> None:
    assert not set(NOT_IN_MATHJAX) & set(COMMANDS)


HOSTILE = [
    "{" * 10_000, "{" * 2000, r"\frac{" * 600, r"\hat" * 1000, "x^" * 1500, r"\left(" * 500,
    r"\sqrt[" * 500, "a_{" * 1300, r"\begin{matrix}" * 200, r"\begin{matrix}" + "a\\\\" * 1000,
    r"\begin{matrix}" + "a&" * 1000, "'" * 4000, r"\frac{a}{b}" * 370, "x^1" * 1300, "a+" * 2047,
    r"\middle|" * 400, "\\text{" + "a" * 4000, "^" * 4000, "}" * 4000, r"\sqrt{" * 24 + "}" * 24,
]  # fmt: skip


@pytest.mark.parametrize("tex", HOSTILE, ids=lambda tex: f"{tex[:12]}x{len(tex)}")
def test_hostile_formulas_end_soon(tex: str) -> None:
    with within(2):
        error = mathtext.check(tex)

    assert error is None or isinstance(error, MathError)


PARTS = [
    "\\frac", "\\sqrt", "\\sum", "\\left(", "\\right)", "\\hat", "\\text{a b}", "\\begin{cases}",
    "\\end{cases}", "\\\\", "&", "{", "}", "^", "_", "x", "12", "+", "=", "(", ")", "'", "\\,",
    "\\quad", "\\middle|", "\\max", "\\mathbf", "\\underbrace", "\\binom", "[", "]", "/", "|",
]  # fmt: skip


@given(st.lists(st.sampled_from(PARTS), max_size=40))
@settings(max_examples=500)
def test_any_input_is_drawn_or_refused(parts: list[str]) -> None:
    tex = " ".join(parts)

    if mathtext.check(tex) is not None:
        with pytest.raises(MathError):
            mathtext.inline(tex)
    else:
        assert "\n" not in mathtext.inline(tex)
        assert all("\n" not in line for line in mathtext.display(tex, 20))


@given(st.text(max_size=60))
def test_any_text_is_drawn_or_refused_with_a_reason(tex: str) -> None:
    error = mathtext.check(tex)

    assert error is None or error.message


def test_a_wide_formula_is_broken_at_quads_and_relations() -> None:
    tex = r"q = a + b + c + d + e, \qquad s = \frac{x_{\max} - x_{\min}}{2^b - 1}"

    lines = mathtext.display(tex, 24)

    assert max(map(cells, lines)) <= 24
    assert lines[:2] == ["q = a + b + c + d + e,", ""]


def test_a_long_sum_continues_with_its_operator() -> None:
    lines = mathtext.display(r"y = aaaaaa + bbbbbb + cccccc = dddddd", 20)

    assert lines == ["y = aaaaaa + bbbbbb", "     + cccccc", "     = dddddd"]


def test_cells_count_what_a_terminal_shows() -> None:
    assert cells("T̃ + 漢") == 6
    assert cells("x̅y̅") == 2


def shipped_formulas() -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for path in sorted(CONTENT.rglob("*.md")):
        protected = segments(path.read_text(encoding="utf-8"))
        inline = [s.text for s in protected.segments if s.kind is SegmentKind.MATH]
        tokens = parser().parse(protected.text)
        display = [t.content for t in tokens if t.type == "fence" and t.info.strip() == "math"]
        found += [(path.name, tex) for tex in inline + display]
    return found


def test_every_formula_of_the_shipped_content_can_be_drawn() -> None:
    errors = [(name, tex, str(e)) for name, tex in shipped_formulas() if (e := mathtext.check(tex))]

    assert errors == []
