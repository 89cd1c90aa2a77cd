"""`mlsd export anki`: write the deck that phones import and update."""

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mlsd_graph.clean import clean_line
from mlsd_graph.cli.context import Context
from mlsd_graph.cli.options import json_option

if TYPE_CHECKING:
    from collections.abc import Mapping

    from export.anki import Deck, Stamp
    from mlsd_graph.store import Store
    from mlsd_graph.study import Study


@click.group("export")
def command() -> None:
    """Write an Anki deck."""


@command.command("anki")
@click.option(
    *("-o", "--output", "out"),
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("mlsd.apkg"),
    show_default=True,
    help="Where to write; an older deck is replaced whole or stays.",
)
@click.option("--only", metavar="QUERY", help="Only cards that pass, such as domain:serving.")
@click.option("--refresh", is_flag=True, help="Make Anki take every note anew.")
@json_option
@click.pass_obj
def anki(context: Context, out: Path, only: str | None, *, refresh: bool, as_json: bool) -> None:
    """Write all cards as an .apkg.

    Import it again after each export: notes that changed here are updated and keep their schedule,
    all others stay as they are on the phone.
    """
    from export.anki import collect  # noqa: PLC0415  genanki only for this command

    study = context.study()
    chosen = None if only is None else _passing(study, only)
    deck = collect(
        study.library, study.graph.order, only=chosen, cache=context.paths.cache / "anki.sqlite"
    )
    written = deck.write(out, _stamped(study.store, deck, refresh=refresh))
    for head in deck.skipped:
        place = clean_line(f"{study.library.pages[head.page].path}:{head.line}")
        click.echo(f"mlsd: {place}: {head.uid} has no front and was left out.", err=True)
    if as_json:
        values = {
            "notes": written.notes,
            "cards": written.cards,
            "media": written.media,
            "path": str(out),
        }
        click.echo(json.dumps(values, ensure_ascii=False))
    else:
        click.echo(f"{written.notes} notes, {written.cards} cards → {out}")


def _passing(study: "Study", query: str) -> set[str]:
    from mlsd_graph.memory import study_day  # noqa: PLC0415  only with --only
    from mlsd_graph.search import Moment, cases_by_page, parse  # noqa: PLC0415  same

    wanted = parse(query)
    now = study.now()
    moment = Moment(now.ms, study_day(now.ms, now.offset), study.settings.leech_threshold)
    pages, states = study.library.pages, study.states
    cases = cases_by_page(pages.values())
    return {
        card.uid
        for page in pages.values()
        for card in page.cards
        if wanted.match(
            card,
            page,
            states.get(card.uid),
            study.recall(card.uid) if card.uid in states else None,
            cases=cases.get(page.id, ()),
            moment=moment,
        )
    }


def _stamped(store: "Store", deck: "Deck", *, refresh: bool) -> "Mapping[str, Stamp]":
    """Record the notes whose text the log does not know, and return the dates of all."""
    known = _known(store)
    fresh = deck.unknown(known)
    if any(note in known and known[note].changed >= int(time.time()) for note in fresh):
        time.sleep(1)  # Anki counts whole seconds: the second change of one would not be newer
    if fresh:
        store.stamp_notes(fresh)
    if refresh:  # a second event: the first sight of a note is no change of it
        store.stamp_notes(deck.unknown(known, refresh=True))
    return _known(store) if fresh or refresh else known


def _known(store: "Store") -> "dict[str, Stamp]":
    from export.anki import Stamp  # noqa: PLC0415  genanki only for this command

    return {
        note: Stamp(seen.hash, seen.at // 1000 if seen.changed else 0)
        for note, seen in store.notes().items()
    }
