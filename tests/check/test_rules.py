import pytest
from checked_pages import Checked, concept

from mlsd_graph.check.wording import words
from mlsd_graph.content.records import Severity

LONG = " ".join(["word"] * 61)


def test_good_content_has_no_findings(checked: Checked) -> None:
    assert checked({"a": concept("a"), "b": concept("b", "See [[a]].\n")}) == []


def test_an_unknown_id_gets_the_nearest_one(checked: Checked) -> None:
    (found,) = checked({"a": concept("a", "x [[feature-stor]]\n"), "feature-store": concept("f")})
    assert found.code == "unknown-id"
    assert found.severity is Severity.ERROR
    assert (found.line, found.column) == (9, 3)
    assert found.hint == "Did you mean feature-store?"


def test_a_planned_or_former_id_is_advice(checked: Checked) -> None:
    front = "title: T\nkind: technique\nlevel: core\nsteps: [serving]\nformerly: [old]\n"
    found = checked(
        {
            "a": concept("a", "[[soon]] and [[old]]\n"),
            "new": concept("n", front=front),
            "x/../planned.md": "- soon: Soon\n",
        }
    )
    assert [(f.code, f.severity) for f in found] == [
        ("planned-link", Severity.ADVICE),
        ("former-id", Severity.ADVICE),
    ]


def test_a_cycle_is_written_out(checked: Checked) -> None:
    def needs(name: str) -> str:
        return f"## Prerequisites\n- [[{name}]]: why\n"

    (found,) = checked(
        {
            "a": concept("a", needs("c")),
            "b": concept("b", needs("a")),
            "c": concept("c", needs("b")),
        }
    )
    assert found.code == "cycle"
    assert found.message == "Prerequisites form a cycle: b → c → a → b."
    assert found.path.endswith("/b.md")
    assert (found.line, found.column) == (10, 3)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("## Contrasts\n- [[b]]: why\n", "relation-doubled"),
        ("## Prerequisites\n- [[a]]: why\n", "relation-self"),
        ("## Prerequisites\n- [[set]]: why\n", "relation-kind"),
        ("## Prerequisites\n- [[b]]\n", "reason-missing"),
        ("## Prerequisites\n- [[b]]: x\n- [[b]]: y\n", "relation-doubled"),
        (
            "## Prerequisites\n" + "".join(f"- [[p{n}]]: x\n" for n in range(5)),
            "too-many-prerequisites",
        ),
        ("$\\nonsense{x}$ and more\n", "formula"),
        ("```math\n\\frac{a\n```\n", "formula"),
        ("[[Not An Id]]\n", "link-form"),
    ],
)
def test_a_page_with_a_fault_gets_that_error(checked: Checked, body: str, code: str) -> None:
    set_page = "---\ntitle: S\nmembers: [a, b, p0]\nquestion: What?\n---\nWords.\n"
    others = {f"p{n}": concept(f"p{n}") for n in range(5)}
    found = checked(
        {
            "a": concept("a", body),
            "b": concept("b", "## Contrasts\n- [[a]]: why\n"),
            "contrasts/set.md": set_page,
            **others,
        }
    )
    assert [f.code for f in found] == [code]
    assert found[0].severity is Severity.ERROR
    assert found[0].message.endswith((".", "?"))


@pytest.mark.parametrize(
    ("card", "code", "severity"),
    [
        ("Q: How much?\n\nA: 12 GB `= 5*2`\n", "arithmetic", "error"),
        ("Q: How much?\n\nA: 12 GB `= 5*x`\n", "arithmetic-form", "error"),
        ("Q: How much?\n\nA: 12 GB `= 9**9**9**9`\n", "arithmetic-form", "error"),
        ("Q: See [[a]]?\n\nA: Yes.\n", "link-in-question", "error"),
        ("A {{c1::word}} of [[a]].\n", "link-in-question", "error"),
        ("Q: What  of A?\n\nA: B.\n", "question-equal", "error"),
        ("Q: Which three?\n\nA:\n- [ ] a\n- [ ] b\n- [ ] c\n", "explain-items", "warning"),
        (f"Q: {LONG}?\n\nA: B.\n", "question-long", "warning"),
        (f"Q: Why so?\n\nA: {LONG}\n", "answer-long", "warning"),
        ("Q: Order?\n\nA:\n" + "".join(f"{n}. x\n" for n in range(1, 8)), "answer-long", "warning"),
        ("Q: Against?\n\nA: B.\n", None, ""),
    ],
)
def test_a_card_with_a_fault_gets_that_finding(
    checked: Checked, card: str, code: str | None, severity: str
) -> None:
    found = checked({"a": concept("a", cards=f"\n### Two\n{card}")})
    assert [(f.code, f.severity.value) for f in found] == ([(code, severity)] if code else [])
    assert all(f.line >= 16 for f in found)


def test_near_questions_are_advice_and_both_are_named(checked: Checked) -> None:
    ask = "Q: A tower scores {} items in ten milliseconds, and what makes it so?\n\nA: B.\n"
    found = checked(
        {"a": concept("a", cards=f"\n### Two\n{ask.format(100)}\n### Three\n{ask.format(200)}")}
    )
    assert [(f.code, f.severity) for f in found] == [("question-near", Severity.ADVICE)]
    assert "a/two" in found[0].message


def test_a_concept_without_sources_cards_or_summary_is_warned_of(checked: Checked) -> None:
    front = "title: T\nkind: technique\nlevel: core\nsteps: [serving]\n"
    found = checked({"a": f"---\n{front}---\n", "b": concept("b").replace("A summary.", LONG)})
    assert [(f.path[-4:], f.code) for f in found] == [
        ("a.md", "no-cards"),
        ("a.md", "no-sources"),
        ("a.md", "summary-missing"),
        ("b.md", "summary-long"),
    ]
    assert {f.severity for f in found} == {Severity.WARNING}


def test_a_set_and_a_track_name_what_exists(checked: Checked) -> None:
    found = checked(
        {
            "a": concept("a"),
            "contrasts/s.md": "---\ntitle: S\nmembers: [a, nope]\nquestion: Q?\n---\nx\n",
            "tracks/t.md": "---\ntitle: T\naudience: all\ncase_studies: [a]\n---\nx\n",
        }
    )
    assert [f.code for f in found] == ["too-few-members", "unknown-id", "relation-kind"]


def test_a_case_study_reaches_what_it_needs(checked: Checked) -> None:
    case = "---\ntitle: C\nlevel: core\n---\nP.\n\n## Clarify requirements\n\n[[a]]\n"
    found = checked(
        {
            "a": concept("a", "## Prerequisites\n- [[b]]: x\n"),
            "b": concept("b"),
            "c": concept("c"),
            "case-studies/case.md": case,
        }
    )
    assert [f.path[-5:] for f in found if f.code == "unreached"] == ["/c.md"]
    assert "checklist-missing" in [f.code for f in found if f.severity is Severity.WARNING]


def test_what_breaks_silently_elsewhere_is_an_error(checked: Checked) -> None:
    table = "| a |\n|---|\n| [[a|A]] `[[a|x]]` [[a\\|A]] |\n\nUnderlined\n---\n\n"
    found = checked(
        {
            "a": concept("a", table),
            "concepts/b.md": concept("b"),
            "framework/other.md": "---\ntitle: T\nminutes: 5\n---\nx\n",
            "concept/c.md": concept("c"),
            "x/../notes.md": "x",
            "x/../README.md": "x",
        }
    )
    assert [(f.code, f.line, f.column) for f in found] == [
        ("stray-file", 1, 1),
        ("domain-missing", 1, 1),
        ("link-in-table", 11, 3),
        ("heading-underlined", 14, 1),
        ("framework-step", 1, 1),
        ("stray-file", 1, 1),
    ]


def test_words_in_code_and_formulas_do_not_count() -> None:
    assert words("One `two three` $x + y$ [[four-five|six seven]] – {{c1::eight}}, 9!") == 5
    assert words("One\n\n```python\ntwo three\n```\n\nfour") == 2


def test_findings_come_sorted_and_once(checked: Checked) -> None:
    found = checked({"b": concept("b", "[[x-x]] [[y-y]]\n"), "a": concept("a", "[[z-z]]\n")})
    assert [(f.path[-4:], f.column) for f in found] == [("a.md", 1), ("b.md", 1), ("b.md", 9)]
