"""`mlsd undo`: take back the newest act made on this device."""

import click

from mlsd_graph.cli.context import Context
from mlsd_graph.cli.options import json_option
from mlsd_graph.cli.undone import report


@click.command("undo")
@json_option
@click.pass_obj
def command(context: Context, *, as_json: bool) -> None:
    """Take back the newest act made on this device."""
    report(context.study().undo(), nothing="Nothing to undo.", as_json=as_json)
