"""`mlsd redo`: do again what was undone."""

import click

from mlsd_graph.cli.context import Context
from mlsd_graph.cli.options import json_option
from mlsd_graph.cli.undone import report
from mlsd_graph.study.taking_back import do_again


@click.command("redo")
@json_option
@click.pass_obj
def command(context: Context, *, as_json: bool) -> None:
    """Do again what was undone."""
    report(do_again(context.study()), as_json=as_json)
