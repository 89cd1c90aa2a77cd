"""What is written almost right and would be lost without a word."""

from pathlib import Path

import pytest
from checked_pages import FRONT, Checked, concept

from mlsd_graph.check import check
from mlsd_graph.content import load
from mlsd_graph.content.records import STEP_TITLES, Severity


@pytest.mark.parametrize(
    ("heading", "meant"),
    [
        ("## Prerequisite\n- [[b]]: why\n", "Prerequisites"),
        ("## Prerequisits\n- [[b]]: why\n", "Prerequisites"),
        ("## prerequisites\nYou know [[b]].\n", "Prerequisites"),
        ("## Contrast\n- [[b]]: why\n", "Contrasts"),
        ("## **Contrasts:**\n- [[b]]: why\n", "Contrasts"),
        ("## Free\n\n### Prerequisites\n- [[b]]: why\n", "Prerequisites"),
    ],
)
def test_a_heading_near_a_sections_is_named(checked: Checked, heading: str, meant: str) -> None:
    (found,) = checked({"a": concept("a", heading), "b": concept("b")})

    assert (found.code, found.severity) == ("heading-near", Severity.ERROR)
    assert f"`## {meant}`" in found.hint
    assert found.line == 9 + 2 * heading.startswith("## Free")


@pytest.mark.parametrize("wrong", ["## cards", "## Card", "## CARDS:"])
def test_lost_cards_are_one_finding(checked: Checked, wrong: str) -> None:
    (found,) = checked({"a": concept("a").replace("## Cards", wrong)})

    assert (found.code, found.severity) == ("heading-near", Severity.ERROR)
    assert "`## Cards`" in found.hint


@pytest.mark.parametrize("wrong", ["## Source", "## sources"])
def test_lost_sources_are_one_finding(checked: Checked, wrong: str) -> None:
    (found,) = checked({"a": concept("a").replace("## Sources", wrong)})

    assert found.code == "heading-near"


def test_a_free_section_that_only_sounds_like_one_is_left_alone(checked: Checked) -> None:
    body = "## Contracts\n\nA schema is one.\n\n## Sources of error\n\n### Sources\n\nNoise.\n"
    found = checked({"a": concept("a", body)})

    assert [(f.code, f.severity) for f in found] == [("heading-near", Severity.ADVICE)]
    assert "“Contracts”" in found[0].message


@pytest.mark.parametrize("wrong", ["## Source", "## sources", "## Evaluate offline & online"])
def test_a_misspelt_section_of_a_case_study_is_one_finding(checked: Checked, wrong: str) -> None:
    titles = [*STEP_TITLES.values(), "Sources", "Cards"]
    meant = "## Evaluate offline and online" if "Eval" in wrong else "## Sources"
    text = "---\ntitle: C\nlevel: core\n---\nP.\n\n" + "\n\n".join(f"## {t}" for t in titles)
    found = checked({"case-studies/c.md": text.replace(meant, wrong) + "\n"})
    errors = [f for f in found if f.severity is Severity.ERROR]

    assert [(f.code, f.hint) for f in errors] == [
        ("section-unknown", f"Did you mean `{meant}`? Write it exactly so.")
    ]


def test_a_card_may_be_called_like_a_section(checked: Checked) -> None:
    assert checked({"a": concept("a", cards="\n### Sources\nQ: Whence?\n\nA: There.\n")}) == []


def test_a_page_that_is_left_out_is_said_once(checked: Checked) -> None:
    case = "---\ntitle: C\nlevel: [core\n---\nP.\n"
    found = checked(
        {
            "a": concept("a", "## Prerequisites\n- [[b]]: x\n\n## Contrasts\n- [[b]]: x\n"),
            "b": concept("b").replace("title: T", "title: 'T"),
            "c": concept("c", "See [[b]].\n"),
            "case-studies/case.md": case,
            "case-studies/other.md": "---\ntitle: C\nlevel: core\n---\nP.\n",
        }
    )

    assert [(f.path[-4:], f.code) for f in found if "other" not in f.path] == [
        ("e.md", "yaml"),
        ("b.md", "yaml"),
    ]


def test_cards_that_all_have_an_error_are_not_missing_too(checked: Checked) -> None:
    (found,) = checked({"a": concept("a").replace("A: B.", "B.")})

    assert found.code == "card-no-answer"


def test_an_item_inside_an_item_is_not_folded_into_its_reason(checked: Checked) -> None:
    body = "## Prerequisites\n- [[b]]: x\n  - [[c]]: y\n"
    (found,) = checked({"a": concept("a", body), "b": concept("b"), "c": concept("c")})

    assert (found.code, found.line, found.severity) == ("item-nested", 11, Severity.ERROR)


@pytest.mark.parametrize(
    ("written", "column"),
    [
        ("See [[]].", 5),
        ("See [[ |words]].", 5),
        ("[[b|one|two]]", 1),
        ("Half [[b] closed", 6),
        ("$x\n+ y$ and [[]]", 10),
    ],
)
def test_a_link_that_cannot_be_meant_so_is_an_error(
    checked: Checked, written: str, column: int
) -> None:
    (found,) = checked({"a": concept("a", f"{written}\n"), "b": concept("b")})

    assert (found.code, found.severity, found.column) == ("link-form", Severity.ERROR, column)
    assert found.line == 9 + written.count("\n")


def test_brackets_that_are_no_link_are_left_alone(checked: Checked) -> None:
    body = "`[[]]` and \\[[]] and [[1, 2], [3]] and\n\n```\n[[a|b|c]] [[]]\n```\n"
    assert checked({"a": concept("a", body)}) == []


def test_a_file_with_another_ending_is_not_passed_over(tmp_path: Path) -> None:
    folder = tmp_path / "concepts" / "serving"
    folder.mkdir(parents=True)
    (folder / "a.md").write_text(concept("a"))
    for name in ("b.MD", "c.markdown", ".hidden.MD", "d.txt"):
        (folder / name).write_text("x")

    found = check(load([tmp_path]))

    assert [(f.path[-10:], f.code, f.severity) for f in found] == [
        ("rving/b.MD", "stray-file", Severity.WARNING),
        ("c.markdown", "stray-file", Severity.WARNING),
    ]
    assert [f.hint for f in found] == ["Rename it to b.md.", "Rename it to c.md."]


@pytest.mark.parametrize(
    ("folder", "hint"),
    [
        ("retreival", "Did you mean retrieval/?"),
        ("Retrieval", "Did you mean retrieval/?"),
        ("feature stores", "Name the folder feature-stores/: lower case and hyphens."),
    ],
)
def test_a_folder_that_is_almost_a_domain_is_advised_of(
    checked: Checked, folder: str, hint: str
) -> None:
    page = f"---\n{FRONT}---\n" + concept("x").partition("---\n")[2].partition("---\n")[2]
    pages = {f"concepts/retrieval/r{n}.md": concept(f"r{n}") for n in range(2)}
    found = checked({f"concepts/{folder}/x.md": page, **pages, "s": concept("s")})

    assert [(f.code, f.severity, f.hint) for f in found] == [("domain-near", Severity.ADVICE, hint)]
