import pytest

from mlsd_graph.content.cards import Draft, read_card
from mlsd_graph.content.records import CardKind
from mlsd_graph.content.report import Report


def read(body: str, heading: str = "Name") -> tuple[Draft | None, list[str]]:
    report = Report("x.md")
    draft = read_card(heading, f"\n{body}", 10, report)
    return draft, [finding.code for finding in report.findings]


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (" Item vectors are computed once.", "basic"),
        (" A list follows.\n\n1. one\n2. two", "basic"),
        ("\n1. one\n2. two\n\nand a word.", "basic"),
        (" `as-of join`, `point-in-time join`", "typed"),
        (" `calibration`", "typed"),
        (" `calibration` is the name.", "basic"),
        (" 102 GB `= 100e6*256*4/1e9`: items.", "estimate"),
        (" 10 % `= 0.02/0.2*100`", "estimate"),
        (" 35 million scores/s `= 300*10e9/86400/1e6`", "estimate"),
        (" ~1,200 replicas `= 1200`", "estimate"),
        ("\n1. one\n2. two\n   more of it\n3. three", "ordered"),
        ("\n\n1) one\n2) two", "ordered"),
        ("\n- [ ] one\n- [ ] two\n- [ ] three\n- [ ] four", "explain"),
        ("\n- one\n- two", "basic"),
    ],
)
def test_the_kind_follows_from_the_form_of_the_answer(answer: str, kind: str) -> None:
    draft, codes = read(f"Q: What?\n\nA:{answer}\n")
    assert codes == []
    assert draft is not None
    assert draft.form.kind.value == kind


def test_parts_of_the_answer_are_read() -> None:
    typed, _ = read("Q: x\n\nA: `a b`, `c`, `c`\n")
    assert typed is not None
    assert typed.form.accepted == ("a b", "c")
    estimate, _ = read("Q: x\n\nA: 1,024 GB/s `= 2**10`\n", "N {within=1.2x}")
    assert estimate is not None
    assert estimate.form.estimate is not None
    assert estimate.form.estimate.value == 1024
    assert estimate.form.estimate.unit == "GB/s"
    assert estimate.form.estimate.expression == "2**10"
    assert estimate.form.estimate.within == 1.2
    ordered, _ = read("Q: x\n\nA:\n1. one\n   more\n2. two\n")
    assert ordered is not None
    assert ordered.form.items == ("one\nmore", "two")


def test_question_and_answer_may_hold_several_blocks() -> None:
    draft, codes = read(
        "Q: one\n\n```python\nA: not a mark\n### nor a heading\n```\n\nA: two\n\nthree\n"
    )
    assert codes == []
    assert draft is not None
    assert draft.question.startswith("one\n\n```python")
    assert draft.answer == "two\n\nthree"


def test_basic_can_be_asked_for() -> None:
    draft, codes = read("Q: x\n\nA: `a`\n", "Name {.basic}")
    assert codes == []
    assert draft is not None
    assert draft.form.kind is CardKind.BASIC


def test_a_cloze_gives_one_card_per_number() -> None:
    draft, codes = read("In {{c3::one}} and {{c1::two::hint}} and {{c3::more}}.\n")
    assert codes == []
    assert draft is not None
    assert draft.clozes == (1, 3)


@pytest.mark.parametrize(
    ("heading", "body", "code"),
    [
        ("Name", "", "card-no-question"),
        ("Name", "Words only.\n", "card-no-question"),
        ("Name", "Q: What?\n", "card-no-answer"),
        ("Name", "Q: What? A: That.\n", "card-no-answer"),
        ("Name", "Q: What?\n\nA:\n", "card-no-answer"),
        ("Name", "Q:\n\nA: That.\n", "card-no-question"),
        ("Name", "A: That.\n", "card-no-question"),
        ("Name", "Q: What?\nA: That.\n", "card-mark"),
        ("Name", "Q: What?\n\n**A:** That.\n", "card-mark"),
        ("Name", "Q: What?\n\n- A: That.\n", "card-mark"),
        ("Name", "Q: What?\n\n A: That.\n", "card-mark"),
        ("Name", "q: What?\n\na: That.\n", "card-mark"),
        ("Name", "Q: What?\n\nA: That.\n\nQ: More?\n\nA: Yes.\n", "card-mark"),
        ("Name", "Words.\n\nQ: What?\n\nA: That.\n", "card-text-before"),
        ("Name", "Q: What?\n\n#### Deeper\n\nA: That.\n", "card-heading"),
        ("Name", "Q: What?\n\n  ### Indented\n\nA: That.\n", "card-heading"),
        ("Name", "Q: What?\n\nTitle\n---\n\nA: That.\n", "card-underline"),
        ("Name", "Q: What?\n\nA: That.\n\n```\nopen\n", "fence-open"),
        ("日本", "Q: What?\n\nA: That.\n", "card-key-empty"),
        ("Name {.typed}", "Q: What?\n\nA: That.\n", "card-attribute"),
        ("Name {within=1.2x}", "Q: What?\n\nA: That.\n", "card-attribute"),
        ("Name", "Q: What?\n\nA: about 10 GB `= 5*2`\n", "estimate-form"),
        ("Name", "Q: What?\n\nA: 10–20 GB `= 5*2`\n", "estimate-form"),
        ("Name", "Q: What?\n\nA: 10 `= 5*2`\n", "estimate-form"),
        ("Name", "Q: Is {{c1::it}}?\n\nA: That.\n", "cloze-with-question"),
        ("Name", "A {{c1::b {{c2::c}} d}}.\n", "cloze-broken"),
        ("Name", "A {{c1::b::c::d}}.\n", "cloze-broken"),
        ("Name", "A {{c1::}}.\n", "cloze-broken"),
        ("Name", "A {{c1::$\\frac{a}{b}}}$.\n", "cloze-broken"),
        ("Name", "A `{{c1::b}}`.\n", "cloze-in-code"),
        ("Name", "A {{c1::b}}.\n\n```\n{{c2::x}}\n```\n", "cloze-in-code"),
        ("Name", "A {{c0::b}}.\n", "cloze-number"),
    ],
)
def test_a_broken_card_is_left_out_with_a_code(heading: str, body: str, code: str) -> None:
    draft, codes = read(body, heading)
    assert draft is None
    assert codes[0] == code


@pytest.mark.parametrize(
    "body", ["Q: What?\nA: That.\n", "Q: What?\n\n**A:** That.\n", "Words\nQ: What?\n\nA: That.\n"]
)
def test_one_mistake_is_one_finding(body: str) -> None:
    assert read(body)[1] == ["card-mark"]


def test_a_finding_names_the_line() -> None:
    report = Report("x.md")
    read_card("Name", "\nQ: What?\nA: That.\n", 10, report)
    assert report.findings[0].line == 12
    assert report.findings[0].hint
