"""RESULTS.md from the records: what is on by default and why, then every row, losses included."""

from collections.abc import Iterable, Mapping, Sequence

from benchmarks.learning.records import Record, default_of
from benchmarks.learning.verdicts import Measure, Part, Row, Verdict

_INTRODUCTION = """\
# What the graph is worth: simulated learners, equal minutes

Written by `python -m benchmarks.learning`; do not edit. Losses are told as wins are.

**Learners.** Four models of true memory that share no formula: FSRS-6 with noise of learners and
cards (and worse than the defaults), exponential forgetting with a half-life, ACT-R's many traces,
and logistic recall from practice in time windows (DAS3H). The schedule believes FSRS-6 with
default parameters and never sees the truth. Learners grade 5 to 10 % of their answers wrongly,
miss 5 to 25 % of the days, and a third of them are away for a week. What is true about an edge
(how much transfers, what a missing prerequisite costs) is drawn apart from what its author wrote.

**Numbers** are means over learners with 95 % intervals (bootstrap over learners, paired: all
policies meet the same learners with the same luck). *passed*: all of the interval keeps the limit.
*open*: the mean keeps it, the interval does not. *failed*: the mean does not keep it. A part
passes if no row failed and each world with an open row has a row of all models that passed; it is
open if such a row is missing and none failed.
Points are points of recall of a hundred; cards that were never seen count as forgotten.
"""


def written(records: Mapping[str, Record], order: Sequence[str]) -> str:
    """Write the whole file; parts in the given order, those without a record left out."""
    found = [records[name] for name in order if name in records]
    sections = [_INTRODUCTION, _defaults(found), *map(_section, found)]
    return "\n".join(sections)


def on_although_failed(records: Iterable[Record]) -> list[str]:
    """Name the switches that are on by default against the verdict of their part, unexcused."""
    return [
        record.part.switch
        for record in records
        if record.part.verdict is not Verdict.PASSED
        and not record.part.despite
        and default_of(record.part.switch) == "on"
    ]


def _defaults(records: Sequence[Record]) -> str:
    lines = [
        "## What is on by default and why",
        "",
        "| part | setting | default | verdict | why |",
        "|---|---|---|---|---|",
    ]
    for record in records:
        part = record.part
        default, verdict = default_of(part.switch) or "on request", _shout(part.verdict)
        lines.append(
            f"| {part.title} | `{part.switch}` | {default} | {verdict} | {_reason(part)} |"
        )
    return "\n".join([*lines, ""])


def _reason(part: Part) -> str:
    """Count the verdicts and name the worst row."""
    judged = [row for row in part.rows if row.verdict is not Verdict.NONE]
    counts = [
        f"{sum(row.verdict is verdict for row in judged)} {verdict}"
        for verdict in (Verdict.PASSED, Verdict.OPEN, Verdict.FAILED)
        if any(row.verdict is verdict for row in judged)
    ]
    if part.verdict is Verdict.PASSED:
        return f"{', '.join(counts)} of {len(judged)} rows with a limit"
    worst = max((row for row in judged if row.verdict is part.verdict), key=_excess)
    told = f"; worst: {worst.world}, {worst.model}"
    despite = f". On all the same: {part.despite}" if part.despite else ""
    return f"{', '.join(counts)} of {len(judged)} rows with a limit{told}{despite}"


def _excess(row: Row) -> float:
    """By how much the worst measure of a row misses its limit."""
    return max(
        (
            (m.limit - m.estimate.value) * (1 if m.at_least else -1)
            for m in row.measures
            if m.limit is not None
        ),
        default=float("-inf"),
    )


def _section(record: Record) -> str:
    part = record.part
    names = list(dict.fromkeys(m.name for row in part.rows for m in row.measures))
    head = ["world", "memory", *(_titled(name, part) for name in names), "verdict"]
    lines = [f"## {part.title}", "", part.question, "", *(f"- {note}" for note in part.notes)]
    lines += [
        "",
        f"`{_command(record)}`, {record.seconds} s of processor time, {record.versions}",
        "",
        "| " + " | ".join(head) + " |",
        "|---" * len(head) + "|",
    ]
    for row in part.rows:
        cells = {m.name: _cell(m) for m in row.measures}
        shown = [row.world, row.model, *(cells.get(name, "") for name in names)]
        lines.append("| " + " | ".join([*shown, _shout(row.verdict)]) + " |")
    return "\n".join([*lines, ""])


def _command(record: Record) -> str:
    options = f"--learners {record.learners} --seed {record.seed}"
    return f"python -m benchmarks.learning {options} {record.name}"


def _titled(name: str, part: Part) -> str:
    """A column's name with its unit and limit."""
    found = [m for row in part.rows for m in row.measures if m.name == name]
    limits = {(m.limit, m.at_least) for m in found if m.limit is not None}
    told = [f"{'≥' if at_least else '≤'} {limit:g}" for limit, at_least in sorted(limits)]
    return ", ".join([f"{name} ({found[0].unit})", *told])


def _cell(measure: Measure) -> str:
    value, low, high = measure.estimate
    return f"{value:+.2f} [{low:+.2f}, {high:+.2f}]"


def _shout(verdict: Verdict) -> str:
    return f"**{verdict}**" if verdict is Verdict.FAILED else str(verdict)
