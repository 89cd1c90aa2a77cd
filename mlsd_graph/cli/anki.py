"""`mlsd anki`: exchange with a running Anki on this desktop."""

import json
import os
from typing import TYPE_CHECKING

import click

from mlsd_graph.cli.context import Context
from mlsd_graph.cli.options import json_option
from mlsd_graph.quantity import quantity
from mlsd_graph.store.event import Kind

if TYPE_CHECKING:
    from export.anki.back import Brought
    from export.anki.connect import Desktop, Pulled
    from mlsd_graph.store import Store
    from mlsd_graph.study import Study

_KEY = "MLSD_ANKICONNECT_KEY"
_LATE_MS = 30 * 86_400_000

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

    My Notes and tags that were written there are read first, and stay.
    Cards that Anki has keep its schedule. The first push also brings the deck preset.
    """
    from export.anki import connect  # noqa: PLC0415  genanki only for this command
    from mlsd_graph.cli.decks import Choice, remember_sent, write_deck  # noqa: PLC0415  genanki only for this command
    from mlsd_graph.cli.imported import written_there  # noqa: PLC0415  not for `--help`
    from mlsd_graph.cli.stages import Bar, telling  # noqa: PLC0415  genanki only for this command

    desktop = _desktop(context, address)
    desktop.greet()
    connect.refuse_changed_types(desktop)
    choice = Choice(progress=True, has_preset=not connect.has_decks(desktop), has_edits=True)
    out = context.paths.cache / f"push-{os.getpid()}.apkg"
    out.parent.mkdir(parents=True, exist_ok=True)
    try:
        study = context.study()
        done = _bring(desktop, study, None)  # what is in them would be replaced
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
        click.echo(json.dumps(values | written_there(done)))
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
    from export.anki import connect  # noqa: PLC0415  not for `--help`
    from mlsd_graph.cli.imported import (  # noqa: PLC0415  not for `--help`
        changes_by_name,
        counted,
        passed_flags,
        passed_over,
        set_there,
        written_there,
    )

    desktop = _desktop(context, address)
    desktop.greet()
    study = context.open_study()
    pulled = connect.pull(desktop, 0 if everything else _since(study.store, desktop.address))
    done = _bring(desktop, study, pulled)
    study.today()  # lets the cache of `mlsd due` know
    study.care()
    counts = done.counts
    if pulled.nameless:
        stayed = quantity(pulled.nameless, "review")
        click.echo(f"mlsd: {stayed} stayed in Anki: the Key of the note was edited.", err=True)
    if counts.future:
        be = "is" if counts.future == 1 else "are"
        ahead = f"{quantity(counts.future, 'review')} {be}"
        click.echo(f"mlsd: {ahead} dated after today; check the clock.", err=True)
    for line in passed_flags(done.changes):
        click.echo(f"mlsd: {line}", err=True)
    if as_json:
        values: dict[str, object] = {
            **counted(counts),
            "reviews_nameless": pulled.nameless,
            **written_there(done),
            "orphans": list(done.orphans),
            "events": done.recorded,
        }
        click.echo(json.dumps(values | set_there(done.changes)))
    else:
        click.echo(f"reviews    {counts.new} imported, {counts.known} known")
        if passed := list(passed_over(counts)):
            click.echo(f"left out   {', '.join(passed)}")
        told = {
            **changes_by_name(done.changes),
            "my notes": done.noted,
            "orphans": done.orphans,
        }
        for what, names in told.items():
            if names:
                click.echo(f"{what:10} {len(names)}")


def _bring(desktop: "Desktop", study: "Study", pulled: "Pulled | None") -> "Brought":
    """Record what Anki tells: what is written in notes, and after a pull also all else."""
    from export.anki import connect  # noqa: PLC0415  not for `--help`
    from export.anki.back import Came, record_pull, spoken_of  # noqa: PLC0415  not for `--help`
    from mlsd_graph.cli.imported import told_of_notes  # noqa: PLC0415  not for `--help`
    from mlsd_graph.cli.returns import here  # noqa: PLC0415  not for `--help`

    asked = here(study)
    told = connect.read_notes(desktop)
    notes = [each.note for each in told]
    came = Came(notes=notes, desktop=desktop.address)
    if pulled is not None:
        cards = connect.read_cards(desktop, told, spoken_of(study.store, asked))
        came = Came(pulled.rows, notes, cards, desktop.address)
    done = record_pull(came, study.store, asked)
    for line in told_of_notes(done):
        click.echo(f"mlsd: {line}", err=True)
    return done


def _since(store: "Store", address: str) -> int:
    """Tell from when on the log of one Anki is read, UTC ms.

    Only what came from there says what it has told: a phone's file may be newer than all of it.
    """
    pulled = (each.values for each in store.events(kinds=[Kind.IMPORT]))
    newest = [each.get("newest") for each in pulled if each.get("desktop") == address]
    return max(0, max((at for at in newest if isinstance(at, int)), default=0) - _LATE_MS)


def _desktop(context: Context, address: str | None) -> "Desktop":
    from export.anki.connect import DEFAULT_ADDRESS, Desktop  # noqa: PLC0415  not for `--help`

    found = address or context.config.ankiconnect or DEFAULT_ADDRESS
    return Desktop(found, os.environ.get(_KEY, ""))
