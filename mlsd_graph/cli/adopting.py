"""`mlsd import anki --as-content`: begin with a deck of one's own."""

import json
from typing import TYPE_CHECKING

import click

from mlsd_graph.clean import clean_line
from mlsd_graph.cli.quantity import quantity
from mlsd_graph.cli.returns import here

if TYPE_CHECKING:
    from pathlib import Path

    from mlsd_graph.cli.context import Context

_LISTED = 10


def adopt_deck(
    context: "Context", file: "Path", folder: "Path", *, dry_run: bool, as_json: bool
) -> None:
    """Write the notes of a foreign deck as concept files, and say how to study them."""
    from export.anki.adopting import adopt  # noqa: PLC0415  not for `--help`

    study = context.open_study(write=not dry_run)
    root = folder.expanduser().absolute()
    taken = {*study.library.pages, *study.library.aliases, *study.library.planned}
    done = adopt(file, root, study.store, here(study), taken, dry_run=dry_run)
    for text in done.left_out[:_LISTED]:
        begin = clean_line(text).strip() or "(a note without text)"
        click.echo(f"mlsd: left out, as it cannot be a card: {begin}", err=True)
    if len(done.left_out) > _LISTED:
        click.echo(f"mlsd: … and {quantity(len(done.left_out) - _LISTED, 'more note')}", err=True)
    if as_json:
        values: dict[str, object] = {
            "path": str(root),
            "pages": done.pages,
            "notes": done.notes,
            "cards": done.cards,
            "media": done.media,
            "left_out": len(done.left_out),
            "reviews_new": done.reviews.new,
            "reviews_known": done.reviews.known,
            "dry_run": dry_run,
        }
        click.echo(json.dumps(values, ensure_ascii=False))
        return
    notes, cards = quantity(done.notes, "note"), quantity(done.cards, "card")
    pages, media = quantity(done.pages, "page"), quantity(done.media, "media file")
    reviews = f"{quantity(done.reviews.new, 'review')}{' would come' if dry_run else ''}"
    click.echo(f"{notes} → {cards} on {pages}, {media}, {reviews} → {root}")
    click.echo(
        f"Study them with `--content {root}`, or add the folder to `content` in config.toml; "
        f"`mlsd --content {root} check` says what to better.",
        err=True,
    )
