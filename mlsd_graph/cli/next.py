"""`mlsd next`: the card to ask now. Writes nothing."""

import json

import click

from mlsd_graph.cli.context import Context
from mlsd_graph.cli.nothing import nothing
from mlsd_graph.cli.options import at_option, json_option
from mlsd_graph.cli.plaintext import back, front


@click.command("next")
@json_option
@at_option
@click.pass_obj
def command(context: Context, *, as_json: bool, at: tuple[int, int] | None) -> None:
    """The card to ask now, for an editor or a script."""
    study = context.study(at=at, write=False)
    shown = study.next()
    if not as_json:
        click.echo(front(shown.card) if shown else nothing(study))
        return
    if shown is None:
        names = ("card", "kind", "concept", "front", "back", "reason", "intervals")
        click.echo(json.dumps(dict.fromkeys(names) | {"beyond": study.today().beyond}))
        return
    click.echo(
        json.dumps(
            {
                "card": shown.card.uid,
                "kind": shown.card.kind.value,
                "concept": shown.card.head.page,
                "front": front(shown.card),
                "back": back(shown.card),
                "reason": shown.reason.text,
                "intervals": {
                    rating.word: outcome.interval for rating, outcome in shown.outcomes.items()
                },
            },
            ensure_ascii=False,
        )
    )
