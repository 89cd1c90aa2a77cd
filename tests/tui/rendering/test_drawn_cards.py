import pytest

from mlsd_graph.content.records import Card, CardHead, CardKind, Estimate
from mlsd_graph.study import judging
from tui.rendering.cards import Given, back, front


def card(kind: CardKind, question: str = "Q?", answer: str = "A.", **more: object) -> Card:
    head = CardHead(f"page/{kind}", f"page/{kind}", kind, "page", 1, "Name")
    return Card(head, "serving", question, answer, **more)  # pyright: ignore[reportArgumentType]  any field by its name


def answer(
    asked: Card, *, shown: int = 0, given: Given | None = None, context: str = ""
) -> list[str]:
    return back(asked, 60, shown=shown, given=given, context=context).content.plain.split("\n")


def test_a_basic_card_shows_its_answer_and_then_where_it_stands() -> None:
    basic = card(CardKind.BASIC, "What is `x`?", "It is **y**.")

    assert front(basic, 60).content.plain == "What is x?"
    assert answer(basic, context="Page › Name · due") == ["It is y.", "", "Page › Name · due"]


def test_the_front_never_shows_name_or_page() -> None:
    for kind in CardKind:
        shown = front(card(kind, "Ask {{c1::gap}}", cloze=1, items=("one",)), 60).content.plain
        assert "Name" not in shown
        assert "page" not in shown


def test_a_cloze_fills_its_gap_in_place() -> None:
    cloze = card(CardKind.CLOZE, "Rate is {{c1::popular}} and {{c2::rare::how?}}.", "", cloze=2)

    assert front(cloze, 60).content.plain == "Rate is popular and [… how?]."
    assert front(cloze, 60, revealed=True).content.plain == "Rate is popular and rare."
    assert answer(cloze) == [""]


def test_an_ordered_card_shows_as_many_items_as_were_recalled() -> None:
    ordered = card(CardKind.ORDERED, items=("first", "second $x$", "third"))

    assert answer(ordered, shown=1) == ["1. first", "2. …"]
    assert answer(ordered, shown=3) == ["1. first", "2. second x", "3. third"]


def test_a_typed_answer_stands_beside_the_accepted_ones() -> None:
    typed = card(CardKind.TYPED, accepted=("as-of join", "point-in-time join"))

    right = Given("As of join", judging.typed(typed, "As of join"))
    wrong = Given("outer", judging.typed(typed, "outer"))

    accepted = "Accepted: as-of join, point-in-time join"
    assert answer(typed, given=right) == ["You: As of join  (right)", "", accepted]
    assert answer(typed, given=wrong) == ["You: outer  (not that)", "", accepted]
    assert answer(typed) == [accepted]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("100 GB", "right"),
        ("0.15 TB", "right: 1.5× off, within 2× counts"),
        ("300 GB", "near: 2.9× off, within 2× counts"),
        ("1 GB", "not that: 102× off, within 2× counts"),
        ("9e999", "not that: over 1,000,000× off, within 2× counts"),
        ("7 foo", "near: 15× off, within 2× counts; “foo” not read; taken as GB"),
        ("many", "no number found"),
    ],
)
def test_an_estimate_says_how_far_off_it_was(text: str, verdict: str) -> None:
    wanted = Estimate(102.0, "GB", "100e6*256*4/1e9")
    asked = card(CardKind.ESTIMATE, answer="102 GB `= 100e6*256*4/1e9`", estimate=wanted)

    lines = answer(asked, given=Given(text, judging.estimate(asked, text)))

    assert " ".join(lines) == f"You: {text}  ({verdict})  102 GB = 100e6*256*4/1e9"


def test_an_explain_card_leaves_its_items_to_the_checklist() -> None:
    explain = card(CardKind.EXPLAIN, items=("one", "two"))

    assert answer(explain, context="Page › Name · new") == ["Page › Name · new"]


def test_hostile_text_in_what_was_typed_is_only_text() -> None:
    typed = card(CardKind.TYPED, accepted=("[bold]x[/]",))

    lines = answer(typed, given=Given("[@click=app.quit]z[/]\x1b[31m", None))

    assert lines[0] == "You: [@click=app.quit]z[/]\ufffd[31m  (no number found)"
    assert lines[-1] == "Accepted: [bold]x[/]"
