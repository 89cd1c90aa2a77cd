"""`mlsd undo`: take back the newest act made on this device."""

import click

from mlsd_graph.cli.context import Context
from mlsd_graph.cli.options import json_option
from mlsd_graph.cli.undone import report
from mlsd_graph.study.interviews import stays, undo


@click.command("undo")
@json_option
@click.pass_obj
def command(context: Context, *, as_json: bool) -> None:
    """Take back the newest act made on this device; interviews are no such acts."""
    undone, since = undo(context.study())
    said = stays(f"`mlsd interview --drop {since.run}`", since.case) if since else ""
    report(undone, nothing="Nothing to undo.", hint=said, as_json=as_json)
