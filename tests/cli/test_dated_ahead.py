"""Reviews that are dated after now: the answer and the doctor say so, and what can be done."""

from datetime import timedelta

import pytest
from noon import NOW
from program import Mlsd

LATER = NOW + timedelta(days=400)
DATE = LATER.date().isoformat()


@pytest.mark.parametrize("rating", ["good", "easy"])
def test_an_answer_of_another_time_says_until_when_it_holds(mlsd: Mlsd, rating: str) -> None:
    done = mlsd("answer", "alpha/first", rating, "--at", LATER.isoformat())
    assert f"The answer is dated {DATE}, after now" in done.err
    assert "`mlsd undo` takes it back" in done.err
    now = mlsd("answer", "alpha/first", "good")
    assert f"A review of this card is dated {DATE}, after now" in now.err
    assert "A review of this card" in mlsd("answer", "alpha/first", "good", "--json").err
    assert mlsd("answer", "beta/name", "good").err == ""


def test_the_doctor_names_the_cards_until_they_are_taken_back(mlsd: Mlsd) -> None:
    mlsd("answer", "beta/name", "good")
    mlsd("answer", "alpha/first", "good", "--at", LATER.isoformat())
    told = mlsd("doctor")
    assert told.code == 0
    assert "ahead: the last review of 1 card is dated after now" in told.out
    assert f"alpha/first until {DATE}" in told.out
    assert "All is well" not in told.out
    (found,) = mlsd("doctor", "--json").json["ahead"]
    assert (found["card"], found["reviewed"][:10], found["due"][:10]) == ("alpha/first", DATE, DATE)
    assert mlsd("undo").code == 0
    assert "All is well." in mlsd("doctor").out
    assert mlsd("doctor", "--json").json["ahead"] == []


def test_a_script_that_dates_its_answers_hears_nothing(mlsd: Mlsd) -> None:
    done = mlsd("answer", "alpha/first", "good", "--at", LATER.isoformat(), "--json")
    assert (done.code, done.err) == (0, "")
    soon = NOW + timedelta(hours=20)
    assert mlsd("answer", "beta/name", "good", "--at", soon.isoformat()).err == ""
