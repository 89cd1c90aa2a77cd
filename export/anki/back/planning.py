"""From a file and the log to a plan: what is new, what is known, and whose it is."""

from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from export.anki.back import collection
from export.anki.back.answers import SOURCE, foreign_id
from export.anki.back.changes import Saying, changed
from export.anki.back.collection import Collected, Made
from export.anki.back.database import reading
from export.anki.back.edits import Edits, Heard, edits
from export.anki.back.kinship import is_kin
from export.anki.back.ours import Cards, Ours
from export.anki.back.package import fingerprint, opened
from export.anki.back.plan import Here, ImportPlan, Memory
from export.anki.back.said import VOICED
from export.anki.back.sorting import Sorted, sort_reviews
from export.anki.back.standing import Changes
from export.anki.back.voices import Speaker, Voice, answers_to_look_for
from export.anki.back.ways import Shown
from export.anki.back.written import Written
from export.anki.telling import Told, silent
from mlsd_graph.errors import PackageError
from mlsd_graph.store import Draft, Kind, Store

BOX = (
    "Export again with the box “Include scheduling information” ticked (AnkiDroid: “Include "
    "scheduling”); Anki on the desktop leaves it off for a deck."
)
"""What to do about an export without reviews."""


def plan_import(path: Path, store: Store, here: Here, told: Told = silent) -> ImportPlan:
    """Read a file and compare it with the log; nothing is written.

    Raises:
        PackageError: The file cannot be used, or holds nothing of ours.
    """
    with ExitStack() as stack:
        package = stack.enter_context(opened(path, told))
        foreign = stack.enter_context(reading(package.collection))
        collection.require(foreign)
        made = collection.made(foreign)
        recognised = Ours({*here.cards, *store.states()})
        found = collection.collect(foreign, recognised.has, told)
        if not found.notes:
            raise _nothing(path, found)
        cards = recognised.cards(found)
        log = collection.Log(foreign, found.cards, told)
        ask = answers_to_look_for(store.events(kinds=VOICED))
        reviews = sort_reviews(log.rows(), cards.origins, store, here, ask=ask)
        if reviews.another and is_kin(foreign, found.cards, cards.uids, reviews.given()):
            reviews = reviews._replace(another=False)
        found = found._replace(malformed=found.malformed + log.malformed)
    plan = _Planning(path, store, here, _Foreign(found, cards, made)).plan(reviews)
    return plan._replace(strange=recognised.left_out)


class _Foreign(NamedTuple):
    """What a file holds beside its reviews."""

    found: Collected
    cards: Cards
    made: Made


class _Planning:
    """Puts a plan together, once the file is closed."""

    def __init__(self, path: Path, store: Store, here: Here, foreign: _Foreign) -> None:
        self._path = path
        self._store = store
        self._here = here
        self._found, self._cards, self._made = foreign
        self._digest = fingerprint(path)

    def plan(self, reviews: Sorted) -> ImportPlan:
        """Decide what the file says beside its reviews, and gather what to record."""
        voice, any_new = Voice(self._made.created, reviews.newest), bool(reviews.drafts)
        speaker = Speaker(voice, reviews.heard, any_new, reviews.has_own)
        written = Written(self._store.noted())
        noticed = self._edits(written, speaker)
        found, uids = self._found, self._cards.uids
        unscheduled = not reviews.any_row and not any(
            card.type or card.suspended or card.flag for card in found.cards.values()
        )
        lacks_box = unscheduled and not self._is_whole
        older = not lacks_box and self._is_older(speaker)
        if lacks_box and not noticed.touched:
            if found.malformed:
                raise _senseless(self._path, found.malformed)
            if not uids:
                raise PackageError(f"{self._path} holds notes of ours and none of their cards.")
            raise PackageError(f"{self._path} holds no reviews of {_its(len(uids))}.", BOX)
        # Without scheduling an export also drops flags, suspension and Anki's own tags.
        set_there, changes = (
            ([], Changes()) if older or lacks_box else self._changes(speaker, written, reviews)
        )
        counts, content = reviews.counts, frozenset(self._here.cards)
        return ImportPlan(
            file=self._path,
            reviews=counts._replace(malformed=counts.malformed + found.malformed),
            by_day=reviews.by_day,
            notes=len(found.notes),
            cards=len(uids),
            changes=changes,
            noted=noticed.noted,
            touched=noticed.touched,
            too_long=noticed.too_long,
            both=noticed.both,
            tags_left=noticed.tags_left,
            older=older,
            orphans=tuple(sorted(reviews.cards - content)),
            without_schedule=unscheduled,
            another=reviews.another,
            memory=self._memory(),
            drafts=self._with_import(
                (*reviews.drafts, *set_there, *noticed.drafts), reviews, dated=not lacks_box
            ),
        )

    @property
    def _is_whole(self) -> bool:
        """Whether the file is a collection, which is never exported without scheduling.

        Its date is that of its last change; that of an .apkg, of its export.
        """
        return self._path.suffix.lower() == ".colpkg"

    @property
    def _now(self) -> int:
        return self._here.now[0] // 1000

    def _edits(self, written: Written, speaker: Speaker) -> Edits:
        names = self._cards.notes
        named = ((names[number][0], note) for number, note in self._found.notes.items())
        heard = Heard(speaker, self._now, late=self._is_older(speaker))
        return edits(named, written, heard)

    def _changes(
        self, speaker: Speaker, written: Written, reviews: Sorted
    ) -> tuple[list[Draft], Changes]:
        there = {*self._here.cards, *reviews.cards}
        now = self._here.now[0]
        asof = min(self._made.mod, now) or now
        shown = Shown(reviews.had, reviews.given)
        saying = Saying(speaker, there, self._now, asof, written, shown)
        drafts, changes = changed(self._found, self._cards, self._store, saying)
        # The same file says it once, also to two imports at the same time.
        digest = self._digest
        named = [
            each._replace(id=foreign_id("set", digest, each.card, each.kind)) for each in drafts
        ]
        return named, changes

    def _is_older(self, speaker: Speaker) -> bool:
        """Whether the collection came before, as it was later.

        Another one may have been made on the same day; but then it brings answers of its own, or is
        heard the next time. A collection that has not changed since an export with scheduling is
        as old as that: the export held all of it, so nothing in it is news.
        """
        made = self._made
        if not made.created or speaker.any_new:
            return False
        return any(
            values.get("created") == made.created
            and isinstance(mod := values.get("mod"), int)
            and isinstance(newest := values.get("newest"), int)
            and mod > made.mod
            and newest >= speaker.voice.newest
            for values in (each.values for each in self._store.events(kinds=(Kind.IMPORT,)))
        )

    def _memory(self) -> dict[str, Memory]:
        cards = self._found.cards
        return {
            uid: Memory(card.stability, card.difficulty, card.last)
            for number, uid in self._cards.uids.items()
            if (card := cards[number]).stability > 0
        }

    def _with_import(
        self, drafts: tuple[Draft, ...], reviews: Sorted, *, dated: bool
    ) -> tuple[Draft, ...]:
        """Add the event that says when something came back; the same file says it once."""
        digest = self._digest
        name = foreign_id("import", digest)
        # An export without reviews must not pass for one that brought them back.
        if not drafts and (not reviews.any_row or self._store.event(name)):
            return ()
        data: dict[str, object] = {
            "source": SOURCE,
            "sha256": digest,
            "reviews": reviews.counts.new,
            "newest": reviews.newest,
            "created": self._made.created,
        }
        if dated:  # what says nothing of flags must not make older what does
            data["mod"] = min(self._made.mod, self._here.now[0])
        return (*drafts, Draft(Kind.IMPORT, data=data, id=name))


def _its(cards: int) -> str:
    return "its only card" if cards == 1 else f"its {cards} cards"


def _senseless(path: Path, rows: int) -> PackageError:
    """What is broken must not pass for what was left out of an export."""
    make = "1 row of the file makes" if rows == 1 else f"{rows} rows of the file make"
    return PackageError(
        f"{path} holds no review that can be read, as {make} no sense.",
        "Export it again and copy it whole.",
    )


def _nothing(path: Path, found: Collected) -> PackageError:
    notes = found.notes_in_all
    if found.malformed and found.malformed == notes:
        return PackageError(
            f"{path} holds no note that can be read: {notes} of {notes} are damaged or longer than "
            "any note.",
            "Look in Anki for a field with far too much text, and export it again.",
        )
    if notes <= 1:
        return PackageError(
            f"{path} holds nothing but Anki's note that asks for an update.",
            "Export again, with “Support older Anki versions” off, and copy the file whole.",
        )
    return PackageError(
        f"None of the {notes} notes in {path} is of this deck.",
        "Choose the MLSD deck, or all decks, when you export; or is it another person's? "
        "To turn notes of your own into concepts: `mlsd import anki FILE --as-content DIR`.",
    )
