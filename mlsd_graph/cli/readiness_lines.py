"""Readiness as a table for people: today, on the date, and over time as small columns."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from mlsd_graph.columns import columns, thinned
from mlsd_graph.content.records import STEP_TITLES, Step
from mlsd_graph.percent import percent
from mlsd_graph.study.readiness_text import over_time

if TYPE_CHECKING:
    from mlsd_graph.study.outlook import Expected
    from mlsd_graph.study.readiness import CaseReadiness

Title = Callable[[str], str]

_NARROW, _WIDE = 12, 34
"""Columns over time beside a range on the date, and without one."""
_LONGEST = 80
"""Characters of a line over time."""
_RANGE = len("100 % (100 % – 100 %)")
_WEAKEST = 8


class _Row(NamedTuple):
    now: float
    then: str
    """On the date; empty where nothing is planned."""
    past: Sequence[float]
    title: str


def case_table(shown: Sequence["CaseReadiness"], title: Title) -> list[str]:
    """Write a line for each case study, and what all of them came to over time."""
    rows = [
        _Row(each.now.value, _range(each.expected), _values(each), title(each.case))
        for each in shown
    ]
    lines = _table(rows, shown[0])
    if len({bool(row.then) for row in rows}) > 1:
        lines.append("– is not in the scope of the plan.")
    mean = [sum(column) / len(shown) for column in zip(*map(_values, shown), strict=True)]
    days = [date for date, _ in shown[0].past]
    picture = over_time(list(zip(days, mean, strict=True)), _LONGEST)
    return [*lines, "", "All case studies, on average:", picture]


def step_table(each: "CaseReadiness", title: Title) -> list[str]:
    """Write a case study, its steps, and its weakest concepts."""
    then: Mapping[Step, float] = each.on_date.steps if each.on_date else {}
    rows = [_Row(each.now.value, _range(each.expected), _values(each), title(each.case))]
    rows += [
        _Row(
            value,
            f"{percent(then[step]):>5}" if step in then else "",
            each.steps.get(step, ()),
            f"  {STEP_TITLES[step]}",
        )
        for step, value in each.now.steps.items()
    ]
    lines = _table(rows, each)
    goal = each.expected.then if each.expected else None
    lines += ["", over_time(each.past, _LONGEST, goal), "", "Weakest, by what they cost:"]
    weakest = each.now.weakest[:_WEAKEST]
    return lines + [f"  {percent(recall):>5}  {title(id_)}" for id_, recall in weakest]


def _table(rows: Sequence[_Row], each: "CaseReadiness") -> list[str]:
    planned = any(row.then for row in rows)
    room = _NARROW if planned else _WIDE
    wide = max(len("over time"), min(room, len(thinned(_values(each), room))))
    then = f"  {'on the date (range)':<{_RANGE}}" if planned else ""
    lines = [f"today{then}  {'over time':<{wide}}"]
    for row in rows:
        then = f"  {row.then or '    –':<{_RANGE}}" if planned else ""
        drawn = columns(thinned(row.past, room), 1.0)
        lines.append(f"{percent(row.now):>5}{then}  {drawn:<{wide}}  {row.title}")
    return lines


def _values(each: "CaseReadiness") -> list[float]:
    return [value for _, value in each.past]


def _range(expected: "Expected | None") -> str:
    if expected is None:
        return ""
    then, low, high = (percent(share) for share in expected[1:])
    return f"{then:>5} ({low} – {high})"
