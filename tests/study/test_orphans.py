"""Cards that the content no longer has stay in the log, and count as due nowhere."""

from contextlib import closing
from pathlib import Path

import pytest
from hand_clock import Clock
from letters import add_case, aim

from mlsd_graph.memory import Rating
from mlsd_graph.paths import Paths
from mlsd_graph.study import Study
from mlsd_graph.study.charts import charts
from mlsd_graph.study.simulating import simulate

KEPT, IN_STEPS, GONE, GONE_IN_STEPS = "alpha/first", "alpha/size", "beta/name", "beta/steps"


@pytest.fixture
def thinned(study: Study, content: Path, clock: Clock) -> Study:
    """Half of the cards that were answered are gone, and all are late."""
    for uid in (KEPT, GONE, "gamma/aloud"):
        study.answer(uid, Rating.EASY)
        clock.forward(minutes=1)
    for uid in (IN_STEPS, GONE_IN_STEPS):
        study.answer(uid, Rating.AGAIN)
        clock.forward(minutes=1)
    study.suspend("gamma/aloud")
    study.care()
    for name in ("beta", "gamma"):
        (content / "concepts" / "serving" / f"{name}.md").unlink()
    study.reload()
    clock.forward(days=60)
    return study


def test_the_backlog_and_the_forecast_are_what_the_queue_has(thinned: Study) -> None:
    today, stats, drawn = thinned.today(), thinned.stats(), charts(thinned)
    assert today.due == stats.backlog == drawn.backlog == 2
    assert sum(drawn.ahead.values()) == 0
    assert sum(stats.forecast.values()) == 2
    assert stats.orphans == 3
    assert (stats.reviews, sum(drawn.answers)) == (5, 5)


def test_bins_hold_the_cards_of_the_content_alone(thinned: Study) -> None:
    drawn = charts(thinned)
    for bins in (drawn.stability, drawn.difficulty, drawn.retrievability):
        assert sum(bins.counts) == 2
    assert simulate(thinned, 3).cards == 2


def test_the_end_of_a_session_promises_no_card_that_is_gone(
    thinned: Study, content: Path, home: Paths, clock: Clock
) -> None:
    assert thinned.session().tomorrow == 2
    thinned.care()
    with closing(Study.open(home, [content], clock)) as again:
        assert not again.is_warm
        assert again.session().tomorrow == 2
        again.today()
        assert again.session().tomorrow == 2


def test_cards_that_come_back_count_again(thinned: Study, content: Path) -> None:
    text = (content / "concepts" / "serving" / "alpha.md").read_text(encoding="utf-8")
    path = content / "concepts" / "serving" / "beta.md"
    path.write_text(
        text.replace("Alpha", "Beta").replace("### First", "### Name"), encoding="utf-8"
    )
    thinned.reload()
    assert charts(thinned).backlog == thinned.stats().backlog == thinned.today().due == 3


def test_steps_of_cards_that_are_gone_are_no_learning_at_a_glance(thinned: Study) -> None:
    thinned.care()
    glanced = thinned.glance()
    assert glanced is not None
    assert glanced.learning == thinned.today().learning == 1


def test_steps_of_cards_that_are_gone_take_no_minutes_of_a_plan(
    study: Study, content: Path, clock: Clock
) -> None:
    add_case(content)
    study.reload()
    aim(study, minutes=1)
    for uid in ("alpha/first", "alpha/size", "alpha/hidden#c1", "alpha/hidden#c2"):
        study.answer(uid, Rating.AGAIN, duration_ms=1)
    clock.forward(days=1)
    assert study.today().new == 0
    (content / "concepts" / "serving" / "alpha.md").unlink()
    study.reload()
    today = study.today()
    assert (today.learning, today.new) == (0, 1)
