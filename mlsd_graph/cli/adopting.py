"""`mlsd import anki --as-content`: begin with a deck of one's own."""

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from mlsd_graph.clean import clean_line
from mlsd_graph.cli.imported import by_hand, changes_by_name, counted, passed_over, set_there
from mlsd_graph.cli.returns import here
from mlsd_graph.cli.stages import Bar, telling
from mlsd_graph.quantity import quantity

if TYPE_CHECKING:
    from pathlib import Path

    from export.anki.adopting import Adoption, Behind
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
    with Bar() as bar:
        told = telling(bar.show)
        done = adopt(file, root, study.store, here(study), taken, dry_run=dry_run, told=told)
    for line in _warnings(done):
        click.echo(f"mlsd: {line}", err=True)
    if as_json:
        click.echo(json.dumps(_values(done) | {"dry_run": dry_run}, ensure_ascii=False))
        return
    for line in _lines(done, dry_run=dry_run):
        click.echo(line)
    click.echo(
        f"Study them with `--content {root}`, or add the folder to `content` in config.toml; "
        f"`mlsd --content {root} check` says what to better.",
        err=True,
    )


def _warnings(done: "Adoption") -> Iterator[str]:
    """Say what the learner should look at."""
    if done.without_schedule:
        from export.anki.back.planning import BOX  # noqa: PLC0415  not for `--help`

        yield (
            f"the file holds no reviews: if you answered any of these cards, that history stays in "
            f"Anki. {BOX} Do so before you study these pages, and put those of that file in their "
            "place."
        )
    yield from _behind(done.behind)
    for heading in done.shortened:
        yield f"{heading}: what its note says beside its cards is longer than a page, and was cut."
    yield from _missing(done.missing)
    yield from _pictured(done)
    yield from by_hand(done.reviews)


def _values(done: "Adoption") -> dict[str, object]:
    behind = done.behind
    return {
        "path": str(done.folder),
        "pages": done.pages,
        "notes": done.notes,
        "cards": done.cards,
        "media": done.media,
        "media_missing": list(done.missing),
        "left_out": sum(each.is_whole for each in behind),
        "cards_left_out": sum(each.cards for each in behind),
        "reviews_left_out": sum(each.reviews for each in behind),
        "cards_with_pictures": len(done.pictured),
        "cards_without_words": list(done.wordless),
        "shortened": list(done.shortened),
        "without_schedule": done.without_schedule,
        **counted(done.reviews),
        **{what: names for what, names in set_there(done.changes).items() if names},
    }


def _lines(done: "Adoption", *, dry_run: bool) -> Iterator[str]:
    notes, cards = quantity(done.notes, "note"), quantity(done.cards, "card")
    pages, media = quantity(done.pages, "page"), quantity(done.media, "media file")
    reviews = f"{quantity(done.reviews.new, 'review')}{' would come' if dry_run else ''}"
    if done.reviews.known:
        reviews += f" and {done.reviews.known} known already"
    yield f"{notes} → {cards} on {pages}, {media}, {reviews} → {done.folder}"
    named = changes_by_name(done.changes)
    yield from (f"{what:10} {len(names)}" for what, names in named.items() if names)
    if done.wordless:
        yield f"wordless   {len(done.wordless)} suspended"
    if passed := list(passed_over(done.reviews)):
        yield f"left out   {', '.join(passed)}"


def _pictured(done: "Adoption") -> Iterator[str]:
    """Say which cards lack what no screen shows, and where it lies."""
    if not done.pictured:
        return
    cards, need = quantity(len(done.pictured), "card"), "need" + "s" * (len(done.pictured) == 1)
    where = f": the files lie in {clean_line(str(done.folder / 'media'))}" if done.media else ""
    yield (
        f"{cards} {need} a picture or sound to be asked or answered. "
        f"Neither the terminal nor the deck shows it, only its name{where}."
    )
    if count := len(done.wordless):
        ask, be, them = ("asks", "is", "it") if count == 1 else ("ask", "are", "them")
        more = ", …" if count > _LISTED else ""
        yield (
            f"{quantity(count, 'card')} {ask} with nothing else and {be} suspended: write on the "
            f"page what is seen or heard, then ask {them} again with `mlsd unsuspend CARD`: "
            f"{', '.join(done.wordless[:_LISTED])}{more}"
        )


def _missing(names: "Sequence[str]") -> Iterator[str]:
    """Name the pictures and sounds to which a page leads and that are nowhere."""
    if names:
        them = quantity(len(names), "picture or sound", "pictures or sounds")
        be = "is" if len(names) == 1 else "are"
        more = ", …" if len(names) > _LISTED else ""
        listed = clean_line(", ".join(names[:_LISTED]))
        yield f"{them} {be} not in the file, and missing on the pages: {listed}{more}."


def _behind(behind: "Sequence[Behind]") -> Iterator[str]:
    """Name what stays behind, what has a history first, and count the rest."""
    first = sorted(behind, key=lambda each: -each.reviews)
    for each in first[:_LISTED]:
        begins = clean_line(each.begins).strip() or "(a note without text)"
        stay = "stays" if each.reviews == 1 else "stay"
        reviews = f"; {quantity(each.reviews, 'review')} {stay} with it" if each.reviews else ""
        part = "" if each.is_whole else f"{each.cards} of {each.of} cards of "
        yield f"left out, as it cannot be a card{reviews}: {part}{begins}"
    if rest := first[_LISTED:]:
        cards, reviews = (sum(each.cards for each in rest), sum(each.reviews for each in rest))
        yield (
            f"… and {quantity(len(rest), 'more note')}, {quantity(cards, 'card')} with "
            f"{quantity(reviews, 'review')}"
        )
