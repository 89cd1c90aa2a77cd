"""What a learner has done arrives in the real engine: in each zone, at each hour."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import datetime
from itertools import pairwise
from math import floor
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest
from lived import answers, offset, opened, write_cards

from export.anki import collect, read_progress
from mlsd_graph.content import load
from mlsd_graph.memory import CardState, Phase, fsrs6, study_day
from mlsd_graph.store import Event

HERE = Path(__file__).parent
CARDS = 300
HOURS = ("00:30", "03:59", "04:01")
AGES = (0, 777)
PROGRESS = {"with_scheduling": True, "with_deck_configs": True}


class Case(NamedTuple):
    """One hour in one zone: what we know, and what collections of two ages hold."""

    zone: str
    now: int
    states: Mapping[str, CardState]
    events: list[Event]
    engines: list[dict[str, Any]]

    @property
    def today(self) -> int:
        return study_day(self.now, offset(self.zone, self.now))


def engine(
    clock: Path,
    zone: str,
    deck: Path,
    runs: list[dict[str, Any]],
    python: str | Path = sys.executable,
) -> list[dict[str, Any]]:
    done = subprocess.run(
        [python, HERE / "engine_import.py"],
        input=json.dumps({"deck": str(deck), "runs": runs}),
        env=os.environ | {"TZ": zone, "LD_PRELOAD": str(clock)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(
    scope="module",
    params=[(z, h) for z in ("UTC", "America/Los_Angeles", "Asia/Kolkata") for h in HOURS],
    ids="-".join,
)
def case(
    request: pytest.FixtureRequest, engine_clock: Path, tmp_path_factory: pytest.TempPathFactory
) -> Case:
    zone, hour = request.param
    return lived_case(zone, hour, engine_clock, tmp_path_factory.mktemp("lived"))


def lived_case(
    zone: str, hour: str, engine_clock: Path, base: Path, python: str | Path = sys.executable
) -> Case:
    day = datetime.fromisoformat(f"2026-11-20T{hour}").replace(tzinfo=ZoneInfo(zone))
    now = round(day.timestamp() * 1000)
    uids = write_cards(base / "content", CARDS)
    east = offset(zone, now)
    with opened(base, now, east) as store:
        store.append(answers(uids, zone, now, zone + hour))
        deck, stamps = collect(load([base / "content"]), {}), {}
        events = store.events(kinds=["review"])
        progress = read_progress(store, (now, east))
        deck.write(base / "deck.apkg", stamps, progress)
        states = store.states()
    runs = [{"now": now, "age": age, "options": PROGRESS} for age in AGES]
    said = engine(engine_clock, zone, base / "deck.apkg", runs, python)
    return Case(zone, now, states, events, said)


def test_every_card_stands_where_it_stood(case: Case) -> None:
    for engine_says in case.engines:
        assert engine_says["sound"]
        assert engine_says["new_notes"] == len(engine_says["cards"]) == CARDS
        compared = 0
        for uid, state in case.states.items():
            card = engine_says["cards"][f"{uid}#0"]
            assert card["type"] == state.phase
            assert (card["reps"], card["lapses"]) == (state.reps, state.lapses)
            assert card["memory"][0] == pytest.approx(state.stability, abs=1e-3)
            assert card["memory"][1] == pytest.approx(state.difficulty, abs=1e-3)
            assert card["last"] == state.last // 1000
            assert card["retention"] == pytest.approx(0.9)
            if state.phase == Phase.REVIEW:
                assert case.today + card["due"] - engine_says["today"] == state.due
                assert card["interval"] == state.due - study_day(state.last, state.offset)
                compared += 1
            else:
                assert card["due"] == state.due // 1000
                assert card["left"] % 1000 == (
                    1 if state.phase == Phase.RELEARNING else 2 - state.step
                )
        in_review = [each for each in case.states.values() if each.phase == Phase.REVIEW]
        assert compared == len(in_review) > 100
        new = [card for card in engine_says["cards"].values() if not card["reps"]]
        assert len(new) == CARDS - len(case.states)
        assert all((card["type"], card["log"], card["memory"]) == (0, [], None) for card in new)


def test_every_review_is_a_row_of_the_log(case: Case) -> None:
    for engine_says in case.engines:
        assert engine_says["rows"] == len(case.events) > 1000
        for uid, state in case.states.items():
            rows = engine_says["cards"][f"{uid}#0"]["log"]
            own = [event for event in case.events if event.card == uid]
            assert [row[:2] for row in rows] == [[event.at, event.rating] for event in own]
            assert [row[5] for row in rows] == [event.duration_ms for event in own]
            for row, event in zip(rows, own, strict=True):
                if event.due_day is not None:
                    assert row[2] == event.due_day - study_day(event.at, event.offset)
                else:
                    assert row[2] in {-60, -330, -600, -900}
            assert [row[3] for row in rows] == [0, *(row[2] for row in rows[:-1])]
            assert rows[-1][4] == round(((state.difficulty - 1) / 9 + 0.1) * 1000)
            kinds = [row[6] for row in rows]
            assert kinds[0] == 0
            assert set(kinds) <= {0, 1, 2}
            for before, after in pairwise(rows):
                assert (after[6] == 1) == (before[2] > 0)


def test_the_engine_recomputes_our_memory(case: Case) -> None:
    """With the engine's way to count days: spans before its next turn of the day as of now."""
    model = fsrs6()
    for engine_says in case.engines:
        cutoff = engine_says["cutoff"]
        compared: set[str] = set()
        for uid in case.states:
            own = [event for event in case.events if event.card == uid]
            stability, difficulty = model.first(own[0].rating or 0)
            for before, after in pairwise(own):
                days = floor((cutoff - before.at // 1000) / 86_400) - floor(
                    (cutoff - after.at // 1000) / 86_400
                )
                stability, difficulty = model.next(stability, difficulty, days, after.rating or 0)
            again = engine_says["cards"][f"{uid}#0"]["recomputed"]
            assert again[0] == pytest.approx(stability, rel=0.01)
            assert again[1] == pytest.approx(difficulty, rel=0.01)
            compared.add(f"{uid}#0")
        answered = {uid for uid, card in engine_says["cards"].items() if card["log"]}
        assert compared == answered
        assert len(answered) == len({event.card for event in case.events}) > 200


def test_the_preset_arrives(case: Case) -> None:
    for engine_says in case.engines:
        preset = engine_says["presets"]["MLSD"]
        assert preset["fsrsParams6"] == pytest.approx(fsrs6().parameters, rel=1e-6)
        assert preset["desiredRetention"] == pytest.approx(0.9)
        assert preset["new"]["perDay"] == 20
        assert preset["rev"]["perDay"] == 200
        assert preset["new"]["delays"] == [1, 10]
        assert preset["lapse"]["delays"] == [10]
        assert preset["lapse"]["leechAction"] == 1
        decks = {name: used for name, used in engine_says["preset_of"].items() if name != "Default"}
        assert decks == dict.fromkeys(["MLSD", *(f"MLSD::area-{n}" for n in range(3))], "MLSD")
