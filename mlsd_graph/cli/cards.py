"""`mlsd cards`: every card of the content, with the place where it stands."""

import json

import click

from mlsd_graph.cli.context import Context
from mlsd_graph.cli.options import json_option


@click.command("cards")
@json_option
@click.pass_obj
def command(context: Context, *, as_json: bool) -> None:
    """List all cards of the content."""
    library = context.library()
    rows = [
        {
            "card": head.uid,
            "kind": head.kind.value,
            "concept": head.page,
            "authored": head.authored,
            "path": library.pages[head.page].path,
            "line": head.line,
        }
        for head in library.cards.values()
    ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        click.echo(f"{row['kind']:9} {row['card']}")
