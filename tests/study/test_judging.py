import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlsd_graph.content.records import Card, CardHead, CardKind, Estimate
from mlsd_graph.memory.state import Rating
from mlsd_graph.study import judging


def card(kind: CardKind, **fields: object) -> Card:
    head = CardHead(uid="a/b", note="a/b", kind=kind, page="a", line=1, name="b")
    return Card(head=head, domain="serving", question="?", answer="!", **fields)  # type: ignore[arg-type]


TYPED = card(CardKind.TYPED, accepted=("as-of join", "point-in-time join"))
SIZE = card(CardKind.ESTIMATE, estimate=Estimate(102, "GB", "100e6*256*4/1e9"))


@pytest.mark.parametrize("text", ["as-of join", "As of JOIN", "asof join", "point in time join"])
def test_an_accepted_spelling_proposes_good_whatever_its_dress(text: str) -> None:
    assert judging.typed(TYPED, text).rating is Rating.GOOD


@pytest.mark.parametrize("text", ["", "hash join", "x" * 100_000])
def test_another_answer_proposes_again(text: str) -> None:
    assert judging.typed(TYPED, text).rating is Rating.AGAIN


def test_the_nearest_spelling_is_named() -> None:
    assert judging.typed(TYPED, "point in time").best == "point-in-time join"


@pytest.mark.parametrize(
    ("text", "rating"),
    [
        ("100 GB", Rating.GOOD),
        ("0.2 TB", Rating.GOOD),
        ("51", Rating.GOOD),
        ("50 GB", Rating.HARD),
        ("400 GB", Rating.HARD),
        ("1 TB", Rating.AGAIN),
        ("0", Rating.AGAIN),
    ],
)
def test_an_estimate_is_right_within_its_factor(text: str, rating: Rating) -> None:
    proposal = judging.estimate(SIZE, text)

    assert proposal is not None
    assert proposal.rating is rating
    assert proposal.best == "102 GB"


def test_an_estimate_without_a_number_is_not_judged() -> None:
    assert judging.estimate(SIZE, "a lot") is None


@pytest.mark.parametrize(
    ("text", "rating"), [("100 foo", Rating.GOOD), ("7 foo", Rating.HARD), ("5 ms", Rating.HARD)]
)
def test_a_unit_that_was_not_read_is_named_and_never_proposed_as_wrong(
    text: str, rating: Rating
) -> None:
    proposal = judging.judge(SIZE, text)

    assert proposal is not None
    assert proposal.rating is rating
    assert proposal.doubt == f"“{text.split()[1]}” not read; taken as GB"


@given(
    st.one_of(
        st.text(max_size=60), st.from_regex(r"-?[0-9.]{1,9}( ?[xe^*] ?10?\^?-?[0-9]{1,6}){0,3}")
    ),
    st.sampled_from([102.0, 0.0, -3.0, 1e-12, 1e300]),
)
def test_what_is_said_of_any_estimate_is_a_factor_from_one(text: str, value: float) -> None:
    proposal = judging.judge(card(CardKind.ESTIMATE, estimate=Estimate(value, "GB", "1")), text)

    if proposal is not None:
        assert proposal.score >= 1
        assert re.fullmatch(r"[1-9][\d,.]*×|over 1,000,000×", judging.off_by(proposal.score))


def test_an_answer_that_judging_fails_on_is_left_to_the_learner() -> None:
    broken = card(CardKind.ESTIMATE, estimate=Estimate("100", "GB", "1"))  # type: ignore[arg-type]

    proposal = judging.judge(broken, "100 GB")

    assert proposal is not None
    assert (proposal.rating, proposal.doubt) == (Rating.GOOD, "not judged: grade it yourself")


@pytest.mark.parametrize(
    ("ticked", "total", "rating"),
    [
        (5, 5, Rating.EASY),
        (4, 5, Rating.GOOD),
        (3, 5, Rating.HARD),
        (2, 5, Rating.AGAIN),
        (2, 4, Rating.HARD),
        (0, 4, Rating.AGAIN),
    ],
)
def test_ticks_propose_a_grade(ticked: int, total: int, rating: Rating) -> None:
    assert judging.explained(ticked, total) is rating


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (20 / 86400, "<1m"),
        (1 / 1440, "1m"),
        (10 / 1440, "10m"),
        (0.25, "6h"),
        (1, "1d"),
        (30, "30d"),
        (64, "2.1mo"),
        (511, "1.4y"),
    ],
)
def test_intervals_read_as_on_a_button(days: float, text: str) -> None:
    assert judging.interval_text(days) == text
