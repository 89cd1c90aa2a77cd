"""The Mermaid subset: what it takes, what it refuses and how it says so."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from own_time import within

from mlsd_graph.content.flowchart import (
    KINDS,
    Arrow,
    Block,
    Fault,
    Flowchart,
    FlowchartErrors,
    Lane,
    parse,
    text,
)

GOOD = """flowchart TB
%% grid: a | c
%% grid: b | d
  subgraph left["Left lane"]
    a([User])
    b[Two words]:::model
  end
  c[(Store)]
  d{{Watch}}:::monitor
  a -->|asks| b
  b --> c
  c -.->|"sampled (1 %)"| d
"""


def faults(source: str, line: int = 1) -> tuple[Fault, ...]:
    with pytest.raises(FlowchartErrors) as caught:
        parse(source, line)
    return caught.value.faults


def bare(chart: Flowchart) -> Flowchart:
    """The chart without the lines it was read from."""
    return chart._replace(
        blocks=tuple(block._replace(line=0) for block in chart.blocks),
        arrows=tuple(arrow._replace(line=0) for arrow in chart.arrows),
        lanes=tuple(lane._replace(line=0) for lane in chart.lanes),
    )


def test_a_chart_is_read_with_its_lines() -> None:
    chart = parse(GOOD, 10)
    assert chart.blocks == (
        Block("a", "User", "actor", "left", 14),
        Block("b", "Two words", "model", "left", 15),
        Block("c", "Store", "store", None, 17),
        Block("d", "Watch", "monitor", None, 18),
    )
    assert chart.arrows[2] == Arrow("c", "d", "sampled (1 %)", dashed=True, line=21)
    assert chart.arrows[2].part == "c-d"
    assert chart.lanes == (Lane("left", "Left lane", 13),)
    assert chart.grid == (("a", "c"), ("b", "d"))


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "column", "says"),
    [
        ("flowchart TB", "flowchart LR", "diagram-syntax", 1, 1, "`flowchart TB`"),
        (":::model", ":::modle", "diagram-kind", 6, 17, "Did you mean `model`?"),
        ("[Two words]:::model", "[(Two words)]:::model", "diagram-shape", 6, 19, "Write `[]`"),
        ("[Two words]:::model", "((Two words))", "diagram-shape", 6, 6, "no known shape"),
        ("[Two words]:::model", "[Two words", "diagram-shape", 6, 6, "Close `[`"),
        ("Two words", "<b>Two</b>", "diagram-label", 6, 7, "plain text"),
        ("Two words", "**Two**", "diagram-label", 6, 7, "plain text"),
        ("Two words", "1. Two", "diagram-label", 6, 7, "plain text"),
        ("Two words", "T#35;wo", "diagram-label", 6, 7, "plain text"),
        ("Two words", "Two\x1b[31m", "diagram-label", 6, 10, "U+001B"),
        ("Two words", "Two\u202ewords", "diagram-label", 6, 10, "U+202E (right-to-left"),
        ("Two words", "日本", "diagram-label", 6, 7, "holds “日”, U+65E5"),
        ("Two words", "Two wo\u200brds", "diagram-label", 6, 13, "holds U+200B (zero width space)"),
        ("Two words", '"Two 🚀"', "diagram-label", 6, 12, "U+1F680 (rocket)"),
        ("|asks|", "|as\u0301ks|", "diagram-label", 10, 11, "holds U+0301"),
        ("Two words", "Two (words)", "diagram-label", 6, 7, "double quotes"),
        ("Two words", "A longer label than the box is", "diagram-label", 6, 7, "30 characters"),
        ("Two words", "Extraordinarily", "diagram-label", 6, 7, "2 lines of 14"),
        ("Two words", "", "diagram-label", 6, 7, "is empty"),
        ("|asks|", "|asks for many things|", "diagram-label", 10, 9, "Shorten it to 18"),
        ("|asks|", "|asks", "diagram-arrow", 10, 8, "not closed"),
        ("a -->|asks| b", "a ---|asks| b", "diagram-arrow", 10, 5, "Write `a --> b`"),
        ("a -->|asks| b", "a -->|asks| b & c", "diagram-arrow", 10, 15, "One arrow a line"),
        ("a -->|asks| b", "a --> b --> d", "diagram-arrow", 10, 9, "One arrow a line"),
        ("a -->|asks| b", "a --> bb", "diagram-arrow", 10, 9, "no block “bb”"),
        ("a -->|asks| b", "a --> left", "diagram-arrow", 10, 9, "is a lane"),
        ("a -->|asks| b", "a --> a", "diagram-arrow", 10, 9, "to itself"),
        ("b --> c", "a -.-> b", "diagram-arrow", 11, 3, "A second arrow"),
        ("c[(Store)]", "c1[(Store)]", "diagram-id", 8, 3, "cannot be an id"),
        ("c[(Store)]", "a-store[(Store)]", "diagram-id", 8, 3, "“a-store” is no id"),
        ("c[(Store)]", "Store[(Store)]", "diagram-id", 8, 3, "is no id"),
        ("c[(Store)]", "left[(Store)]", "diagram-id", 8, 3, "is taken"),
        ("c[(Store)]", "class c big", "diagram-syntax", 8, 3, "not of the subset"),
        ("c[(Store)]", "=> x", "diagram-syntax", 8, 3, "no statement"),
        ("%% grid: b | d", "%% grid: b | dd", "diagram-grid", 3, 14, "which is no block"),
        ("%% grid: b | d", "%% grid: b | a", "diagram-grid", 3, 14, "twice"),
        ("%% grid: b | d", "%% grid: b | .", "diagram-grid", 3, 1, "no place for “d”"),
        ("%% grid: b | d", "%% grid: b | d | .", "diagram-grid", 3, 1, "3 cells"),
        ("%% grid: b | d", "%% grid: b | ", "diagram-grid", 3, 13, "A cell is empty"),
        ("%% grid: b | d", "%% grid b | d", "diagram-grid", 3, 1, "looks like a row"),
        ("%% grid: b | d", "%% grid: c | b\n%% grid: . | d", "diagram-grid", 3, 10, "twice"),
        ("%% grid: b | d", "%%{init: {}}%%", "diagram-syntax", 3, 1, "directive"),
        ('["Left lane"]', "", "diagram-lane", 4, 3, "no id or no title"),
        ("  end\n", "", "diagram-lane", 4, 1, "not closed"),
        ("  end\n", "  end\nend\n", "diagram-lane", 8, 1, "No lane is open"),
        ("c[(Store)]", 'subgraph in["In"]\nend\nc[(S)]', "diagram-lane", 8, 1, "no block"),
        ("a([User])", 'subgraph in["In"]', "diagram-lane", 5, 5, "cannot be nested"),
        ("a([User])", "a([User])\na --> b", "diagram-arrow", 6, 1, "inside a lane"),
        ("d{{Watch}}:::monitor", "d" + "x" * 300, "diagram-syntax", 9, 3, "longer than 200"),
    ],
)
def test_a_fault_says_where_and_what_to_write(  # noqa: PLR0913, PLR0917  the columns of a table
    old: str, new: str, code: str, line: int, column: int, says: str
) -> None:
    source = GOOD.replace(old, new, 1)
    found = faults(source)
    assert (found[0].code, found[0].line, found[0].column) == (code, line, column)
    assert says in f"{found[0].message} {found[0].hint}"
    assert faults(source, 100)[0].line == line + 99


def test_each_unknown_end_of_an_arrow_is_pointed_at() -> None:
    found = faults(GOOD.replace("a -->|asks| b", "router --> nowhere"))
    spots = [(each.line, each.column) for each in found if "no block “" in each.message]
    assert spots == [(10, 3), (10, 14)]


def test_each_wrong_cell_of_a_grid_is_pointed_at() -> None:
    found = faults(GOOD.replace("%% grid: b | d", "  %% grid:  ghost |spook"))
    assert [(each.line, each.column) for each in found[:2]] == [(3, 13), (3, 20)]


def test_a_lane_keeps_foreign_blocks_out_of_its_rectangle() -> None:
    grid = "%% grid: a | c\n%% grid: b | d\n"
    (found,) = faults(GOOD.replace(grid, "%% grid: a\n%% grid: c\n%% grid: b\n%% grid: d\n"))
    assert (found.code, found.line, found.column) == ("diagram-grid", 3, 10)
    assert "“c” stands between" in found.message


def test_a_grid_on_its_way_to_be_mended_may_disagree() -> None:
    source = GOOD.replace("%% grid: b | d", "%% grid: b | gone")
    assert parse(source, unplaced=True).grid == (("a", "c"), ("b", "gone"))


def test_a_wide_chart_may_have_four_columns() -> None:
    source = GOOD.replace(
        "%% grid: a | c\n%% grid: b | d", "%% grid: a | . | c | d\n%% grid: b|.|.|."
    )
    assert "add `%% wide`" in faults(source)[0].hint
    assert parse(source.replace("TB\n", "TB\n%% wide\n")).wide


def test_all_faults_come_at_once_in_order_of_lines() -> None:
    found = faults(GOOD.replace(":::model", ":::x").replace("|asks|", "|<i>|"))
    assert [(fault.code, fault.line) for fault in found] == [
        ("diagram-kind", 6),
        ("diagram-label", 10),
    ]


@pytest.mark.parametrize(
    "source",
    [
        "flowchart TB\n" + "".join(f"b{n}[B]\n" for n in range(1000)),
        "flowchart TB\n" + "x" * 1_000_000,
        "flowchart TB\n" + "[(" * 90 + "\n",
        "flowchart TB\n" + "a -->" * 30 + "\n",
        "%% grid: " + "a|" * 95 + "\n" + "flowchart TB\n" * 100,
        "\n" * 1_000_000,
        "",
        "\0" * 100,
    ],
)
def test_hostile_text_is_refused_quickly(source: str) -> None:
    with within(0.5):
        found = faults(source)
    assert 1 <= len(found) <= 20


def test_too_many_blocks_are_one_fault() -> None:
    blocks = "".join(f"b{n}[B]\n" for n in range(40))
    (found,) = faults(f"flowchart TB\n{blocks}")
    assert (found.code, found.line) == ("diagram-size", 16)


_WORD = st.from_regex(r"[A-Za-z/(é][a-z0-9.,%')-]{0,5}", fullmatch=True)
_LABEL = st.lists(_WORD, min_size=1, max_size=2).map(" ".join)
_KIND = st.sampled_from(list(KINDS))


@st.composite
def charts(draw: st.DrawFn) -> Flowchart:
    """Charts of the subset: lanes of one column each, free blocks in the columns that are left."""
    count = draw(st.integers(4, 14))
    lanes = draw(st.integers(0, 3))
    names = [f"n{n}" for n in range(count)]
    owner = sorted(draw(st.lists(st.integers(0, 3), min_size=count, max_size=count)))
    used = sorted({o for o in owner if o < lanes})
    blocks = tuple(
        Block(name, draw(_LABEL), draw(_KIND), f"l{o}" if o in used else None)
        for name, o in zip(names, owner, strict=True)
    )
    pairs = [*pairwise(names)]
    extra = draw(st.lists(st.tuples(st.sampled_from(names), st.sampled_from(names)), max_size=8))
    pairs = list(dict.fromkeys(p for p in [*pairs, *extra] if p[0] != p[1]))
    arrows = tuple(
        Arrow(a, b, draw(st.one_of(st.just(""), _LABEL)), draw(st.booleans())) for a, b in pairs
    )
    return Flowchart(blocks, arrows, tuple(Lane(f"l{n}", draw(_LABEL)) for n in used))


@given(charts())
@settings(max_examples=150)
def test_what_is_printed_is_read_as_the_same(chart: Flowchart) -> None:
    assert bare(parse(text(chart))) == chart


def test_the_usual_form_is_stable() -> None:
    once = text(parse(GOOD))
    assert text(parse(once)) == once
    assert bare(parse(once)) == bare(parse(GOOD))


@given(st.text(max_size=300), st.booleans())
@settings(max_examples=150)
def test_no_text_brings_the_parser_down(noise: str, started: bool) -> None:  # noqa: FBT001
    found = faults(f"flowchart TB\n{noise}" if started else noise)
    assert all(fault.line and fault.message and fault.hint for fault in found)


def test_the_end_of_a_nested_lane_is_not_blamed_too() -> None:
    nested = GOOD.replace("    a([User])\n", '    subgraph in["In"]\n    a([User])\n    end\n')
    (fault,) = faults(nested)
    assert "cannot be nested" in fault.message


@pytest.mark.parametrize("label", ["<b>(x)</b>", "alert(1)#59;", 'a "<i>"'])
def test_markup_is_not_told_to_go_into_quotes(label: str) -> None:
    (fault,) = faults(GOOD.replace("Two words", label))
    assert "plain text" in fault.hint
