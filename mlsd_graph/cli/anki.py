"""`mlsd anki`: exchange with a running Anki on this desktop."""

import json
import os
from typing import TYPE_CHECKING

import click

from mlsd_graph.cli.context import Context
from mlsd_graph.cli.options import json_option

if TYPE_CHECKING:
    from export.anki.connect import Desktop

_KEY = "MLSD_ANKICONNECT_KEY"

address_option = click.option(
    "--address",
    metavar="URL",
    default=None,
    help="Where AnkiConnect listens on this machine. Default: config.toml, else port 8765.",
)


@click.group("anki")
def command() -> None:
    """Exchange with a running Anki on this desktop, through its AnkiConnect add-on."""


@command.command("push")
@address_option
@click.option("--sync", is_flag=True, help="Let Anki synchronize afterwards.")
@json_option
@click.pass_obj
def push(context: Context, address: str | None, *, sync: bool, as_json: bool) -> None:
    """Bring all notes to Anki: new ones with their progress, changed ones with their new text.

    Cards that Anki has keep its schedule. The first push also brings the deck preset.
    """
    from export.anki import connect  # noqa: PLC0415  genanki only for this command
    from mlsd_graph.cli.decks import Choice, write_deck  # noqa: PLC0415  same

    desktop = _desktop(context, address)
    desktop.greet()
    connect.refuse_changed_types(desktop)
    choice = Choice(progress=True, has_preset=not connect.has_decks(desktop))
    out = context.paths.cache / f"push-{os.getpid()}.apkg"
    out.parent.mkdir(parents=True, exist_ok=True)
    try:
        written = write_deck(context, context.study(), out, choice)
        pushed = connect.push(desktop, out)
    finally:
        out.unlink(missing_ok=True)
    if sync:
        desktop.ask("sync")
    if as_json:
        click.echo(json.dumps({"notes": written.notes, **pushed._asdict()}))
    else:
        click.echo(f"{written.notes} notes to Anki, which has {pushed.cards} cards of ours now.")
        click.echo(f"{pushed.new} of them are new there.")


def _desktop(context: Context, address: str | None) -> "Desktop":
    from export.anki.connect import DEFAULT_ADDRESS, Desktop  # noqa: PLC0415  same

    found = address or context.config.ankiconnect or DEFAULT_ADDRESS
    return Desktop(found, os.environ.get(_KEY, ""))
