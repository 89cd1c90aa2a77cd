"""`mlsd log`: the recorded events, oldest first."""

import json

import click

from mlsd_graph.cli.context import Context
from mlsd_graph.cli.options import iso, json_option
from mlsd_graph.store import id_text


@click.command("log")
@click.option("--card", default=None, help="Only the events of this card.")
@json_option
@click.pass_obj
def command(context: Context, card: str | None, *, as_json: bool) -> None:
    """The recorded events, oldest first."""
    store = context.store(write=False)
    rows = [
        {
            "event": id_text(event.id),
            "kind": event.kind,
            "card": event.card,
            "at": iso(event.at, event.offset),
            "device": event.device,
            "seq": event.seq,
            "target": id_text(event.target) if event.target else None,
            "rating": event.rating,
            "duration_ms": event.duration_ms,
            "due_day": event.due_day,
            "data": event.values or None,
        }
        for event in store.events(card=card)
    ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        detail = row["rating"] if row["rating"] is not None else (row["data"] or "")
        click.echo(f"{row['at']}  {row['kind']:10} {row['card'] or '':48} {detail}".rstrip())
