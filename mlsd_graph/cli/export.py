"""`mlsd export`: what leaves the tool."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mlsd_graph.cli.concept_map import concept_map
from mlsd_graph.cli.context import Context
from mlsd_graph.cli.options import a_file, json_option
from mlsd_graph.errors import ExportError, NotSavedError
from mlsd_graph.quantity import quantity

if TYPE_CHECKING:
    from mlsd_graph.cli.decks import WrittenDeck

HOW_TO_IMPORT = """\
When you import it, tick “Import any learning progress” and “Import deck presets”.
Anki takes progress only for cards that it does not have yet; all others keep theirs.
Turn FSRS on once, in Anki's deck options: that switch does not travel."""


def deck_file(named: Path) -> Path:
    """Give a name without an end Anki's.

    Raises:
        UsageError: It means standard output, from which no phone takes a deck.
    """
    named = a_file(named, "A deck")
    return named if named.suffix else named.with_suffix(".apkg")


@click.group("export")
def command() -> None:
    """Write an Anki deck or the map."""


@command.command("anki")
@click.option(
    *("-o", "--output", "out"),
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("mlsd.apkg"),
    show_default=True,
    help="Where to write, by default with the end .apkg; an older deck is replaced whole or stays.",
)
@click.option("--only", metavar="QUERY", help="Only cards that pass, such as domain:serving.")
@click.option("--refresh", is_flag=True, help="Make Anki take every note anew.")
@click.option(
    "--with-progress",
    "progress",
    is_flag=True,
    help="With schedule, review log and deck preset, for a phone that has no such cards yet.",
)
@json_option
@click.pass_obj
def anki(  # noqa: PLR0913  one parameter per option
    context: Context,
    out: Path,
    only: str | None,
    *,
    refresh: bool,
    progress: bool,
    as_json: bool,
) -> None:
    """Write all cards as an .apkg.

    Import it again after each export: notes that changed here are updated and keep their schedule,
    all others stay as they are on the phone.
    """
    from mlsd_graph.cli.decks import (  # noqa: PLC0415  not for `--help`
        Choice,
        remember_sent,
        write_deck,
    )
    from mlsd_graph.cli.stages import Bar, telling  # noqa: PLC0415  not for `--help`

    out = deck_file(out)
    choice = Choice(only=only, refresh=refresh, progress=progress)
    if not out.absolute().parent.is_dir():
        message = f"{out}: the deck could not be written: no folder {out.absolute().parent}."
        raise ExportError(message, "Make it, or name another.")
    study = context.open_study()
    with Bar() as bar:
        told = telling(bar.show, {"cards": len(study.library.cards)})
        try:
            deck = write_deck(context, study, out, choice, told)
        except NotSavedError as error:
            # Without a recorded date the phone would not take what changes later.
            message = f"{out}: the deck was not written, as the dates of its notes cannot be kept."
            raise ExportError(message, str(error)) from error
    remember_sent(study, deck, out, to="file")
    context.settle(study)
    for line in deck.said:
        click.echo(f"mlsd: {line}", err=True)
    written = deck.contents
    if as_json:
        click.echo(json.dumps(_record(deck, out), ensure_ascii=False))
        return
    log = f", {quantity(written.reviews, 'review')} in the log" if progress else ""
    click.echo(f"{written.notes} notes, {written.cards} cards{log} → {out}")
    if progress:
        click.echo(HOW_TO_IMPORT, err=True)


def _record(deck: "WrittenDeck", out: Path) -> dict[str, object]:
    written = deck.contents
    values: dict[str, object] = {
        "notes": written.notes,
        "cards": written.cards,
        "media": written.media,
    }
    if deck.progress:
        values["reviews"] = written.reviews
    return values | {"path": str(out), "gone": list(deck.gone)}


command.add_command(concept_map)
