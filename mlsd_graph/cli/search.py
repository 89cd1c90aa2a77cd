"""`mlsd search`: concepts and cards by words, typos forgiven."""

import json

import click

from mlsd_graph.clean import clean
from mlsd_graph.cli.context import Context
from mlsd_graph.cli.options import json_option


@click.command("search")
@click.argument("query", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1, 500), default=20, show_default=True)
@json_option
@click.pass_obj
def command(context: Context, query: tuple[str, ...], limit: int, *, as_json: bool) -> None:
    """Find concepts and cards, typos forgiven."""
    from mlsd_graph.search import Index  # noqa: PLC0415  rapidfuzz: 20 ms

    hits = Index.build(context.library()).search(" ".join(query), limit=limit)
    if as_json:
        rows = [
            {"id": hit.id, "title": hit.title, "kind": hit.kind, "score": round(hit.score, 2)}
            for hit in hits
        ]
        click.echo(json.dumps(rows, ensure_ascii=False))
    else:
        for hit in hits:
            click.echo(f"{hit.kind:12} {hit.id:48} {clean(hit.title)}")
    if not hits:
        click.get_current_context().exit(1)
