"""`mlsd log`: the recorded events, oldest first."""

import json

import click

from mlsd_graph.cli.context import Context
from mlsd_graph.cli.options import iso, json_option, moment


@click.command("log")
@click.option("--card", default=None, metavar="CARD", help="Only the events of this card.")
@click.option("--kind", "kinds", multiple=True, help="Only this kind, such as review; repeatable.")
@click.option("--since", metavar="TIME", default=None, help="Only from this time on (ISO 8601).")
@click.option("--limit", type=click.IntRange(1), default=None, help="Only the newest so many.")
@json_option
@click.pass_obj
def command(  # noqa: PLR0913  one option each
    context: Context,
    *,
    card: str | None,
    kinds: tuple[str, ...],
    since: str | None,
    limit: int | None,
    as_json: bool,
) -> None:
    """The recorded events, oldest first; undone ones stay in the log."""
    from mlsd_graph.store import id_text  # noqa: PLC0415  not for `--help`
    from mlsd_graph.store.journal import Choice, journal  # noqa: PLC0415  SQLModel: 400 ms

    start = moment(since)[0] if since else None
    store = context.store(write=False)
    found = journal(store, Choice(card, kinds, start, limit))
    if card is not None and not found and not journal(store, Choice(card, limit=1)):
        # A card that has gone has its events still; one without any may be mistyped.
        context.library().card(card)
    rows = [
        {
            "event": id_text(event.id),
            "kind": event.kind,
            "card": event.card,
            "at": iso(event.at, event.offset, "milliseconds"),
            "device": event.device,
            "seq": event.seq,
            "target": id_text(event.target) if event.target else None,
            "rating": event.rating,
            "duration_ms": event.duration_ms,
            "due_day": event.due_day,
            "data": event.values or None,
        }
        for event in found
    ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        detail = row["rating"] if row["rating"] is not None else (row["data"] or "")
        click.echo(f"{row['at']}  {row['kind']:10} {row['card'] or '':48} {detail}".rstrip())
