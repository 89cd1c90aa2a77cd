"""`mlsd unsuspend CARD`: ask a suspended card again."""

import json

import click

from mlsd_graph.cli.context import Context
from mlsd_graph.cli.options import json_option
from mlsd_graph.errors import MlsdError


@click.command("unsuspend")
@click.argument("card")
@json_option
@click.pass_obj
def command(context: Context, card: str, *, as_json: bool) -> None:
    """Ask a suspended card again (undo takes it back)."""
    study = context.study()
    study.library.card(card)
    state = study.store.state(card)
    if state is None or not state.suspended:
        raise MlsdError(f"{card} is not suspended.")
    study.unsuspend(card)
    click.echo(json.dumps({"card": card}) if as_json else f"{card} is asked again.")
