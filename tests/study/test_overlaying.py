"""Overlays in an open study: merged, and moved on after a grade."""

from mlsd_graph.scheduling import Overlay, Queued, Reason, ReasonKind
from mlsd_graph.study import Study
from mlsd_graph.study.overlaying import after_grade, layers, overlay

WHY = Reason(ReasonKind.ASKED, "because")


def test_a_fresh_study_is_under_no_overlay(study: Study) -> None:
    line = study._present.line
    asked = line._given(study.now(), line.pace())
    assert layers(asked) == {}
    assert overlay(asked) == Overlay()


def test_a_graded_card_leaves_what_came_first_and_others_stay(study: Study) -> None:
    line = study._present.line
    asked = line._given(study.now(), line.pace())
    first = Overlay((Queued("alpha/first", WHY), Queued("beta/name", WHY)))
    before = {"rehearsed": first}
    found = after_grade(before, asked, "alpha/first")
    assert found["rehearsed"].first == (Queued("beta/name", WHY),)
    assert after_grade(before, asked, "gamma/aloud") is before
    assert after_grade({"rehearsed": Overlay(first.first[:1])}, asked, "alpha/first") == {}
