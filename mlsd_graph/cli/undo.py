"""`mlsd undo`: take back the newest act made on this device."""

import click

from mlsd_graph.cli.context import Context
from mlsd_graph.cli.options import json_option
from mlsd_graph.cli.undone import report
from mlsd_graph.study.interviews import newest_act

_KEPT = "Interviews are not undone; `mlsd interview --drop {}` takes the one on {} away, with what \
it asks next."


@click.command("undo")
@json_option
@click.pass_obj
def command(context: Context, *, as_json: bool) -> None:
    """Take back the newest act made on this device; interviews are no such acts."""
    study = context.study()
    rehearsed = newest_act(study.store)
    said = _KEPT.format(rehearsed.run, rehearsed.case) if rehearsed else ""
    report(study.undo(), nothing="Nothing to undo.", hint=said, as_json=as_json)
