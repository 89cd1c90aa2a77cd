from collections.abc import Iterator
from pathlib import Path

import pytest
from small_content import Clock

from mlsd_graph.errors import ContentError, UnknownIdError, UsageError
from mlsd_graph.memory import Phase, Rating, study_day
from mlsd_graph.paths import Paths
from mlsd_graph.study import Study


@pytest.fixture
def study(home: Paths, content: Path, clock: Clock) -> Iterator[Study]:
    opened = Study.open(home, [content], clock)
    yield opened
    opened.close()


def asked(study: Study, rating: Rating = Rating.EASY) -> str:
    shown = study.next()
    assert shown is not None
    study.answer(shown.card.uid, rating)
    return shown.card.uid


def test_the_first_card_is_of_the_concept_that_needs_nothing(study: Study) -> None:
    shown = study.next()

    assert shown is not None
    assert shown.card.uid == "alpha/first"
    assert shown.reason.text


def test_a_grade_records_exactly_the_day_that_its_button_showed(study: Study) -> None:
    shown = study.next()
    assert shown is not None

    answered = study.answer(shown.card.uid, Rating.EASY)

    assert answered.outcome == shown.outcomes[Rating.EASY]
    assert answered.state.due == shown.outcomes[Rating.EASY].due
    assert study.store.state(shown.card.uid) == answered.state


def test_the_state_in_memory_equals_what_a_new_process_reads(
    study: Study, home: Paths, content: Path, clock: Clock
) -> None:
    for rating in (Rating.AGAIN, Rating.GOOD, Rating.EASY):
        asked(study, rating)
        clock.forward(minutes=15)

    other = Study.open(home, [content], clock)

    assert other.states == study.states
    ours, theirs = study.today(), other.today()
    assert (ours.due, ours.new, ours.learning) == (theirs.due, theirs.new, theirs.learning)
    other.close()


def test_concepts_open_when_their_prerequisites_are_known(study: Study) -> None:
    opened: list[str] = []
    while len(opened) == 0:
        shown = study.next()
        assert shown is not None
        assert shown.card.head.page == "alpha"
        opened += study.answer(shown.card.uid, Rating.EASY).opened

    assert opened == ["beta"]


def test_undo_and_redo_survive_a_restart(
    study: Study, home: Paths, content: Path, clock: Clock
) -> None:
    uid = asked(study)
    study.close()

    later = Study.open(home, [content], clock)
    undone = later.undo()
    assert undone is not None
    assert (undone.card, undone.kind) == (uid, "review")
    assert later.states.get(uid) is None or not later.states[uid].reps
    redone = later.redo()
    assert redone is not None
    assert later.states[uid].reps == 1
    later.close()


def test_the_session_forgets_what_was_undone(study: Study) -> None:
    asked(study)
    asked(study, Rating.AGAIN)
    assert study.session().reviews == 2

    study.undo()

    session = study.session()
    assert (session.reviews, session.lapses) == (1, ())


def test_a_suspended_card_is_neither_asked_nor_graded(study: Study) -> None:
    shown = study.next()
    assert shown is not None
    uid = shown.card.uid

    study.suspend(uid)

    after = study.next()
    assert after is None or after.card.uid != uid
    with pytest.raises(UsageError, match="suspended"):
        study.answer(uid, Rating.GOOD)
    study.unsuspend(uid)
    study.answer(uid, Rating.GOOD)


def test_a_buried_card_comes_back_tomorrow(study: Study, clock: Clock) -> None:
    shown = study.next()
    assert shown is not None
    study.bury(shown.card.uid)
    buried = study.next()
    assert buried is None or buried.card.uid != shown.card.uid

    clock.forward(days=1)

    back = study.next()
    assert back is not None
    assert back.card.uid == shown.card.uid


def test_a_card_unknown_to_the_content_is_refused_with_a_proposal(study: Study) -> None:
    with pytest.raises(UnknownIdError, match="alpha/first"):
        study.answer("alpha/frist", Rating.GOOD)


def test_what_another_process_graded_is_not_asked_again(
    study: Study, home: Paths, content: Path, clock: Clock
) -> None:
    shown = study.next()
    assert shown is not None
    other = Study.open(home, [content], clock)
    other.answer(shown.card.uid, Rating.EASY)
    other.close()

    after = study.next()

    assert after is not None
    assert after.card.uid != shown.card.uid
    assert study.states[shown.card.uid].reps == 1


def test_a_vanished_card_is_kept_and_has_its_history_when_it_returns(
    study: Study, content: Path
) -> None:
    uid = asked(study)
    page = content / "concepts/serving/alpha.md"
    text = page.read_text(encoding="utf-8")

    page.write_text(text.replace("### First", "### Other"), encoding="utf-8")
    reloaded = study.reload()
    assert reloaded is not None
    assert reloaded.changed == ("alpha",)
    assert study.stats().orphans == 1
    assert uid not in study.library.cards

    page.write_text(text, encoding="utf-8")
    study.reload()
    assert study.stats().orphans == 0
    assert study.info(uid).state is not None
    assert len(study.info(uid).log) == 1


def test_reload_sees_nothing_where_nothing_changed(study: Study) -> None:
    assert study.reload() is None


def test_a_setting_moves_due_days_and_undo_moves_them_back(study: Study, clock: Clock) -> None:
    uid = asked(study)
    clock.forward(days=1)
    before = study.states[uid].due

    result = study.configure("desired-retention", "0.75")

    assert (result.key, result.before, result.after) == ("desired_retention", "0.9", "0.75")
    assert result.moved == 1
    assert study.states[uid].due > before
    study.undo()
    assert study.states[uid].due == before


def test_daily_limits_hold_and_tomorrow_brings_more(study: Study, clock: Clock) -> None:
    study.configure("new_per_day", "1")
    asked(study)

    assert study.next() is None
    assert study.today().next_due is not None

    clock.forward(days=1)
    assert study.next() is not None


def test_a_learning_card_comes_early_only_when_nothing_else_is_left(study: Study) -> None:
    study.configure("new_per_day", "2")
    first = asked(study, Rating.GOOD)
    second = asked(study, Rating.EASY)

    shown = study.next()

    assert second != first
    assert shown is not None
    assert shown.card.uid == first
    assert study.states[first].phase == Phase.LEARNING


def test_info_tells_the_log_of_a_card_with_what_was_undone(study: Study) -> None:
    uid = asked(study, Rating.AGAIN)
    study.undo()
    study.answer(uid, Rating.EASY)

    lines = study.info(uid).log

    assert [(line.rating, line.undone) for line in lines] == [
        (Rating.AGAIN, True),
        (Rating.EASY, False),
    ]
    assert lines[1].interval == study.states[uid].due - study_day(*study.now())


def test_edit_opens_the_line_of_the_card(study: Study, content: Path) -> None:
    place = study.editable("beta/name")

    lines = place.path.read_text(encoding="utf-8").splitlines()
    assert place.path == content / "concepts/serving/beta.md"
    assert lines[place.line - 1] == "### Name"


def test_a_page_of_an_installed_package_is_copied_before_it_is_edited(
    home: Paths, content: Path, clock: Clock, tmp_path: Path
) -> None:
    package = tmp_path / "site-packages" / "mlsd_graph"
    package.mkdir(parents=True)
    (package / "paths.py").touch()
    installed = content.rename(package / "shipped")
    study = Study.open(home, [installed], clock)
    before = (installed / "concepts/serving/beta.md").read_bytes()

    place = study.editable("beta/name")

    copy = home.own_content / "concepts/serving/beta.md"
    assert place.path == copy
    assert copy.read_text(encoding="utf-8").splitlines()[place.line - 1] == "### Name"
    assert "\nbased-on: " in copy.read_text(encoding="utf-8")
    assert (installed / "concepts/serving/beta.md").read_bytes() == before
    assert study.library.pages["beta"].path == str(copy)
    study.close()


def test_readiness_and_recall_rise_with_reviews(study: Study) -> None:
    assert study.page_recall("alpha") == 0.0
    while (shown := study.next()) and shown.card.head.page == "alpha":
        study.answer(shown.card.uid, Rating.EASY)

    assert study.page_recall("alpha") >= 0.5


def test_statistics_count_what_was_done(study: Study, clock: Clock) -> None:
    asked(study, Rating.AGAIN)
    asked(study, Rating.EASY)
    clock.forward(days=1)
    asked(study, Rating.EASY)

    stats = study.stats()

    assert stats.reviews == 3
    assert (stats.answers["again"], stats.answers["easy"]) == (1, 2)
    assert sum(stats.by_day.values()) == 3
    assert (stats.streak, stats.longest) == (2, 2)
    assert stats.cards == len(study.library.cards)


def test_due_cards_are_asked_and_graded_before_all_is_looked_at(
    home: Paths, content: Path, clock: Clock
) -> None:
    study = Study.open(home, [content], clock)
    uids = [asked(study), asked(study)]
    study.care()
    study.close()
    clock.forward(days=40)
    cold = Study.open(home, [content], clock)
    glance = cold.glance()

    shown = cold.next()
    assert shown is not None
    cold.answer(shown.card.uid, Rating.GOOD)
    second = cold.next()

    assert glance is not None
    assert glance.due == 2
    assert second is not None
    assert {shown.card.uid, second.card.uid} == set(uids)
    assert shown.reason.text.startswith("due, ")
    assert not cold.is_warm
    cold.warm()
    assert cold.is_warm
    assert cold.today().due == 1
    assert cold.states[shown.card.uid].reps == 2
    cold.close()


def test_there_is_no_glance_before_the_first_look(home: Paths, content: Path, clock: Clock) -> None:
    study = Study.open(home, [content], clock)

    assert study.glance() is None
    study.close()


def test_what_is_buried_leaves_room_for_other_new_cards(study: Study) -> None:
    study.configure("new_per_day", "2")
    for _ in range(2):
        shown = study.next()
        assert shown is not None
        study.bury(shown.card.uid)

    assert study.next() is not None


def test_siblings_stay_apart_across_restarts(home: Paths, content: Path, clock: Clock) -> None:
    pages = []
    for _ in range(2):
        study = Study.open(home, [content], clock)
        shown = study.next()
        assert shown is not None
        study.answer(shown.card.uid, Rating.EASY)
        pages.append(study.store.last_graded(study.now().day, study.now().offset, 4))
        study.close()

    assert [len(names) for names in pages] == [1, 2]


def test_a_step_that_has_come_due_shows_on_today(study: Study, clock: Clock) -> None:
    study.configure("learning_steps", "1h")
    study.configure("new_per_day", "1")
    asked(study, Rating.AGAIN)
    assert study.today().due == 0

    clock.forward(minutes=120)

    assert study.today().due == 1


def test_a_folder_that_vanishes_is_said_once_and_what_was_read_stays(
    study: Study, content: Path
) -> None:
    shown = study.next()
    assert shown is not None
    away = content.rename(content.with_name("away"))

    with pytest.raises(ContentError, match="gone"):
        study.reload()
    assert study.reload() is None
    study.answer(shown.card.uid, Rating.GOOD)
    assert len(study.library.pages) == 3

    away.rename(content)
    assert study.reload() is None


@pytest.mark.parametrize(
    ("key", "value"), [("desired_retention", "0.8"), ("learning_steps", "5m 30m")]
)
def test_a_grade_dated_before_a_setting_does_what_its_button_said(
    home: Paths, content: Path, clock: Clock, key: str, value: str
) -> None:
    study = Study.open(home, [content], clock)
    study.configure(key, value)
    study.close()
    earlier = (clock.ms - 40 * 86_400_000, clock.offset)
    for uid, rating in (("alpha/first", Rating.EASY), ("alpha/size", Rating.GOOD)):
        dated = Study.open(home, [content], clock, at=earlier)
        shown = dated.shown(uid)

        answered = dated.answer(uid, rating)

        # Two grades of one moment are kept a millisecond apart.
        assert abs(answered.state.due - shown.outcomes[rating].due) <= 1
        dated.close()
