"""`mlsd answer CARD RATING`: record a grade, from an editor or a script."""

import json
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from mlsd_graph.cli.context import Context, system_clock
from mlsd_graph.cli.options import at_option, due_text, json_option
from mlsd_graph.cli.output import silence
from mlsd_graph.errors import MlsdError
from mlsd_graph.memory.state import Rating

if TYPE_CHECKING:
    from mlsd_graph.study import Study
    from mlsd_graph.study.views import Answered

_RATINGS = {rating.word: rating for rating in Rating}


@click.command("answer")
@click.argument("card")
@click.argument("rating", type=click.Choice(list(_RATINGS)))
@json_option
@at_option
@click.pass_obj
def command(
    context: Context, card: str, rating: str, *, as_json: bool, at: tuple[int, int] | None
) -> None:
    """Record a grade for a card that is not suspended."""
    study = context.study(at=at)
    answered = study.answer(card, _RATINGS[rating], source="script")
    # A script that took what comes after the record for a failure would grade the card once more.
    try:
        try:
            _say(answered, rating, as_json=as_json)
        except OSError as error:
            said = f"mlsd: recorded as {answered.event}, but not written out: {error.strerror}."
            click.echo(said, err=True)
            silence()
        _say_ahead(answered, study.now().ms, quiet=as_json)
        if at is None:
            _plan(study)
    except KeyboardInterrupt:
        click.echo("mlsd: recorded; the plan of the day was left to the next answer.", err=True)


def _plan(study: "Study") -> None:
    """Plan the day after its first answer, as a script asks for no plan otherwise.

    The answer is out by then. A grade of another time plans nothing: whoever replays a year would
    wait a second for each day of it.
    """
    interview = study.settings.interview
    if not interview:
        return
    # The grade is recorded: the queue goes by the last plan, and `mlsd plan` says what is wrong.
    with suppress(MlsdError):
        _plan_day(study, interview)


def _plan_day(study: "Study", interview: str) -> None:
    from mlsd_graph.study.planned_day import is_planned  # noqa: PLC0415  few have an interview

    if is_planned(study.paths, interview, study.now().day):
        return
    from mlsd_graph.study.planned import plan_anew  # noqa: PLC0415  once a day

    plan_anew(study)


def _say_ahead(answered: "Answered", given_ms: int, *, quiet: bool) -> None:
    """Say which review the card goes by, where that is dated after this machine's now.

    A script that dates its answers so itself knows it.
    """
    from mlsd_graph.store.dated_ahead import is_ahead  # noqa: PLC0415  not for `--help`

    if not is_ahead(answered.state, system_clock()[0]):
        return
    from mlsd_graph.cli.ahead import answered_text, is_own  # noqa: PLC0415  hardly ever

    if not (quiet and is_own(answered.state, given_ms)):
        click.echo(f"mlsd: {answered_text(answered.state, given_ms)}", err=True)


def _say(answered: "Answered", rating: str, *, as_json: bool) -> None:
    state = answered.state
    due = due_text(state)
    if as_json:
        values = {
            "card": answered.uid,
            "event": answered.event,
            "due": due,
            "stability": state.stability,
            "difficulty": state.difficulty,
        }
        click.echo(json.dumps(values, ensure_ascii=False))
    else:
        click.echo(f"{answered.uid}: {rating}, due {due}")
    sys.stdout.flush()
