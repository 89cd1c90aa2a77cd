"""`mlsd graph show|path|stats`: ask the knowledge graph."""

import json

import click

from mlsd_graph.cli.context import Context
from mlsd_graph.cli.options import json_option


@click.group("graph")
def command() -> None:
    """Ask the knowledge graph."""


@command.command("stats")
@json_option
@click.pass_obj
def stats(context: Context, *, as_json: bool) -> None:
    """Count nodes, cards and edges."""
    from mlsd_graph.graph import build  # noqa: PLC0415  not for `--help`

    counts = build(context.library()).stats()
    if as_json:
        click.echo(json.dumps(counts, ensure_ascii=False))
        return
    for name, value in counts.items():
        shown = (
            ", ".join(f"{k} {v}" for k, v in value.items()) if isinstance(value, dict) else value
        )
        click.echo(f"{name:14} {shown}")


@command.command("path")
@click.argument("start", metavar="A")
@click.argument("end", metavar="B")
@json_option
@click.pass_context
def path(ctx: click.Context, start: str, end: str, *, as_json: bool) -> None:
    """A path along prerequisites from A to B, with the reason on each edge."""
    from mlsd_graph.graph import build  # noqa: PLC0415  not for `--help`

    context: Context = ctx.obj
    library = context.library()
    found = build(library).path(library.resolve(start), library.resolve(end))
    if as_json:
        click.echo(
            json.dumps(
                {"path": list(found.ids), "reasons": list(found.reasons)}, ensure_ascii=False
            )
        )
    elif found.ids:
        click.echo(found.ids[0])
        for name, reason in zip(found.ids[1:], found.reasons, strict=True):
            click.echo(f"  → {name}: {reason}")
    else:
        click.echo(f"No prerequisite path joins {start} and {end}.", err=True)
    ctx.exit(0 if found.ids else 1)


@command.command("show")
@click.argument("name", metavar="ID")
@json_option
@click.pass_obj
def show(context: Context, name: str, *, as_json: bool) -> None:
    """A page with its relations and their reasons."""
    from mlsd_graph.graph import build  # noqa: PLC0415  not for `--help`

    library = context.library()
    node = build(library).describe(library.resolve(name))
    if as_json:
        click.echo(json.dumps(node, ensure_ascii=False))
        return
    click.echo(f"{node['title']}  ({node['id']}, {node['node']})")
    for relation in node["relations"]:
        arrow = "→" if relation["direction"] == "out" else "←"
        line = f"{relation['relation']:14} {arrow} {relation['id']}"
        click.echo(f"{line}: {relation['reason']}" if relation["reason"] else line)
