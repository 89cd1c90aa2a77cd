"""`mlsd redo`: do again what was undone."""

import click

from mlsd_graph.cli.context import Context
from mlsd_graph.cli.options import json_option
from mlsd_graph.cli.undone import report


@click.command("redo")
@json_option
@click.pass_obj
def command(context: Context, *, as_json: bool) -> None:
    """Do again what was undone."""
    report(context.study().redo(), nothing="Nothing to redo.", as_json=as_json)
