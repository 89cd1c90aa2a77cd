"""Overlays in an open study: merged, and moved on after a grade."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from hand_clock import Clock
from small_content import PAGES

from mlsd_graph.paths import Paths
from mlsd_graph.scheduling import Overlay, Queued, Reason, ReasonKind
from mlsd_graph.study import Study
from mlsd_graph.study.overlaying import after_grade, layers, overlay

WHY = Reason(ReasonKind.ASKED, "because")


@contextmanager
def opened() -> Iterator[Study]:
    """A study of its own."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        for name, text in PAGES.items():
            path = root / "content" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        clock = Clock()
        home = Paths(state=root / "state", config=root / "config", cache=root / "cache")
        study = Study.open(home, [root / "content"], clock)
        try:
            yield study
        finally:
            study.close()


def test_a_fresh_study_is_under_no_overlay() -> None:
    with opened() as study:
        line = study._present.line
        asked = line._given(study.now(), line.pace())
        assert layers(asked) == {}
        assert overlay(asked) == Overlay()


def test_a_graded_card_leaves_what_came_first_and_others_stay() -> None:
    with opened() as study:
        line = study._present.line
        asked = line._given(study.now(), line.pace())
        first = Overlay((Queued("alpha/first", WHY), Queued("beta/name", WHY)))
        before = {"rehearsed": first}
        found = after_grade(before, asked, "alpha/first")
        assert found["rehearsed"].first == (Queued("beta/name", WHY),)
        assert after_grade(before, asked, "gamma/aloud") is before
        assert after_grade({"rehearsed": Overlay(first.first[:1])}, asked, "alpha/first") == {}
