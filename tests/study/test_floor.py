"""Credit delays no review beyond a floor, whatever a learner does with what rests on its card."""

from contextlib import closing
from pathlib import Path

import pytest
from gate import DAY, USE, add_gate, draft, transferred
from hand_clock import Clock
from hypothesis import given, settings
from hypothesis import strategies as st
from page_files import write_pages
from small_content import PAGES

from mlsd_graph.memory import Rating, fsrs6, study_day
from mlsd_graph.paths import Paths
from mlsd_graph.scheduling import ReasonKind
from mlsd_graph.study import Study

FLOOR = 0.05
"""Below the desired retention: so far the recall without any credit may fall."""
DAYS = st.tuples(st.integers(1, 9), st.sampled_from((Rating.GOOD, Rating.EASY, Rating.AGAIN)))


def opened(base: Path, clock: Clock) -> Study:
    """Open a study whose log bears credit out; a design vouches for two cards that are due."""
    content = write_pages(base / "content", PAGES)
    add_gate(content)
    paths = Paths(base / "state", base / "config", base / "cache")
    with closing(Study.open(paths, [content], clock)) as study:
        study.store.append(transferred(clock.ms, rounds=20))
    study = Study.open(paths, [content], clock)
    study.configure("credit", "on")
    return study


def own_recall(study: Study, uid: str) -> float:
    """Recall of a card by its own reviews alone."""
    state = study.states[uid]
    days = study.now().day - study_day(state.last, state.offset)
    return fsrs6(study.settings.parameters).retrievability(days, state.stability)


def held(study: Study) -> list[str]:
    """Cards whose review waits, none of which is asked but to probe it after a lapse."""
    waiting = study._present.line.queue(study.now()).world.overlay.held
    asked = {item.uid for item in study.today().queue if item.reason.kind is not ReasonKind.PROBE}
    assert not asked & waiting.keys()
    return list(waiting)


@given(st.sampled_from(("0.75", "0.85", "0.9", "0.94")), st.lists(DAYS, min_size=1, max_size=6))
@settings(max_examples=10)
def test_no_review_waits_when_its_own_recall_is_beyond_the_floor(
    tmp_path_factory: pytest.TempPathFactory, retention: str, life: list[tuple[int, Rating]]
) -> None:
    clock = Clock()
    with closing(opened(tmp_path_factory.mktemp("home"), clock)) as study:
        study.configure("desired_retention", retention)
        for days, rating in life:
            for uid in held(study):
                assert own_recall(study, uid) > float(retention) - FLOOR
            clock.forward(days=days)
            study.store.append([draft(clock.ms - DAY // 2, USE, rating)])
            study.reload()


def test_a_review_that_credit_holds_back_is_asked_at_the_floor(tmp_path: Path) -> None:
    clock = Clock()
    with closing(opened(tmp_path, clock)) as study:
        waited: list[str] = []
        for _ in range(10):
            found = held(study)
            assert all(own_recall(study, uid) > 0.9 - FLOOR for uid in found)
            waited += found
            clock.forward(days=3)
            study.store.append([draft(clock.ms - DAY // 2, USE, Rating.GOOD)])
            study.reload()
        assert len(set(waited)) == 2
        assert found == []
        credit = study.credit()
        assert credit is not None
        # Credit alone would let them wait.
        assert all(credit.expected[uid][2] > 0.9 for uid in set(waited))
