"""A slip of the pen is named as what it is, and not by what follows from it."""

import re
from pathlib import Path

import pytest
from checked_pages import Checked, concept

from mlsd_graph.content.flowchart import FlowchartErrors, parse
from mlsd_graph.mathtext import check

ROOT = Path(__file__).parents[2]
UNARGUED = re.compile(r"\\(?:begin|left)\b")


@pytest.mark.parametrize("blank", ["", "\n"])
def test_a_cards_heading_without_a_blank_is_named(checked: Checked, blank: str) -> None:
    cards = f"\n###Two words\n{blank}Q: And of this?\n\nA: C.\n"

    (found,) = checked({"a": concept("a", cards=cards)})

    assert found.code == "heading-unspaced"
    assert found.message == "`###Two words` is no heading: a blank is missing behind `###`."
    assert found.hint == "Write `### Two words`."
    assert found.line == concept("a", cards=cards).split("\n").index("###Two words") + 1


def test_a_sections_heading_without_a_blank_is_named(checked: Checked) -> None:
    text = concept("a").replace("## Cards", "##Cards")

    first, *rest = checked({"a": text})

    assert (first.code, first.hint) == ("heading-unspaced", "Write `## Cards`.")
    assert first.line == text.split("\n").index("##Cards") + 1
    assert "no-cards" not in {each.code for each in rest}


def test_sources_below_the_cards_without_a_blank_are_named(checked: Checked) -> None:
    text = concept("a") + "\n##Sources\n\n- A (2020). [B](https://example.org)\n"

    assert "heading-unspaced" in {each.code for each in checked({"a": text})}


def test_a_remark_above_the_page_is_no_heading(checked: Checked) -> None:
    assert checked({"a": concept("a").replace("---\n", "---\n##note\n", 1)}) == []


def test_hashes_in_code_make_no_heading(checked: Checked) -> None:
    assert checked({"a": concept("a", "```text\n##Cards\n```\n\n## Good\n")}) == []


@pytest.mark.parametrize("arrow", ["->", "=>", "→"])
def test_another_arrow_is_named(arrow: str) -> None:
    with pytest.raises(FlowchartErrors) as caught:
        parse(f"flowchart TB\nlog[Log]\nrd[Reader]\nlog {arrow}|list| rd\n")

    (fault,) = [each for each in caught.value.faults if each.line == 4]
    assert fault.message == f"`{arrow}` is no arrow of the subset."
    assert "`a -->|label| b`" in fault.hint


def test_a_question_about_a_command_ends_with_its_mark(checked: Checked) -> None:
    (found,) = checked({"a": concept("a", "So $\\topp$ holds.\n")})

    assert found.message.endswith("did you mean \\top?")
    assert "CONTRIBUTING.md" in found.hint


def test_the_commands_that_contributors_are_told_of_can_be_drawn() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    told = text.partition("\nKnown are LaTeX's")[2].partition("\n")[0]
    names = re.findall(r"`(\\?[A-Za-z]+)", told)

    assert len(names) > 30
    for name in names:
        if UNARGUED.match(name):
            continue
        formula = f"{name}{{x}}{{y}}" if name[0] == "\\" else f"\\begin{{{name}}}x\\end{{{name}}}"
        formula = formula.replace("\\begin{array}", "\\begin{array}{l}")
        assert check(formula) is None, formula
