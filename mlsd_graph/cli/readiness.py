"""`mlsd readiness`: how ready the learner is for each case study: past, today, on the date."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from mlsd_graph.cli.context import Context
from mlsd_graph.cli.options import at_option, json_option
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
    lines = _lines(shown, study.library.title, steps=bool(wanted))
    if wanted and shown[0].expected is None and any(each.expected for each in found):
        lines.append("It is not in the scope of the plan.")
    click.echo("\n".join(lines))
    if taken:
        told = f"With {quantity(len(taken), 'concept')} taken as known from placement."
        click.echo(told)


def _lines(shown: "list[CaseReadiness]", title: Callable[[str], str], *, steps: bool) -> list[str]:
    from mlsd_graph.cli.readiness_lines import case_table, step_table  # noqa: PLC0415  not for `--help`

    if not shown:
        return ["There are no case studies."]
    return step_table(shown[0], title) if steps else case_table(shown, title)


def _values(each: "CaseReadiness") -> dict[str, object]:
    expected, then = each.expected, each.on_date
    return {
        "case": each.case,
        "readiness": each.now.value,
        "steps": {str(step): value for step, value in each.now.steps.items()},
        "weakest": [{"concept": id_, "recall": recall} for id_, recall in each.now.weakest[:5]],
        "expected": None
        if expected is None or then is None
        else {
            "readiness": expected.then,
            "low": expected.low,
            "high": expected.high,
            "steps": {str(step): value for step, value in then.steps.items()},
        },
        "past": [
            {
                "date": date,
                "readiness": value,
                "steps": {str(step): values[i] for step, values in each.steps.items()},
            }
            for i, (date, value) in enumerate(each.past)
        ],
    }
