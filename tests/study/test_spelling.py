"""A typed answer is right in any dress and with a typo, and never with another word or number."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlsd_graph.content import load
from mlsd_graph.content.records import Card, CardHead, CardKind
from mlsd_graph.memory.state import Rating
from mlsd_graph.paths import shipped_content
from mlsd_graph.study import judging
from mlsd_graph.study.spelling import NEAR, SAME, likeness


def _shipped() -> Iterator[Card]:
    library = load([shipped_content()], cache=None)
    for name in {head.page for head in library.cards.values() if head.kind is CardKind.TYPED}:
        yield from (card for card in library.page(name).cards if card.kind is CardKind.TYPED)


SHIPPED = sorted(_shipped(), key=lambda card: card.head.uid)
shipped = pytest.mark.parametrize("card", SHIPPED, ids=lambda card: card.head.uid)


def rating(accepted: str, text: str) -> Rating:
    head = CardHead(uid="a/b", note="a/b", kind=CardKind.TYPED, page="a", line=1, name="b")
    card = Card(head=head, domain="serving", question="?", answer="!", accepted=(accepted,))
    return judging.typed(card, text).rating


@pytest.mark.parametrize(
    ("accepted", "text"),
    [
        ("-inf", "−∞"),
        ("−∞", "- Infinity"),
        ("−∞", "minus inf"),
        ("minus infinity", "negative infinity"),
        ("0.75", "0,75"),
        ("0.75", ".75"),
        ("0.75", "75 percent"),
        ("0.75", "3/4"),
        ("1.4", "1,4"),
        ("-0.5", "minus 0.5"),
        ("900", "the 900th"),
        ("1", "one"),
        ("two-phase commit", "2 phase commit"),
        ("HTTP 429", "http429"),
        ("as-of join", "asof join"),
        ("all-to-all", "ALL TO ALL"),
        ("salting the key", "saltingthekey"),
        ("area under the ROC curve", "area-under-roc-curve"),
        ("Simpson's paradox", "simpson’s paradox"),
        ("->", "->"),
    ],
)
def test_the_same_in_another_dress_is_right(accepted: str, text: str) -> None:
    assert rating(accepted, text) is Rating.GOOD


def test_small_numbers_written_as_part_of_a_word_are_no_numbers() -> None:
    assert rating("one-hot encoding", "onehot encoding") is Rating.GOOD
    assert rating("two-tower model", "twotower model") is Rating.GOOD
    assert rating("0.75", "075") is not Rating.GOOD


@pytest.mark.parametrize("text", ["", " ", "?", "-", "∞", "inf", "infinity", "+infinity", "+∞"])
@pytest.mark.parametrize("accepted", ["−∞", "-inf", "minus infinity"])
def test_minus_infinity_is_neither_nothing_nor_its_opposite(accepted: str, text: str) -> None:
    assert rating(accepted, text) is Rating.AGAIN


@pytest.mark.parametrize(
    ("accepted", "text"),
    [
        ("0.75", "0.075"),
        ("0.75", "0.75 %"),
        ("900th", "90th"),
        ("900", "9000"),
        ("0.1", "-0.1"),
        ("0.1", "- 0.1"),
        ("0.1", "0.01"),
        ("1.0", "10"),
        ("HTTP 429", "HTTP 409"),
        ("int8", "fp8"),
        ("L2 regularization", "L1 regularization"),
        ("zero-shot", "few-shot"),
    ],
)
def test_another_number_is_wrong(accepted: str, text: str) -> None:
    assert rating(accepted, text) is Rating.AGAIN


@pytest.mark.parametrize(
    ("accepted", "text"),
    [
        ("invariance test", "variance test"),
        ("oversmoothing", "undersmoothing"),
        ("over-smoothing", "smoothing"),
        ("kappa architecture", "lambda architecture"),
        ("kappa architecture", "lambdaarchitecture"),
        ("tail-based sampling", "head-based sampling"),
        ("self-preference", "preference"),
        ("offline evaluation", "online evaluation"),
        ("stationary", "nonstationary"),
        ("backpressure", "not backpressure"),
        ("supervised learning", "unsupervised learning"),
    ],
)
def test_a_word_in_the_place_of_another_is_wrong_however_long_the_rest(
    accepted: str, text: str
) -> None:
    assert rating(accepted, text) is Rating.AGAIN


@pytest.mark.parametrize(
    ("accepted", "text"),
    [("macro average", "micro average"), ("429", "error 429"), ("point-in-time join", "in time")],
)
def test_what_may_be_another_or_has_words_more_or_less_is_never_right(
    accepted: str, text: str
) -> None:
    assert rating(accepted, text) is not Rating.GOOD


@shipped
def test_each_accepted_answer_is_right_in_any_dress(card: Card) -> None:
    for spelling in card.accepted:
        for dressed in (spelling, spelling.lower(), spelling.upper(), f"`{spelling}`."):
            assert judging.typed(card, dressed).rating is Rating.GOOD, dressed
        if not spelling.startswith(("-", "−")):
            for apart in " ", "-":
                written = re.sub(r"(?<=\w)[ -](?=\w)", apart, spelling)
                assert judging.typed(card, written).rating is Rating.GOOD, written


@shipped
def test_each_accepted_answer_with_a_typo_in_a_word_is_not_wrong(card: Card) -> None:
    for spelling in card.accepted:
        for word in re.finditer(r"[^\W\d_]{5,}", spelling):
            for slip in _slips(word[0]):
                text = spelling[: word.start()] + slip + spelling[word.end() :]
                assert likeness(text, spelling) >= NEAR, text


@shipped
def test_no_card_takes_the_answer_of_another(card: Card) -> None:
    for other in SHIPPED:
        if other is not card:
            for spelling in other.accepted:
                assert judging.typed(card, spelling).rating is Rating.AGAIN, spelling


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_texts_have_a_likeness_and_nothing_is_like_nothing(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) <= 100
    assert likeness("", other) == 0
    assert not one.strip() or likeness(one, one) == 100


def test_the_most_words_and_digits_are_compared_at_once() -> None:
    assert NEAR < SAME
    for text in ("a " * 128, "over " * 51, "9" * 256, "1*" * 128, "-" * 256, "the " * 64):
        assert likeness(text, "point in time correct join") < NEAR


def _slips(word: str) -> Iterator[str]:
    """Drop, double or swap each letter."""
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]
        yield word[: at + 1] + word[at:]
        yield word[:at] + word[at : at + 2][::-1] + word[at + 2 :]
