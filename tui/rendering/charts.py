"""The Stats screen as text: one column of figures, or two side by side where there is room."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from textual.content import Content

from mlsd_graph.clean import clean_line
from mlsd_graph.columns import columns
from mlsd_graph.content.records import STEP_TITLES
from mlsd_graph.percent import percent
from mlsd_graph.study.streaks import streak_rule, streak_text
from tui.rendering import styles
from tui.rendering.bars import heatmap, rows
from tui.rendering.canvas import Rendered

if TYPE_CHECKING:
    from mlsd_graph.memory.workload import Workload
    from mlsd_graph.study.charts import Bins, Charts, Passed
    from mlsd_graph.study.simulating import Simulated

_TWO = 110
"""Width from which there are two columns."""
_GAP = 4
_WEEK, _MONTH = 7, 30
WORKLOAD_DAYS = 90
_LAST = 14
"""Days of the time line."""
_QUIET_HOUR = 5
"""Answers below which the share recalled of an hour says nothing."""

Block = list[Content]


def draw_charts(charts: "Charts", width: int, simulated: "Simulated | None" = None) -> Rendered:
    """Draw everything for a width; what other retentions would cost only once it is known."""
    wide = width >= _TWO
    half = (width - _GAP) // 2 if wide else width
    left = [_forecast(charts, half), _retention(charts), _answers(charts, half), _time(charts)]
    left.append(_hours(charts))
    if simulated is not None:
        left.append(_workload(charts, simulated, half))
    right = [_domains(charts, half), _steps(charts, half), *_memories(charts, half)]
    lines = [
        *_streak(charts),
        Content(""),
        *heatmap(charts.past, charts.ahead, charts.today, width),
    ]
    lines += [_legend(), Content("")]
    if wide:
        lines += _beside(_stacked(left), _stacked(right), half)
    else:
        lines += _stacked([*left, *right])
    lines = [line.truncate(width, ellipsis=True) for line in lines]
    return Rendered(Content("\n").join(lines), (), len(lines))


def _streak(charts: "Charts") -> Block:
    rule = f"{streak_rule(charts.streak)}; one day in seven may rest"
    said = Content.styled(streak_text(charts.streak), "bold")
    return [said, Content.styled(rule, styles.QUIET)]


def _legend() -> Content:
    return Content.styled("reviews made, then reviews due:  · none  ░ ▒ ▓ █ most", styles.QUIET)


def _forecast(charts: "Charts", width: int) -> Block:
    """A week day by day with the backlog as a bar of its own, and the month in a number."""
    named = [("late", charts.backlog)]
    for step in range(_WEEK):
        label = "today" if step == 0 else f"{_date(charts.today + step):%a %d}"
        named.append((label, charts.ahead.get(charts.today + step, 0)))
    month = sum(charts.ahead.get(charts.today + step, 0) for step in range(_MONTH))
    return [
        _title("Due"),
        *rows([(label, count, str(count)) for label, count in named], width),
        Content.styled(f"{month + charts.backlog} within {_MONTH} days", styles.QUIET),
    ]


def _retention(charts: "Charts") -> Block:
    lines = [
        _title(f"True retention (desired {percent(charts.desired)})"),
        Content.styled(f"{'':<13}{'young':>9}{'mature':>9}{'all':>9}  reviews", styles.QUIET),
    ]
    for each in charts.retention:
        label = f"last {each.days} days" if each.days else "ever"
        total = each.both.recalled + each.both.forgotten
        shares = "".join(f"{_share(part):>9}" for part in (each.young, each.mature, each.both))
        lines.append(Content(f"{label:<13}{shares}  {total:>7}"))
    notes = (note for note in (charts.credit, charts.order) if note)
    lines += [Content.styled(note, styles.QUIET) for note in notes]
    return lines


def _answers(charts: "Charts", width: int) -> Block:
    total = sum(charts.answers) or 1
    names = ("again", "hard", "good", "easy")
    pairs = [
        (name, float(count), f"{count}  {percent(count / total):>5}")
        for name, count in zip(names, charts.answers, strict=True)
    ]
    return [_title("Answers"), *rows(pairs, width)]


def _time(charts: "Charts") -> Block:
    last = [charts.minutes.get(charts.today - ago, 0.0) for ago in reversed(range(_LAST))]
    spent = sum(last)
    said = f"{spent:.0f} min in {_LAST} days, {spent / _LAST:.1f} a day; longest {max(last):.1f}"
    return [_title("Time"), _columns(columns(last), said)]


def _hours(charts: "Charts") -> Block:
    answers = columns([hour.answers for hour in charts.hours])
    shares = [
        hour.passed / hour.answers if hour.answers >= _QUIET_HOUR else 0.0 for hour in charts.hours
    ]
    lines = [_title("Hours of the day"), _columns(answers, "answers")]
    lines.append(_columns(columns(shares), "recalled"))
    lines.append(Content.styled("0     6     12    18    24", styles.QUIET))
    if any(shares):
        best = max(range(24), key=shares.__getitem__)
        lines.append(Content(f"best at {best:02}:00, {percent(shares[best])} recalled"))
    return lines


def _workload(charts: "Charts", simulated: "Simulated", width: int) -> Block:
    """Minutes a day for each desired retention, and the cards that it would keep."""
    pairs = [
        (
            f"{percent(each.retention)}{'*' if each.retention == charts.desired else ' '}",
            float(each.minutes.mean()),
            _cost(each),
        )
        for each in simulated.workloads
    ]
    hints = [
        "* in force; known: recalled then, new cards included",
        "last: the limit that put reviews off or kept new",
        "cards back; each day is studied",
    ]
    if simulated.plan_until:
        hints.append(f"without the plan, which chooses until {simulated.plan_until}")
    if simulated.paced:
        hints.append("`pace_by_success` is not reckoned")
    return [
        _title(f"Desired retention, next {WORKLOAD_DAYS} days"),
        *rows(pairs, width),
        *(Content.styled(hint, styles.QUIET) for hint in hints),
    ]


def _cost(each: "Workload") -> str:
    spent = f"{each.minutes.mean():5.1f} min/day {each.remembered:5.0f} known"
    return f"{spent} {each.backlog:4.0f} late  {each.held_by}"


def _columns(drawn: str, said: str) -> Content:
    return Content.assemble((drawn, "$text-accent"), f"  {said}")


def _domains(charts: "Charts", width: int) -> Block:
    pairs = [(clean_line(name), share, percent(share)) for name, share in charts.domains.items()]
    return [_title("Mastery by domain"), *rows(pairs, width, 1.0)]


def _steps(charts: "Charts", width: int) -> Block:
    pairs = [(STEP_TITLES[step], share, percent(share)) for step, share in charts.steps.items()]
    return [_title("Mastery by step of an interview"), *rows(pairs, width, 1.0)]


def _memories(charts: "Charts", width: int) -> list[Block]:
    return [
        [_title("Stability, days"), *_binned(charts.stability, width)],
        [_title("Difficulty, 1 to 10"), *_binned(charts.difficulty, width)],
        [_title("Recall now, %"), *_binned(charts.retrievability, width, 100)],
    ]


def _binned(bins: "Bins", width: int, scale: int = 1) -> Block:
    if not sum(bins.counts):
        return rows([], width)
    bounds = [f"{scale * bound:.0f}" for bound in bins.bounds]
    labels = [f"below {bounds[0]}"]
    labels += [f"{low} – {high}" for low, high in pairwise(bounds)]
    labels.append(f"from {bounds[-1]}")
    pairs = zip(labels, bins.counts, strict=True)
    return rows([(label, float(count), str(count)) for label, count in pairs], width)


def _title(text: str) -> Content:
    return Content.styled(text, "bold underline")


def _share(passed: "Passed") -> str:
    return percent(passed.share, 1)


def _date(day: int) -> date:
    return date(1970, 1, 1) + timedelta(days=day)


def _stacked(blocks: Sequence[Block]) -> Block:
    return [line for block in blocks for line in (*block, Content(""))]


def _beside(left: Block, right: Block, width: int) -> Block:
    empty = Content("")
    lines: Block = []
    for i in range(max(len(left), len(right))):
        first = left[i] if i < len(left) else empty
        second = right[i] if i < len(right) else empty
        lines.append(first.pad_right(max(0, width + _GAP - first.cell_length)) + second)
    return lines
