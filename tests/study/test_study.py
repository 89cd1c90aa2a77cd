from pathlib import Path

import pytest
from answering import asked
from hand_clock import Clock

from mlsd_graph.errors import ContentError
from mlsd_graph.memory import Rating, study_day
from mlsd_graph.paths import Paths
from mlsd_graph.study import Study


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
    assert (stats.streak, stats.longest) == (0, 0)
    assert stats.cards == len(study.library.cards)


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
