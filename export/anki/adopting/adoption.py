"""Reads a foreign deck, writes its pages, and records its reviews under their new uids."""

import shutil
from collections.abc import Collection
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from export.anki.adopting.media import copy_media
from export.anki.adopting.pages import AdoptedPage, pages
from export.anki.adopting.types import shapes
from export.anki.back import collection
from export.anki.back.answers import SOURCE
from export.anki.back.collection import ForeignNote
from export.anki.back.database import reading
from export.anki.back.ours import Ours
from export.anki.back.package import opened
from export.anki.back.plan import Counts, Here
from export.anki.back.sorting import sort_reviews
from export.anki.telling import Told, silent
from mlsd_graph.errors import PackageError
from mlsd_graph.store import Draft, Kind, Store


class Adoption(NamedTuple):
    """What became of a deck."""

    folder: Path
    pages: int
    notes: int
    cards: int
    media: int
    left_out: tuple[str, ...]
    """What the notes begin with that could not become cards."""
    reviews: Counts


def adopt(  # noqa: PLR0913  all that it reads and writes
    path: Path,
    folder: Path,
    store: Store,
    here: Here,
    taken: Collection[str],
    *,
    dry_run: bool = False,
    told: Told = silent,
) -> Adoption:
    """Turn the notes of a package into concept files in a new folder; our own notes stay out.

    `taken` are the ids of pages that there are.

    Raises:
        PackageError: The file cannot be used, or the folder is not empty; nothing was written.
    """
    _refuse_full(folder)
    with ExitStack() as stack:
        told("unpack", 0)
        package = stack.enter_context(opened(path))
        foreign = stack.enter_context(reading(package.collection))
        collection.require(foreign)
        ours = Ours(())
        told("notes", 0)
        found = collection.collect(foreign, lambda note: not ours.named(note))
        made = list(pages(found, shapes(foreign), taken))
        written = [each for each in made if isinstance(each, AdoptedPage)]
        left_out = [each for each in made if isinstance(each, ForeignNote)]
        if not written:
            raise PackageError(f"{path} holds no note that could become a card.")
        histories = {key: each for page in written for key, each in page.origins.items()}
        origins = {
            number: histories[card.note, card.ordinal]
            for number, card in found.cards.items()
            if (card.note, card.ordinal) in histories
        }
        rows = collection.reviews(foreign, found.cards)
        reviews = sort_reviews(rows, origins, store, here, told)
        media = frozenset[str]().union(*(page.media for page in written))
        copied = len(media)
        if not dry_run:
            try:
                _write(written, folder)
                copied = copy_media(package.archive, package.version, media, folder / "media")
                if reviews.drafts:
                    store.back_up("import")
                    data = {"source": SOURCE, "reviews": reviews.counts.new, "adopted": path.name}
                    store.append((*reviews.drafts, Draft(Kind.IMPORT, data=data)))
            except BaseException:
                shutil.rmtree(folder, ignore_errors=True)  # all of it is ours: it was empty
                raise
    return Adoption(
        folder=folder,
        pages=len(written),
        notes=len(found.notes) - len(left_out),
        cards=sum(page.cards for page in written),
        media=copied,
        left_out=tuple(" ".join(note.fields)[:60] for note in left_out),
        reviews=reviews.counts,
    )


def _refuse_full(folder: Path) -> None:
    try:
        full = folder.exists() and any(folder.iterdir())
    except OSError as error:
        raise PackageError(f"{folder}: {error.strerror}.") from error
    if full:
        raise PackageError(f"{folder} is not empty.", "Name a new folder.")


def _write(written: Collection[AdoptedPage], folder: Path) -> None:
    for page in written:
        target = folder / "concepts" / page.domain / f"{page.id}.md"
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("x", encoding="utf-8", newline="\n") as file:
                file.write(page.text)
        except OSError as error:
            raise PackageError(f"{target} cannot be written: {error.strerror}.") from error
