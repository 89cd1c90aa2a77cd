"""Months of answers in the real Anki engine against ours: days, steps, intervals and memory."""

import json
import os
import random
import subprocess
import sys
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from mlsd_graph.memory import (
    CardState,
    Phase,
    Rating,
    Settings,
    apply,
    elapsed,
    fsrs6,
    preview,
    study_day,
)

HERE = Path(__file__).parent
PLAIN = Settings(fuzz=False, load_balance=False)
PHASES = {"learning": Phase.LEARNING, "review": Phase.REVIEW, "relearning": Phase.RELEARNING}
Planned = list[list[Any]]
"""Rows of [UTC ms, card, rating]."""
Lived = tuple[str, Planned, dict[str, Any]]
MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000


def answers(seed: str, cards: int = 40) -> Planned:
    """Answer cards over 200 days that hold a change of clocks, often around 04:00."""
    rng = random.Random(seed)  # noqa: S311  seeded test data
    start = int(datetime(2026, 9, 1, 15, tzinfo=UTC).timestamp() * 1000)
    gaps = (MINUTE, 10 * MINUTE, 8 * HOUR, 20 * HOUR, 24 * HOUR, int(1.2 * DAY), 5 * DAY, 15 * DAY)
    planned = []
    for n in range(cards):
        at = start + rng.randrange(120 * DAY)
        for _ in range(rng.randint(3, 14)):
            planned.append([at, f"card-{n}", rng.choices((1, 2, 3, 4), (3, 2, 7, 1))[0]])
            at += rng.choice(gaps) + rng.randrange(40 * MINUTE)
            if rng.random() < 0.3:  # to within half an hour of 04:00 in some zone
                at += HOUR * rng.randrange(24) - at % HOUR + rng.randrange(-1000, 1000)
    planned.sort()
    for earlier, later in pairwise(planned):
        later[0] = max(later[0], earlier[0] + 1)
    return planned


@pytest.fixture(
    scope="module",
    params=["UTC", "Europe/Berlin", "America/Los_Angeles", "Asia/Kolkata", "Australia/Lord_Howe"],
)
def lived(request: pytest.FixtureRequest, engine_clock: Path) -> Lived:
    planned = answers(request.param)
    env = os.environ | {"TZ": request.param, "ANKI_TEST_MODE": "1", "LD_PRELOAD": str(engine_clock)}
    done = subprocess.run(
        [sys.executable, HERE / "engine_live.py"],
        input=json.dumps(planned),
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return request.param, planned, json.loads(done.stdout)


def test_elapsed_days_are_those_the_engine_answers_with(lived: Lived) -> None:
    _, planned, engine = lived
    model = fsrs6()
    last, compared = {}, 0
    for (at, card, _), row in zip(planned, engine["rows"], strict=True):
        if card in last:
            days = elapsed(last[card], at, row["offset"])
            stability, difficulty = row["before"]
            recalled = model.next(stability, difficulty, days, Rating.GOOD)[0]
            assert recalled == pytest.approx(row["four"][2][3][0], rel=2e-5)
            # another day count would have given another stability, so the above proves the days
            other = model.next(stability, difficulty, days + 1, Rating.GOOD)[0]
            compared += abs(other / recalled - 1) > 1e-4
        last[card] = at
    assert compared > 100


def test_the_study_day_turns_with_the_engines(lived: Lived) -> None:
    """But for the night the clocks change, in which the engine turns 4 hours after midnight."""
    zone, planned, engine = lived
    for (at, _, _), row in zip(planned, engine["rows"], strict=True):
        local = datetime.fromtimestamp(at / 1000, ZoneInfo(zone))
        midnight = local.replace(hour=0, minute=0, second=0, fold=0)
        if local.hour < 5 and midnight.utcoffset() != local.utcoffset():
            continue
        day = study_day(at, row["offset"])
        assert study_day(row["cutoff"] * 1000, row["offset"]) == day + 1
        assert study_day(row["cutoff"] * 1000 - 1, row["offset"]) == day


def test_all_four_buttons_show_what_the_engine_shows(lived: Lived) -> None:
    _, planned, engine = lived
    states = {}
    for (at, card, rating), row in zip(planned, engine["rows"], strict=True):
        offset = row["offset"]
        state = states.get(card)
        if state is not None:  # the engine keeps 4 and 3 decimals: start from what it kept
            state = state._replace(stability=row["before"][0], difficulty=row["before"][1])
        ours = preview(card, state, PLAIN, at, offset, reviews_live=0)
        for outcome, (kind, wait, remaining, memory) in zip(
            ours.values(), row["four"], strict=True
        ):
            assert outcome.phase == PHASES[kind]
            assert outcome.stability == pytest.approx(memory[0], rel=2e-5)
            assert outcome.difficulty == pytest.approx(memory[1], abs=2e-5)
            if outcome.phase == Phase.REVIEW:
                assert outcome.interval == wait
            else:
                assert outcome.due == at + wait * 1000
                total = 2 if outcome.phase == Phase.LEARNING else 1
                assert outcome.step == total - remaining
        chosen = ours[Rating(rating)]
        states[card] = apply(state, card, rating, at, offset, chosen.due_day, PLAIN)
        kind, _, due, interval, lapses = row["after"]
        assert states[card].lapses == lapses
        assert states[card].phase == kind
        if kind == Phase.REVIEW:
            assert states[card].due - study_day(at, offset) == interval
            assert due == row["today"] + interval


def test_memory_after_the_whole_log_is_the_engines(lived: Lived) -> None:
    _, planned, engine = lived
    offsets = [row["offset"] for row in engine["rows"]]
    states: dict[str, CardState] = {}
    for (at, card, rating), offset in zip(planned, offsets, strict=True):
        states[card] = apply(states.get(card), card, rating, at, offset, None, PLAIN)
    assert [row[1:] for row in engine["log"]] == [row[1:] for row in planned]
    compared = 0
    for card, (stability, difficulty) in engine["exact"].items():
        if recomputable(card, planned, offsets):
            assert states[card].stability == pytest.approx(stability, rel=2e-5)
            assert states[card].difficulty == pytest.approx(difficulty, abs=2e-5)
            compared += 1
    assert compared > 5


def recomputable(card: str, planned: Planned, offsets: list[int]) -> bool:
    """Whether the engine's recomputation must equal its own live answers.

    It counts days from its present offset, and a review in the second of 04:00:00 to the day
    before; neither holds when it answers.
    """
    times = [(at, offset) for (at, c, _), offset in zip(planned, offsets, strict=True) if c == card]
    return all(
        offset == offsets[-1] and (at // 1000 + offset * 60) % 86_400 != 4 * 3600
        for at, offset in times
    )
