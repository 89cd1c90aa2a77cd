"""`mlsd interview`: a mock interview on a case study, in the app or line by line."""

import json
import sys
import time
from typing import TYPE_CHECKING

import click

from mlsd_graph.cli.context import Context
from mlsd_graph.cli.options import json_option
from mlsd_graph.content.records import Step
from mlsd_graph.errors import MlsdError, UsageError
from mlsd_graph.interview.agenda import LONGEST, MINUTES, SHORTEST
from mlsd_graph.interview.questions import MOST

if TYPE_CHECKING:
    from mlsd_graph.cli.interview_lines import Talk
    from mlsd_graph.study import Study
    from mlsd_graph.study.interviews import Terms
    from mlsd_graph.study.sitting import Sitting

_STEPS = click.Choice([step.value for step in Step])


@click.command("interview")
@click.argument("case", required=False)
@click.option("--plain", "is_plain", is_flag=True, help="Line mode; works through a pipe.")
@click.option(
    "--minutes",
    type=click.IntRange(SHORTEST, LONGEST),
    default=MINUTES,
    show_default=True,
    help="Time for the whole interview, given to the steps as the framework does.",
)
@click.option(
    "--budget",
    "budgets",
    multiple=True,
    metavar="STEP=MINUTES",
    help="Time for one step; may be repeated.",
)
@click.option("--step", "steps", type=_STEPS, multiple=True, help="Only this step; repeatable.")
@click.option(
    "--mark",
    type=click.Choice(["end", "step"]),
    default="end",
    show_default=True,
    help="Read model answers at the end, or after each step.",
)
@click.option(
    "--questions",
    type=click.IntRange(0, 10),
    default=MOST,
    show_default=True,
    help="At most so many follow-up questions after each step.",
)
@click.option("--new", "anew", is_flag=True, help="Begin anew beside an interview under way.")
@click.option("--report", "wants_report", is_flag=True, help="Show the last interview's report.")
@click.option("--drop", metavar="RUN", help="Show an interview no more (its id, or the start).")
@json_option
@click.pass_obj
def command(  # noqa: PLR0913  the options of an interview
    context: Context,
    case: str | None,
    *,
    is_plain: bool,
    minutes: int,
    budgets: tuple[str, ...],
    steps: tuple[str, ...],
    mark: str,
    questions: int,
    anew: bool,
    wants_report: bool,
    drop: str | None,
    as_json: bool,
) -> int:
    """Rehearse the interview on CASE; without one, list the case studies.

    An interview that was left goes on where it stood.
    """
    if drop is not None:
        return _drop(context, drop, as_json=as_json)
    if case is None:
        return _list(context, as_json=as_json)
    if wants_report:
        return _report(context, case, as_json=as_json)
    from mlsd_graph.study.interviews import Terms  # noqa: PLC0415  not for every command

    fixed = dict(map(_budget, budgets))
    chosen = tuple(Step(step) for step in steps)
    terms = Terms(minutes, chosen, fixed, mark == "step", questions)
    if is_plain:
        return _plainly(context, case, terms, anew=anew, as_json=as_json)
    from mlsd_graph.cli.app import open_app  # noqa: PLC0415  not for line mode
    from mlsd_graph.study.interviews import case_brief  # noqa: PLC0415  not for line mode

    found = case_brief(context.library(), case).case
    return open_app(context, lambda app: app.open_interview(found, terms, anew=anew))


def _budget(text: str) -> tuple[Step, int]:
    """Read `data=10`."""
    name, _, number = text.partition("=")
    names = [step.value for step in Step]
    if name not in names or not number.isdecimal() or not 1 <= int(number[:6]) <= LONGEST:
        raise UsageError(
            f"--budget {text}: write STEP=MINUTES with 1 to {LONGEST} minutes.",
            f"Steps are {', '.join(names)}.",
        )
    return Step(name), int(number)


def _plainly(context: Context, case: str, terms: "Terms", *, anew: bool, as_json: bool) -> int:
    """Hold an interview line by line; with JSON the talk goes to stderr."""
    from mlsd_graph.cli.interview_lines import Talk  # noqa: PLC0415  not for lists and reports
    from mlsd_graph.cli.interview_report import as_values, report_text  # noqa: PLC0415  not for lists and reports
    from mlsd_graph.study.interviews import reports  # noqa: PLC0415  not for lists and reports

    study = context.study()
    talk = Talk(sys.stdin, err=as_json)
    sitting = _sitting(study, case, terms, anew=anew, talk=talk)
    is_whole = talk.hold(sitting)
    if not is_whole:
        talk.say(f"Saved. `mlsd interview {sitting.brief.case} --plain` goes on from here.")
        if as_json:
            click.echo(json.dumps({"case": sitting.brief.case, "open": sitting.run.id}))
        return 0
    every = reports(study, sitting.brief.case)
    done = next((each for each in every if each.run == sitting.run.id), None)
    if done is None:
        talk.say("Nothing was marked, so there is no report.")
    elif as_json:
        click.echo(json.dumps(as_values(done, every), ensure_ascii=False))
    else:
        talk.say(report_text(done, study.library.title))
    return 0


def _sitting(study: "Study", case: str, terms: "Terms", *, anew: bool, talk: "Talk") -> "Sitting":
    """Begin an interview, or go on with the one that was left."""
    from mlsd_graph.study.interviews import begin, case_brief, resume, under_way  # noqa: PLC0415  not for `--help`

    known = case_brief(study.library, case).case
    left = [] if anew else under_way(study, known)
    if left:
        talk.say("An interview was left here and goes on; --new begins another.")
        return resume(study, left[0], time.monotonic, terms.questions)
    return begin(study, known, terms, time.monotonic)


def _list(context: Context, *, as_json: bool) -> int:
    """List the case studies with readiness and attempts."""
    from mlsd_graph.cli.interview_report import row_text, row_values  # noqa: PLC0415  not for `--help`
    from mlsd_graph.study.interviews import case_rows  # noqa: PLC0415  not for `--help`

    rows = case_rows(context.study(write=False))
    if as_json:
        click.echo(json.dumps([row_values(row) for row in rows], ensure_ascii=False))
    else:
        for row in rows:
            click.echo(row_text(row))
    return 0


def _report(context: Context, case: str, *, as_json: bool) -> int:
    """Show the report of the last marked interview on a case study."""
    from mlsd_graph.cli.interview_report import as_values, report_text  # noqa: PLC0415  not for `--help`
    from mlsd_graph.study.interviews import reports  # noqa: PLC0415  not for `--help`

    study = context.study(write=False)
    every = reports(study, case)
    if not every:
        raise MlsdError(f"No interview on {case} has been marked.", "Hold one first.")
    if as_json:
        click.echo(json.dumps(as_values(every[-1], every), ensure_ascii=False))
    else:
        click.echo(report_text(every[-1], study.library.title))
    return 0


def _drop(context: Context, run: str, *, as_json: bool) -> int:
    """Drop the one interview whose id begins so."""
    from mlsd_graph.study.interviews import drop, known_attempts  # noqa: PLC0415  not for `--help`

    study = context.study()
    found = [each for each in known_attempts(study.store) if run and each.run.startswith(run)]
    if len(found) != 1:
        said = "is the id of no interview" if not found else f"fits {len(found)} interviews"
        raise MlsdError(f"{run!r} {said}.", "`mlsd interview --json` lists their ids.")
    drop(study, found[0].run, found[0].case)
    if as_json:
        click.echo(json.dumps({"run": found[0].run, "case": found[0].case}))
    else:
        click.echo(f"The interview on {found[0].case} is no longer shown; the log keeps it.")
    return 0
