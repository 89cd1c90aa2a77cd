"""Reads a foreign deck, writes its pages, and records its history under their new uids."""

import shutil
from collections.abc import Collection, Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from export.anki.adopting.behind import Answers, Behind, left_behind
from export.anki.adopting.homes import read_homes
from export.anki.adopting.media import copy_media, held_media
from export.anki.adopting.page import AdoptedPage
from export.anki.adopting.pages import pages
from export.anki.adopting.refusals import asks_for_update, nothing, refuse_used
from export.anki.adopting.standing import set_there
from export.anki.adopting.types import shapes
from export.anki.back import collection
from export.anki.back.answers import SOURCE, Origin
from export.anki.back.collection import Collected
from export.anki.back.database import Foreign, reading
from export.anki.back.ours import Ours
from export.anki.back.package import opened
from export.anki.back.plan import Counts, Here
from export.anki.back.recording import Watched
from export.anki.back.sorting import sort_reviews
from export.anki.back.standing import Changes
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
    missing: tuple[str, ...]
    """Names of pictures and sounds that the file does not hold."""
    behind: tuple[Behind, ...]
    """What could not become cards, and the answers that stay behind with it."""
    reviews: Counts
    changes: Changes
    """What was set on the cards there."""
    shortened: tuple[str, ...] = ()
    """Headings of notes of which a page does not hold all that stands beside their cards."""
    without_schedule: bool = False
    """Whether the file looks as if exported without scheduling: then no history can come."""
    pictured: tuple[str, ...] = ()
    """Uids of cards that ask or answer with a picture or a sound, which no screen shows."""
    wordless: tuple[str, ...] = ()
    """Those that ask with nothing else: they are suspended."""


class _Found(NamedTuple):
    """What a deck holds, as it will be here."""

    pages: list[AdoptedPage]
    media: frozenset[str]
    adoption: Adoption
    drafts: tuple[Draft, ...]


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
    refuse_used(folder)
    with ExitStack() as stack:
        package = stack.enter_context(opened(path, told))
        foreign = stack.enter_context(reading(package.collection))
        collection.require(foreign)
        found = _found(foreign, path, store=store, here=here, taken=taken, told=told)
        held = held_media(package.archive, package.version, found.media)
        missing = tuple(sorted(found.media - held.keys()))
        adoption = found.adoption._replace(folder=folder, media=len(held), missing=missing)
        if dry_run:
            return adoption
        try:
            _write(found.pages, folder)
            copy_media(package.archive, package.version, held, folder / "media")
            if found.drafts:
                store.back_up("import")
                data = {"source": SOURCE, "reviews": adoption.reviews.new, "adopted": path.name}
                store.append(Watched((*found.drafts, Draft(Kind.IMPORT, data=data)), told))
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)  # all of it is ours: it was empty
            raise
    return adoption


def _found(  # noqa: PLR0913  all that it reads
    foreign: Foreign, path: Path, *, store: Store, here: Here, taken: Collection[str], told: Told
) -> _Found:
    ours = Ours(())
    found = collection.collect(foreign, lambda note: not ours.named(note), told)
    if not found.notes or asks_for_update(found):
        raise nothing(path, found)
    homes = read_homes(foreign, found, store, here.cards, taken)
    made = list(pages(found, shapes(foreign), taken, homes, told))
    written = [each for each in made if isinstance(each, AdoptedPage)]
    if not written:
        raise nothing(path, found)
    origins = _origins(found, written)
    answers, log = Answers(origins), collection.Log(foreign, found.cards, told)
    reviews = sort_reviews(answers.passed(log.rows()), origins, store, here)
    counts = reviews.counts
    there, changes = set_there(found, origins)
    elsewhere = answers.elsewhere
    behind = left_behind(found, origins, elsewhere)
    media = frozenset[str]().union(*(page.media for page in written))
    adoption = Adoption(
        folder=path,
        pages=len(written),
        notes=len(found.notes) - sum(each.is_whole for each in behind),
        cards=sum(page.cards for page in written),
        media=0,
        missing=(),
        behind=behind,
        reviews=counts._replace(malformed=counts.malformed + log.malformed + found.malformed),
        changes=changes,
        without_schedule=_is_unscheduled(path, found, answered=reviews.any_row or bool(elsewhere)),
        shortened=tuple(each for page in written for each in page.shortened),
        pictured=tuple(uid for page in written for uid in page.pictured),
        wordless=tuple(uid for page in written for uid in page.wordless),
    )
    held = _held_back(adoption)
    return _Found(written, media, adoption, (*reviews.drafts, *there, *held))


def _held_back(done: Adoption) -> list[Draft]:
    """Suspend the cards that nobody could answer: left out, they would lose their history."""
    already = {*done.changes.suspended}
    data = {"source": SOURCE, "why": "asks with pictures alone"}
    return [Draft(Kind.SUSPEND, uid, data=data) for uid in done.wordless if uid not in already]


def _is_unscheduled(path: Path, found: Collected, *, answered: bool) -> bool:
    """Whether an export holds neither answers nor what they left; a whole collection always does.

    A deck that nobody has studied looks the same.
    """
    if answered or path.suffix.lower() == ".colpkg":
        return False
    return not any(card.type or card.suspended or card.flag for card in found.cards.values())


def _origins(found: Collected, written: Collection[AdoptedPage]) -> dict[int, Origin]:
    """Tell whose history that of each foreign card becomes, by its number."""
    histories = {key: each for page in written for key, each in page.origins.items()}
    return {
        number: histories[card.note, card.ordinal]
        for number, card in found.cards.items()
        if (card.note, card.ordinal) in histories
    }


def _write(written: Iterable[AdoptedPage], folder: Path) -> None:
    for page in written:
        target = folder / "concepts" / page.domain / f"{page.id}.md"
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("x", encoding="utf-8", newline="\n") as file:
                file.write(page.text)
        except OSError as error:
            raise PackageError(f"{target} cannot be written: {error.strerror}.") from error
