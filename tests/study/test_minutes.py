"""Answers that come without a duration use up the day's minutes too."""

import sqlite3
from pathlib import Path

import pytest
from hand_clock import Clock

from mlsd_graph.memory import Rating
from mlsd_graph.paths import Paths
from mlsd_graph.store import Day
from mlsd_graph.store.due import due_line
from mlsd_graph.store.statistics import seconds_per_review, spent_ms
from mlsd_graph.study import Study
from mlsd_graph.study.line import own_pace


def graded(study: Study, clock: Clock, count: int, ms: int = 0) -> None:
    for _ in range(count):
        clock.forward(minutes=1)
        item = study.today().queue[0]
        study.answer(item.uid, Rating.EASY, duration_ms=ms)


def new_as_told(study: Study, content: Path, clock: Clock) -> list[int]:
    """New cards left today: of a queue that is built now, and of the cache alone."""
    opened = Study.open(study.paths, [content], clock)
    built = opened.today().new
    opened.close()
    study.care()
    now = study.now()
    return [built, due_line(study.paths.database, now.ms, now.offset).new]


def test_answers_without_a_duration_end_the_day(study: Study, content: Path, clock: Clock) -> None:
    study.configure("graph_order", "off")
    study.configure("learning_steps", "none")
    study.configure("minutes_per_day", "2")  # a new card takes 30 s, any answer 12 s
    assert new_as_told(study, content, clock) == [4, 4]
    graded(study, clock, 4)
    assert new_as_told(study, content, clock) == [2, 2]
    study.undo()
    study.undo()
    assert new_as_told(study, content, clock) == [3, 3]
    study.redo()
    assert new_as_told(study, content, clock) == [2, 2]
    study.configure("minutes_per_day", "1")
    assert new_as_told(study, content, clock) == [0, 0]


def test_the_minutes_of_new_cards_hold_their_learning_steps(study: Study, clock: Clock) -> None:
    study.configure("minutes_per_day", "2")  # 30 s and two steps of 9 s each
    told = study.today()
    assert (told.new, told.minutes) == (2, pytest.approx(96 / 60))
    study.care()
    now = study.now()
    assert due_line(study.paths.database, now.ms, now.offset).minutes == 1.6


def test_no_duration_is_made_up(study: Study, clock: Clock) -> None:
    graded(study, clock, 2)
    assert study.stats().minutes == 0
    assert {event.duration_ms for event in study.store.events(kinds=("review",))} == {0}


def test_a_replay_counts_the_same(study: Study, clock: Clock, home: Paths, content: Path) -> None:
    graded(study, clock, 2)
    graded(study, clock, 1, ms=9000)
    (day,) = study.store.days()
    assert (day.reviews, day.duration_ms, day.untimed) == (3, 9000, 2)
    assert study.store.check().problems == ()
    study.close()
    with sqlite3.connect(home.database) as raw:
        raw.execute("UPDATE head SET version = 0")
    raw.close()
    with Study.open(home, [content], clock).store as store:
        assert store.days() == [day]


def test_usual_seconds_come_from_timed_answers_alone() -> None:
    day = Day(1, reviews=60, duration_ms=20 * 8000, young_passed=60, untimed=40)
    assert seconds_per_review([day]) == 8
    assert spent_ms(day, 8.0) == 60 * 8000


def test_learning_steps_and_new_cards_count_as_many_reviews_as_they_take() -> None:
    ms = 10_000 * (3 * 2.5 + 6 * 0.75 + 13)
    assert seconds_per_review([Day(1, 22, int(ms), new=3, young_passed=13)]) == 10
    without = int(10_000 * (10 * 2.5 + 12))
    assert seconds_per_review([Day(1, 22, without, new=10, young_passed=12)], steps=False) == 10


def test_known_cards_of_a_placement_make_no_review_cheap() -> None:
    assert seconds_per_review([Day(1, 30, 30 * 9000, new=30)]) == 9


def test_a_first_day_of_new_cards_prices_them_as_they_were(study: Study, clock: Clock) -> None:
    grades: dict[str, int] = {}
    while queue := study.today().queue:
        clock.forward(minutes=11)
        uid = queue[0].uid
        grades[uid] = grades.get(uid, 0) + 1
        rating = Rating.HARD if grades[uid] == 2 else Rating.GOOD
        study.answer(uid, rating, duration_ms=15_000 if grades[uid] > 1 else 50_000)
    assert set(grades.values()) == {3}
    pace = own_pace(study.store.days(), study.settings)
    assert pace == pytest.approx((20, 50 + 2 * 15, 15))
    clock.forward(days=30)
    told, now = study.today(), study.now()
    assert told.minutes == pytest.approx(told.due * 20 / 60)
    study.care()
    line = due_line(study.paths.database, now.ms, now.offset)
    assert (line.due, line.minutes) == (told.due, round(told.minutes, 1))
