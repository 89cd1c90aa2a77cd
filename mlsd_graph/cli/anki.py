"""`mlsd anki`: exchange with a running Anki on this desktop."""

import json
import os
from typing import TYPE_CHECKING

import click

from mlsd_graph.cli.context import Context
from mlsd_graph.cli.options import json_option

if TYPE_CHECKING:
    from export.anki.connect import Desktop
    from mlsd_graph.cli.pulled import Heard

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

    What was answered, set and written there comes first, as with a pull: the new text of a note
    would take away its mark, tags and My Notes. Cards that Anki has keep its schedule. The first
    push also brings the deck preset.
    """
    from export.anki import connect  # noqa: PLC0415  genanki only for this command
    from mlsd_graph.cli.decks import Choice, remember_sent, write_deck  # noqa: PLC0415  genanki only for this command
    from mlsd_graph.cli.pulled import heard  # noqa: PLC0415  not for `--help`
    from mlsd_graph.cli.stages import Bar, telling  # noqa: PLC0415  genanki only for this command

    desktop = _desktop(context, address)
    desktop.greet()
    connect.refuse_changed_types(desktop)
    choice = Choice(progress=True, has_preset=not connect.has_decks(desktop), has_edits=True)
    out = context.paths.cache / f"push-{os.getpid()}.apkg"
    out.parent.mkdir(parents=True, exist_ok=True)
    try:
        study = context.study()
        with Bar() as bar:
            came = heard(desktop, study, telling(bar.show))
        if came.brought.recorded:
            study.today()  # lets the cache of `mlsd due` know
        _tell(came, as_json=as_json or not came.brought.recorded)
        with Bar() as bar:
            totals = {"cards": len(study.library.cards)}
            deck = write_deck(context, study, out, choice, telling(bar.show, totals))
        pushed = connect.push(desktop, out)
        remember_sent(study, deck, out, to="desktop")
    finally:
        out.unlink(missing_ok=True)
    for line in deck.said:
        click.echo(f"mlsd: {line}", err=True)
    if sync:
        desktop.ask("sync")
    written = deck.contents
    if as_json:
        values = {"notes": written.notes, **pushed._asdict(), "gone": list(deck.gone)}
        click.echo(json.dumps(came.values() | values))
    else:
        click.echo(f"{written.notes} notes to Anki, which has {pushed.cards} cards of ours now.")
        click.echo(f"{pushed.new} of them are new there.")


@command.command("pull")
@address_option
@click.option("--all", "everything", is_flag=True, help="Anki's whole log, not the newest part.")
@json_option
@click.pass_obj
def pull(context: Context, address: str | None, *, everything: bool, as_json: bool) -> None:
    """Bring the reviews of our cards from Anki's log into ours, with all that was set there.

    That is My Notes and tags, flags, marks and suspension, as in a file. Of the log is read what
    is newer than 30 days before the newest review that came from this Anki so far: a phone may
    synchronize late. What is known is passed over.
    """
    from mlsd_graph.cli.pulled import heard  # noqa: PLC0415  not for `--help`
    from mlsd_graph.cli.stages import Bar, telling  # noqa: PLC0415  not for `--help`

    desktop = _desktop(context, address)
    desktop.greet()
    study = context.open_study()
    with Bar() as bar:
        came = heard(desktop, study, telling(bar.show), everything=everything)
    study.today()  # lets the cache of `mlsd due` know
    study.care()
    _tell(came, as_json=as_json)
    if as_json:
        click.echo(json.dumps(came.values()))


def _tell(came: "Heard", *, as_json: bool) -> None:
    """Say what came: to a script, which reads the rest, only what to do something about."""
    for line in came.warnings():
        click.echo(f"mlsd: {line}", err=True)
    if not as_json:
        click.echo("\n".join(came.lines()))


def _desktop(context: Context, address: str | None) -> "Desktop":
    from export.anki.connect import DEFAULT_ADDRESS, Desktop  # noqa: PLC0415  not for `--help`

    found = address or context.config.ankiconnect or DEFAULT_ADDRESS
    return Desktop(found, os.environ.get(_KEY, ""))
