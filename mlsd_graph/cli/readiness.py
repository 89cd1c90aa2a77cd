"""`mlsd readiness`: how ready the learner is for each case study: past, today, on the date."""

import json
from typing import TYPE_CHECKING

import click

from mlsd_graph.cli.context import Context
from mlsd_graph.cli.options import at_option, json_option
from mlsd_graph.percent import percent
from mlsd_graph.quantity import quantity

if TYPE_CHECKING:
    from mlsd_graph.study.readiness import CaseReadiness


@click.command("readiness")
@click.argument("case", required=False)
@json_option
@at_option
@click.pass_obj
def command(
    context: Context, case: str | None, *, as_json: bool, at: tuple[int, int] | None
) -> None:
    """How ready you are for each case study, or for one of them step by step."""
    from mlsd_graph.cli.stages import planning  # noqa: PLC0415  not for `--help`
    from mlsd_graph.study.known import assumed  # noqa: PLC0415  not for `--help`
    from mlsd_graph.study.readiness import readiness  # noqa: PLC0415  not for `--help`

    study = context.study(at=at, write=False)
    wanted = study.case(case) if case else ""
    with planning() as told:
        found = readiness(study, told)
    taken = assumed(study)
    shown = [each for each in found if not wanted or each.case == wanted]
    if as_json:
        values = {"cases": [_values(each) for each in shown], "assumed": len(taken)}
        click.echo(json.dumps(values, ensure_ascii=False))
        return
    title = study.library.title
    lines = [_line(each, title(each.case)) for each in shown] or ["There are no case studies."]
    if wanted:
        lines += _steps(shown[0]) + [
            f"  {percent(recall):>5}  {title(id_)}" for id_, recall in shown[0].now.weakest[:8]
        ]
    if taken:
        lines.append(f"With {quantity(len(taken), 'concept')} taken as known from placement.")
    click.echo("\n".join(lines))


def _values(each: "CaseReadiness") -> dict[str, object]:
    expected = each.expected
    return {
        "case": each.case,
        "readiness": each.now.value,
        "steps": {str(step): value for step, value in each.now.steps.items()},
        "weakest": [{"concept": id_, "recall": recall} for id_, recall in each.now.weakest[:5]],
        "expected": None
        if expected is None
        else {"readiness": expected.then, "low": expected.low, "high": expected.high},
        "past": [{"date": date, "readiness": value} for date, value in each.past],
    }


def _line(each: "CaseReadiness", title: str) -> str:
    line = f"{percent(each.now.value):>5}  {title}"
    if each.expected is not None:
        then = each.expected
        line += f"; on the date {percent(then.then)} ({percent(then.low)} – {percent(then.high)})"
    if len(each.past) > 1:
        date, value = each.past[0]
        line += f"; {percent(value)} on {date}"
    return line


def _steps(each: "CaseReadiness") -> list[str]:
    from mlsd_graph.content.records import STEP_TITLES  # noqa: PLC0415  not for `--help`

    return [
        "",
        *(f"  {percent(value):>5}  {STEP_TITLES[step]}" for step, value in each.now.steps.items()),
        "",
        "Weakest, by what they cost:",
    ]
