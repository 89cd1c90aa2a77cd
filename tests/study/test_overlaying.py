"""Overlays in an open study: merged, moved on after a grade, and without a trace in any memory."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from hand_clock import Clock
from hypothesis import given, settings
from hypothesis import strategies as st
from small_content import PAGES

from mlsd_graph.memory import Rating
from mlsd_graph.paths import Paths
from mlsd_graph.scheduling import Overlay, Queued, Reason, ReasonKind
from mlsd_graph.study import Study
from mlsd_graph.study.overlaying import after_grade, layers, overlay

WHY = Reason(ReasonKind.ASKED, "because")
OFF = ("graph_order", "session_order", "probes", "contrast_pairs", "credit")
CARDS = ("alpha/first", "alpha/hidden#c1", "beta/name", "beta/steps", "gamma/aloud")


@contextmanager
def opened(*off: str) -> Iterator[tuple[Study, Clock]]:
    """A study of its own, with some switches off."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        for name, text in PAGES.items():
            path = root / "content" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        clock = Clock()
        home = Paths(state=root / "state", config=root / "config", cache=root / "cache")
        study = Study.open(home, [root / "content"], clock)
        for key in off:
            study.configure(key, "off")
        clock.forward(minutes=1)
        try:
            yield study, clock
        finally:
            study.close()


def test_a_fresh_study_is_under_no_overlay() -> None:
    with opened() as (study, _):
        line = study._present.line
        asked = line._given(study.now(), line.pace())
        assert layers(asked) == {}
        assert overlay(asked) == Overlay()


def test_a_graded_card_leaves_what_came_first_and_others_stay() -> None:
    with opened() as (study, _):
        line = study._present.line
        asked = line._given(study.now(), line.pace())
        first = Overlay((Queued("alpha/first", WHY), Queued("beta/name", WHY)))
        before = {"rehearsed": first}
        found = after_grade(before, asked, "alpha/first")
        assert found["rehearsed"].first == (Queued("beta/name", WHY),)
        assert after_grade(before, asked, "gamma/aloud") is before
        assert after_grade({"rehearsed": Overlay(first.first[:1])}, asked, "alpha/first") == {}


days = st.lists(
    st.tuples(st.sampled_from(CARDS), st.sampled_from(list(Rating)), st.integers(0, 9)), max_size=15
)


@given(days)
@settings(deadline=None, max_examples=8)
def test_no_part_of_the_graph_leaves_a_trace_in_memory_or_log(
    answers: list[tuple[str, Rating, int]],
) -> None:
    """The same answers make the same states and the same log, whatever is switched on."""
    seen = []
    for off in ((), OFF):
        with opened(*off) as (study, clock):
            if not off:
                study.configure("credit", "on")
            for uid, rating, wait in answers:
                clock.forward(days=wait, minutes=1)
                study.today()
                study.answer(uid, rating)
            log = [(e.kind, e.card, e.at, e.rating, e.due_day) for e in study.store.events()]
            seen.append((study.states, [each for each in log if each[0] != "setting"]))
            assert study.store.states() == study.states
    assert seen[0] == seen[1]
