"""Every estimate of the shipped content takes its own answer, however a person would write it."""

import re
from collections.abc import Iterator

import pytest

import mlsd_graph
from mlsd_graph.content.records import Card, CardKind
from mlsd_graph.memory.state import Rating
from mlsd_graph.study import judging

WORDS = {
    "GB": "gigabytes", "MB": "megabytes", "TB": "terabytes", "Gbit": "gigabits",
    "ms": "milliseconds",
    "s": "seconds", "h": "hours", "min": "minutes", "%": "percent", "percent": "per cent",
    "USD": "dollars", "dollars": "USD", "GFLOP": "gigaflops", "TFLOP": "teraflops",
    "MFLOP": "megaflops", "million": "m", "thousand": "k", "billion": "bn", "trillion": "t",
    "hours": "h", "minutes": "min", "seconds": "sec", "requests": "reqs", "times": "x",
    "km": "kilometres",
}  # fmt: skip


@pytest.fixture(scope="module")
def estimates() -> list[Card]:
    library = mlsd_graph.load().library
    return [
        library.card(uid) for uid, head in library.cards.items() if head.kind is CardKind.ESTIMATE
    ]


def _number(value: float) -> str:
    return f"{value:.12g}" if "e" not in f"{value:.12g}" else f"{value:.15f}".rstrip("0")


def _spellings(value: float, unit: str) -> Iterator[str]:
    number = _number(value)
    grouped = f"{int(value):,}" if value == int(value) else number
    worded = re.sub(r"[^\W\d_]+|%", lambda word: WORDS.get(word[0], word[0]), unit)
    for said in (unit, unit.lower(), worded, re.sub(r"/s\b", " per second", unit)):
        yield from (f"{number} {said}", f"{grouped} {said}", f"about {number} {said}")
        if not said[:1].isdigit():
            yield f"{number}{said}"
    yield from (number, grouped, grouped.replace(",", " "), f"{value:.10e}", f"~{number} {unit}?")


def _rating(card: Card, text: str) -> Rating:
    proposal = judging.judge(card, text)
    assert proposal is not None, text
    assert not proposal.doubt, (card.uid, text, proposal)
    return proposal.rating


def test_the_right_number_is_right_in_every_spelling(estimates: list[Card]) -> None:
    assert len(estimates) > 500
    wrong = [
        (card.uid, text)
        for card in estimates
        if card.estimate
        for text in _spellings(card.estimate.value, card.estimate.unit)
        if _rating(card, text) is not Rating.GOOD
    ]

    assert wrong == []


def test_ten_times_off_is_wrong_in_every_spelling(estimates: list[Card]) -> None:
    right = [
        (card.uid, text)
        for card in estimates
        if card.estimate
        for factor in (10, 0.1)
        for text in _spellings(card.estimate.value * factor, card.estimate.unit)
        if _rating(card, text) is Rating.GOOD
    ]

    assert right == []


def test_the_arithmetic_of_an_estimate_answers_it_where_it_is_a_product(
    estimates: list[Card],
) -> None:
    products = [
        card
        for card in estimates
        if card.estimate and re.fullmatch(r"[\d.eE*/ ]+", card.estimate.expression)
    ]

    assert len(products) > 100
    for card in products:
        assert card.estimate is not None
        assert _rating(card, card.estimate.expression) is Rating.GOOD, card.uid
