"""Placement over a real state: real grades, an end that undo takes back, checks in the queue."""

from pathlib import Path

import pytest
from hand_clock import Clock

from mlsd_graph.errors import UsageError
from mlsd_graph.memory import Rating
from mlsd_graph.paths import Paths
from mlsd_graph.placement import Level
from mlsd_graph.scheduling import ReasonKind
from mlsd_graph.study import Study
from mlsd_graph.study.placed import decline, offer
from mlsd_graph.study.placing import answer, begin, conclusion, finish, placing

CHAIN = 12


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Roots, each with a chain of three concepts of two cards on it."""
    root = tmp_path / "content"
    for root_number in range(CHAIN):
        for depth in range(4):
            write(root, root_number, depth)
    return root


def write(root: Path, number: int, depth: int, *, named: str = "", formerly: str = "") -> Path:
    id_ = named or f"k{number}-{depth}"
    needs = f"## Prerequisites\n- [[k{number}-{depth - 1}]]: It builds on it.\n\n" if depth else ""
    path = root / "concepts" / f"d{number % 3}" / f"{id_}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    once = f"formerly: [{formerly}]\n" if formerly else ""
    cards = "".join(
        f"### Card {n}\nQ: What is number {n} of {id_}?\n\nA: It is {n}.\n\n" for n in "ab"
    )
    path.write_text(
        f"---\ntitle: {id_.upper()}\nkind: concept\nlevel: core\nsteps: [serving]\n{once}---\n"
        f"{id_} is a thing.\n\n{needs}## Sources\n- Author (2020). [X](https://x.org). V.\n\n"
        f"## Cards\n\n{cards}",
        encoding="utf-8",
    )
    return path


def ask(study: Study, clock: Clock, rating: Rating, times: int) -> None:
    """Answer some questions."""
    for _ in range(times):
        sitting = placing(study).sitting
        assert sitting is not None
        assert sitting.question is not None
        clock.forward(minutes=0.5)
        answer(study, sitting.question.uid, rating)


def placed(study: Study, clock: Clock, rating: Rating = Rating.EASY, times: int = 10) -> None:
    begin(study, Level.STAFF)
    ask(study, clock, rating, times)
    finish(study)


def checks(study: Study) -> list[str]:
    return [i.uid for i in study.today().queue if i.reason.kind is ReasonKind.CHECK]


def test_an_answer_is_a_normal_first_grade(study: Study, clock: Clock) -> None:
    now = begin(study, Level.MID)
    assert now.sitting is not None
    assert now.sitting.question is not None
    uid = now.sitting.question.uid
    promised = study.shown(uid).outcomes[Rating.EASY]
    answer(study, uid, Rating.EASY, duration_ms=900)
    state = study.states[uid]
    assert (state.stability, state.due, state.reps) == (promised.stability, promised.due, 1)
    (review,) = study.store.events(uid)
    assert (review.source, review.duration_ms) == ("placement", 900)


def test_only_the_open_question_is_answered(study: Study) -> None:
    with pytest.raises(UsageError, match="No placement question"):
        answer(study, "k0-0/card-a", Rating.GOOD)
    begin(study, Level.MID)
    with pytest.raises(UsageError, match="is not asked now"):
        answer(study, "k0-0/card-x", Rating.GOOD)
    assert study.first_run


def test_what_is_inferred_has_no_state_and_opens_what_rests_on_it(
    study: Study, clock: Clock
) -> None:
    placed(study, clock)
    now = placing(study)
    inferred = now.kept.standing.assumed - now.kept.standing.confirmed
    assert inferred
    for id_ in inferred:
        assert not any(head.uid in study.states for head in study.graph.cards_of[id_])
    clock.forward(days=1)
    new = [i for i in study.today().queue if i.reason.kind is ReasonKind.OPENS]
    frontier = {id_ for id_ in study.graph.dependents_of if id_ not in now.kept.standing.assumed}
    assert all(study.library.cards[item.uid].page in frontier for item in new)


def test_the_states_never_depend_on_what_was_inferred(
    study: Study, clock: Clock, tmp_path: Path, content: Path
) -> None:
    placed(study, clock)
    events = study.store.events(kinds=("review",))
    home = Paths(tmp_path / "s", tmp_path / "c", tmp_path / "k")
    other_clock = Clock()
    with_none = Study.open(home, [content], other_clock)
    for event in events:
        other_clock.ms = event.at
        assert event.card
        assert event.rating
        with_none.answer(event.card, Rating(event.rating))
    assert dict(with_none.states) == dict(study.states)
    with_none.close()


def test_after_few_answers_only_what_was_asked_counts(study: Study, clock: Clock) -> None:
    placed(study, clock, times=3)
    found = placing(study).kept.standing
    assert found.assumed == found.confirmed
    assert len(found.confirmed) == 3
    assert found.waiting, "the rest is checked first"


def test_checks_begin_the_next_day_and_a_passed_one_confirms(study: Study, clock: Clock) -> None:
    placed(study, clock)
    assert not checks(study)
    clock.forward(days=1)
    first, *rest = checks(study)
    waiting = len(placing(study).kept.standing.waiting)
    study.answer(first, Rating.GOOD)
    now = placing(study).kept.standing
    assert study.library.cards[first].page in now.confirmed
    assert len(now.waiting) == waiting - 1
    assert checks(study) == rest


def test_a_failed_check_falls_back_with_what_rests_on_it_and_undo_brings_it_back(
    study: Study, clock: Clock
) -> None:
    placed(study, clock)
    clock.forward(days=1)
    before = placing(study).kept.standing
    uid = next(u for u in checks(study) if study.graph.dependents(study.library.cards[u].page))
    page = study.library.cards[uid].page
    study.answer(uid, Rating.AGAIN)
    after = placing(study).kept.standing
    assert page in after.fallen
    above = set(study.graph.dependents(page)) - after.confirmed
    assert not (above | {page}) & after.assumed
    assert study.states[uid].stability > 0, "a normal new card"
    study.undo()
    assert placing(study).kept.standing == before


def test_all_checks_come_within_two_weeks_of_study(study: Study, clock: Clock) -> None:
    placed(study, clock)
    for _ in range(14):
        clock.forward(days=1)
        while due := checks(study):
            study.answer(due[0], Rating.GOOD)
    assert not placing(study).kept.standing.waiting


def test_one_undo_takes_the_whole_result_back_and_redo_brings_it_again(
    study: Study, clock: Clock
) -> None:
    placed(study, clock)
    result = placing(study).kept.beliefs
    assert result
    undone = study.undo()
    assert undone is not None
    assert undone.kind == "placement"
    assert not placing(study).kept.beliefs
    assert placing(study).sitting is not None
    study.redo()
    assert placing(study).kept.beliefs == result


def test_a_test_goes_on_after_the_program_was_killed(
    study: Study, clock: Clock, home: Paths, content: Path
) -> None:
    begin(study, Level.SENIOR)
    ask(study, clock, Rating.GOOD, 3)
    before = placing(study).sitting
    again = Study.open(home, [content], clock)  # the first one never closed
    after = placing(again).sitting
    assert before is not None
    assert after is not None
    assert (after.question, after.answers) == (before.question, before.answers)
    again.close()


def test_a_new_placement_replaces_the_old_and_keeps_what_was_confirmed(
    study: Study, clock: Clock
) -> None:
    placed(study, clock)
    clock.forward(days=1)
    first = checks(study)[0]
    study.answer(first, Rating.GOOD)
    confirmed = placing(study).kept.standing.confirmed
    begin(study, Level.JUNIOR)
    assert placing(study).kept.standing.assumed, "in force until the new one ends"
    ask(study, clock, Rating.AGAIN, 10)
    finish(study)
    now = placing(study).kept.standing
    assert confirmed <= now.assumed
    assert now.assumed - confirmed == set()


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
