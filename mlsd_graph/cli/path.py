"""`mlsd path`: where things are."""

import json

import click

from mlsd_graph.cli.context import Context
from mlsd_graph.cli.options import json_option


@click.command("path")
@json_option
@click.pass_obj
def command(context: Context, *, as_json: bool) -> None:
    """Where content, state and configuration are."""
    places = {
        "content": [str(root) for root in context.roots],
        "own_content": str(context.paths.own_content),
        "state": str(context.paths.database),
        "backups": str(context.paths.backups),
        "config": str(context.paths.config_file),
        "cache": str(context.paths.cache),
    }
    if as_json:
        click.echo(json.dumps(places, ensure_ascii=False))
        return
    for name, place in places.items():
        for line in place if isinstance(place, list) else [place]:
            click.echo(f"{name:12} {line}")
