"""Placement where content changes, clocks jump, and nothing is there to ask."""

from pathlib import Path

import pytest
from chains import ask, checks, placed
from hand_clock import Clock

from mlsd_graph.errors import UsageError
from mlsd_graph.level import Level
from mlsd_graph.memory import Rating
from mlsd_graph.paths import Paths
from mlsd_graph.study import Study
from mlsd_graph.study.placed import decline, offer
from mlsd_graph.study.placing import answer, begin, conclusion, finish, placing


def test_content_that_changes_between_placement_and_checks(
    study: Study, clock: Clock, content: Path
) -> None:
    placed(study, clock)
    waiting = placing(study).kept.standing.waiting
    gone, renamed = waiting[0], waiting[1]
    for path in content.rglob("*.md"):
        if path.stem == gone:
            path.unlink()
        elif path.stem == renamed:
            text = path.read_text(encoding="utf-8")
            text = text.replace("level: core", f"level: core\nformerly: [{renamed}]")
            path.with_stem("renamed").write_text(text, encoding="utf-8")
            path.unlink()
    study.reload()
    clock.forward(days=1)
    now = placing(study).kept.standing
    assert gone not in now.waiting
    assert "renamed" in now.waiting
    assert checks(study)


def test_an_answered_card_that_vanished_still_counts_as_a_question(
    study: Study, clock: Clock, content: Path
) -> None:
    begin(study, Level.MID)
    ask(study, clock, Rating.GOOD, 2)
    sitting = placing(study).sitting
    assert sitting is not None
    asked = sitting.answers[0].concept
    next(path for path in content.rglob("*.md") if path.stem == asked).unlink()
    study.reload()
    now = placing(study).sitting
    assert now is not None
    assert now.question is not None
    assert now.question.number == 3
    assert conclusion(study, placing(study)).total


def test_a_placement_dated_before_the_present_one_is_refused(
    study: Study, clock: Clock, home: Paths, content: Path
) -> None:
    placed(study, clock)
    past = (clock.ms - 30 * 86_400_000, 0)
    earlier = Study.open(home, [content], clock, at=past)
    with pytest.raises(UsageError, match="later time"):
        begin(earlier, Level.MID)
    assert not checks(earlier) or len(checks(earlier)) <= 3
    earlier.close()


def test_a_placement_in_the_past_is_recorded_there(
    clock: Clock, home: Paths, content: Path
) -> None:
    past = (clock.ms - 30 * 86_400_000, 0)
    study = Study.open(home, [content], clock, at=past)
    begin(study, Level.MID)
    sitting = placing(study).sitting
    assert sitting is not None
    assert sitting.question is not None
    answer(study, sitting.question.uid, Rating.GOOD)
    finish(study)
    study.close()
    now = Study.open(home, [content], clock)
    record = placing(now).record
    assert record.ended is not None
    assert record.ended.at < clock.ms - 29 * 86_400_000
    assert checks(now)
    now.close()


def test_a_clock_set_back_by_years_loses_nothing(study: Study, clock: Clock) -> None:
    placed(study, clock)
    clock.forward(days=-2000)
    assert checks(study)
    assert placing(study).kept.standing.assumed


def test_the_offer_ends_with_a_placement_or_a_no(study: Study, clock: Clock) -> None:
    assert "New here?" in offer(study.store)
    begin(study, Level.MID)
    assert "goes on" in offer(study.store)
    study.undo()
    assert "New here?" in offer(study.store)
    decline(study)
    assert not offer(study.store)
    study.undo()
    placed(study, clock)
    assert not offer(study.store)


def test_ending_without_a_beginning_is_refused(study: Study) -> None:
    with pytest.raises(UsageError, match="No placement has begun"):
        finish(study)
    with pytest.raises(UsageError, match="No placement has begun"):
        conclusion(study, placing(study))


def test_only_an_empty_content_folder_has_nothing_to_ask(
    tmp_path: Path, home: Paths, clock: Clock
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    study = Study.open(home, [empty], clock)
    with pytest.raises(UsageError, match="no card to ask"):
        begin(study, Level.MID)
    assert placing(study).record.is_new
    study.close()
