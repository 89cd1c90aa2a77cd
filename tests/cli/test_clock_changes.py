"""The two nights a year whose clocks change, through the whole program."""

from datetime import datetime, timedelta

import pytest
from program import Mlsd

# Before the change, at it, right after it, the last second of the study day, the first of the next.
NIGHTS = {
    "Europe/Berlin, back": (
        "2026-10-24T04:00:00+02:00",
        "2026-10-25T02:30:00+02:00",
        "2026-10-25T02:30:00+01:00",
        "2026-10-25T03:59:59+01:00",
        "2026-10-25T04:00:00+01:00",
    ),
    "Europe/Berlin, forward": (
        "2026-03-28T04:00:00+01:00",
        "2026-03-29T01:59:59+01:00",
        "2026-03-29T03:00:00+02:00",
        "2026-03-29T03:59:59+02:00",
        "2026-03-29T04:00:00+02:00",
    ),
    "America/Los_Angeles, back": (
        "2026-10-31T04:00:00-07:00",
        "2026-11-01T01:30:00-07:00",
        "2026-11-01T01:30:00-08:00",
        "2026-11-01T03:59:59-08:00",
        "2026-11-01T04:00:00-08:00",
    ),
    "America/Los_Angeles, forward": (
        "2026-03-07T04:00:00-08:00",
        "2026-03-08T01:59:59-08:00",
        "2026-03-08T03:00:00-07:00",
        "2026-03-08T03:59:59-07:00",
        "2026-03-08T04:00:00-07:00",
    ),
}


@pytest.mark.parametrize("night", NIGHTS)
def test_no_review_is_lost_or_asked_twice_when_the_clocks_change(mlsd: Mlsd, night: str) -> None:
    times = NIGHTS[night]
    zone = {"TZ": night.partition(",")[0]}
    asked: list[str] = []
    for at in times:
        card = mlsd("next", "--json", "--at", at, **zone).json["card"]
        mlsd("answer", card, "easy", "--at", at, **zone)
        asked.append(card)

    assert len(set(asked)) == len(times)
    log = mlsd("log", "--json", **zone).json
    assert [event["at"].replace(".000", "") for event in log] == list(times)
    first, last = times[0][:10], times[-1][:10]
    assert mlsd("stats", "--json", "--at", times[-1], **zone).json["by_day"] == {first: 4, last: 1}
    # Cards of one note come on different study days, however long the day.
    assert not {"alpha/hidden#c1", "alpha/hidden#c2"} <= set(asked[:-1])


@pytest.mark.parametrize("night", NIGHTS)
def test_a_card_comes_at_four_of_its_day_in_the_new_time(mlsd: Mlsd, night: str) -> None:
    before, new = NIGHTS[night][1], NIGHTS[night][-1]
    mlsd("set", "new_per_day", "0")
    answered = mlsd("answer", "beta/name", "easy", "--at", before, "--json").json
    four = datetime.fromisoformat(f"{answered['due'][:10]}T04:00:00{new[-6:]}")
    early = (four - timedelta(seconds=1)).isoformat()

    assert mlsd("next", "--json", "--at", early).json["card"] is None
    assert mlsd("next", "--json", "--at", four.isoformat()).json["card"] == "beta/name"


@pytest.mark.parametrize("night", NIGHTS)
def test_a_learning_step_lasts_as_long_as_it_says(mlsd: Mlsd, night: str) -> None:
    """The hour that comes twice or never is no part of it."""
    before, after = (datetime.fromisoformat(at) for at in NIGHTS[night][1:3])
    answered = mlsd("answer", "beta/name", "good", "--at", before.isoformat(), "--json").json
    due = datetime.fromisoformat(answered["due"])

    assert due - before == timedelta(minutes=10)
    later = (due + timedelta(seconds=1)).astimezone(after.tzinfo).isoformat()
    shown = mlsd("next", "--json", "--at", later).json
    assert (shown["card"], shown["reason"]) == ("beta/name", "between its learning steps")
