"""`mlsd undo`: take back the newest act made on this device."""

import click

from mlsd_graph.cli.context import Context
from mlsd_graph.cli.options import json_option
from mlsd_graph.cli.undone import WAY, report
from mlsd_graph.study.taking_back import take_back


@click.command("undo")
@json_option
@click.pass_obj
def command(context: Context, *, as_json: bool) -> None:
    """Take back the newest act made on this device; interviews are no such acts."""
    report(take_back(context.study(), WAY), as_json=as_json)
