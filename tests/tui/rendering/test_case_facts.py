"""The lines of Cases fit into the narrowest terminal, whatever there is to tell."""

from mlsd_graph.content.records import Step
from mlsd_graph.interview.agenda import turns
from mlsd_graph.interview.record import Attempt
from mlsd_graph.interview.run import Run
from mlsd_graph.study.interviews import CaseRow
from mlsd_graph.study.readiness_text import over_time
from tui.rendering.case_facts import draw_row

_LIST = 76
"""Columns of the list at 80, beside its padding and a scroll bar."""


def test_a_row_with_all_there_is_fits_beside_a_scroll_bar() -> None:
    said = Attempt("1", "long", 0, 0, ticked={Step.DATA: ("a",)}, marked_by={Step.DATA: 0})
    steps = dict.fromkeys(Step, 1.0)
    row = CaseRow(
        "long", "x" * 99, "core", 1.0, steps, "", (said,) * 9,
        Run("2", "long", turns(tuple(Step)), {}), 3, 2,
    )  # fmt: skip
    drawn = draw_row(row).plain
    assert "ready ~100 % " in drawn
    assert "said 100 % ×9" in drawn
    assert len(drawn) <= _LIST


def test_a_year_over_time_fits_into_its_line() -> None:
    past = [(f"2026-{1 + i // 5:02}-{1 + 5 * (i % 5):02}", i / 60) for i in range(60)]
    for room in (60, 76, 100):
        line = over_time(past, room, 1.0)
        assert len(line) <= room
        assert line.startswith("2026-01-01 0 % ·")
        assert line.endswith(" 98 % today → 100 % on the date")
