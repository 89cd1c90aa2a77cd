import pytest
from hypothesis import given
from hypothesis import strategies as st
from own_time import within

from mlsd_graph.content.markup import Segment, SegmentKind, parser, segments


def cut(source: str) -> list[tuple[str, str]]:
    return [(s.kind.value, s.text) for s in segments(source).segments]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a $x_1$ b $y*z$", [("math", "x_1"), ("math", "y*z")]),
        ("USD $5 and $6", []),
        ("costs $5, sells for $6", []),
        ("$x$2 is no formula", []),
        (r"\$x$ y", []),
        (r"$a \$ b$", [("math", r"a \$ b")]),
        ("$ x$ and $y $", []),
        ("$$x$$", []),
        ("$`[x_{\\min}, |x|]`$", [("math", "[x_{\\min}, |x|]")]),
        ("`$x$` and ``a ` b``", [("code", "$x$"), ("code", "a ` b")]),
        ("` x ` and `  `", [("code", "x"), ("code", "  ")]),
        ("``` unclosed", []),
        ("[[a-b]] [[a|the text]] [[a\\|in a table]]", [
            ("link", "a b"), ("link", "the text"), ("link", "in a table")]),
        ("`[[no-link]]`", [("code", "[[no-link]]")]),
        ("{{c1::rate}} and {{c12::b::which?}}", [("cloze", "rate"), ("cloze", "b")]),
        ("{{c1::rate $x$}}", [("cloze", "rate $x$")]),
        ("$x = {{c1::y}}$", [("cloze", "y")]),
        ("a $x\n\ny$ b", []),
        ("- a $x\n- y$ b", []),
        ("a $x\ny$ b", [("math", "x\ny")]),
        ("| `a\\|b` | $`x|y`$ |", [("code", "a|b"), ("math", "x|y")]),
    ],
)  # fmt: skip
def test_cuts_by_the_rules_of_the_content_format(
    source: str, expected: list[tuple[str, str]]
) -> None:
    assert cut(source) == expected


def test_fences_keep_their_content() -> None:
    source = "a $x$\n\n```math\n\\frac{a}{b} `$y$`\n```\n\n~~~\n[[z]]\n~~~~\nand `c`\n"

    protected = segments(source)

    assert [s.text for s in protected.segments] == ["x", "c"]
    fences = [t for t in parser().parse(protected.text) if t.type == "fence"]
    assert [(f.info, f.content) for f in fences] == [
        ("math", "\\frac{a}{b} `$y$`\n"),
        ("", "[[z]]\n"),
    ]


def test_a_fence_in_a_list_is_left_alone() -> None:
    protected = segments("- item\n  ```python\n  a = '$x$'\n  ```\n- `$x$`")

    assert [s.text for s in protected.segments] == ["$x$"]


def test_hint_number_and_target() -> None:
    cloze, link = segments("{{c2::the log::which term?}} [[two-tower-model]]").segments

    assert (cloze.number, cloze.hint) == (2, "which term?")
    assert (link.target, link.text) == ("two-tower-model", "two tower model")


def test_pieces_find_the_segments_in_parsed_text() -> None:
    protected = segments("**a $x*y$** and `c*`")
    inline = parser().parse(protected.text)[1]

    pieces = [
        piece
        for token in inline.children or []
        if token.type == "text"
        for piece in protected.pieces(token.content)
    ]

    shown = [p if isinstance(p, str) else (p.kind, p.text) for p in pieces]
    assert shown == ["a ", (SegmentKind.MATH, "x*y"), " and ", (SegmentKind.CODE, "c*")]


def test_a_placeholder_in_the_source_is_not_taken_for_ours() -> None:
    protected = segments("\U000f0000 $x$")

    assert "\ufffd" in protected.text
    assert list(protected.pieces("\U000f0005")) == ["\U000f0005"]


def test_raw_html_stays_text() -> None:
    assert "&lt;script&gt;" in parser().render("<script>")


@given(st.text(alphabet="a$`[]|{}c1:\\\n-~> ", max_size=200))
def test_restoring_gives_the_source_back(source: str) -> None:
    protected = segments(source)

    assert protected.restore(protected.text) == source
    assert all(isinstance(s, Segment) and s.source for s in protected.segments)


HOSTILE = ["$a ", "$a", "`", "` ``", "[[a", "{{c1::", "{{c1::a::", "```\n", "> ", "- ", "\\$", "[["]


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_text_costs_linear_time(unit: str) -> None:
    source = unit * (64_000 // len(unit))

    with within(2):
        segments(source)
