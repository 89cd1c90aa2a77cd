"""What an import found and did, in words and as JSON."""

from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mlsd_graph.clean import clean_line
from mlsd_graph.cli.options import iso
from mlsd_graph.memory import day_start
from mlsd_graph.quantity import quantity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from export.anki.back import Brought, Counts, Drift, ImportPlan
    from export.anki.back.rewritten import Rewritten
    from export.anki.back.standing import Changes

_DAYS_LISTED, _NAMES_LISTED = 14, 5


class Report(NamedTuple):
    """One import, or what one would do."""

    plan: "ImportPlan"
    rewritten: "tuple[Rewritten, ...]" = ()
    drift: "Drift | None" = None
    backup: Path | None = None
    is_own: bool = False
    """Whether the file is a deck that was written here."""

    @property
    def doubt(self) -> str:
        """Why the learner should look twice; empty where nothing speaks against it."""
        if not self.plan.another:
            return ""
        if self.plan.without_schedule:
            return (
                "The file holds edits and no review, though reviews went out or came back before: "
                "is it another person's?"
            )
        return (
            "None of the reviews that went out or came back before is in this file. So it looks "
            "where “Import any learning progress” was not ticked when the deck was imported; or is "
            "it another person's?"
        )

    def values(self) -> dict[str, object]:
        """Write all of it for a script."""
        plan, counts, changes = self.plan, self.plan.reviews, self.plan.changes
        values: dict[str, object] = {
            **counted(counts),
            "by_day": {_date(day): count for day, count in plan.by_day.items()},
            "notes": plan.notes,
            "notes_left_out": plan.strange,
            "cards": plan.cards,
            **written_there(plan),
            "texts_edited": [each.note for each in self.rewritten],
            "texts": [each._asdict() for each in self.rewritten],
            **set_there(changes),
            "orphans": list(plan.orphans),
            "older": plan.older,
            "without_schedule": plan.without_schedule,
            "own_deck": self.is_own,
            "doubt": self.doubt or None,
            "path": str(plan.file),
            "backup": str(self.backup) if self.backup else None,
        }
        if self.drift is not None:
            drift = self.drift
            values["drift"] = {
                "compared": drift.compared,
                "off": drift.off,
                "worst": round(drift.worst, 4) if isfinite(drift.worst) else None,
                "card": drift.card or None,
                "unlike": drift.unlike,
            }
        return values

    def lines(self, *, done: bool) -> "list[str]":
        """Write all of it for a reader."""
        return list(self._lines(done=done))

    def warnings(self) -> "list[str]":
        """Say what the learner should do something about."""
        return list(self._warnings())

    def _lines(self, *, done: bool) -> "Iterator[str]":
        plan, counts = self.plan, self.plan.reviews
        notes, cards = quantity(plan.notes, "note"), quantity(plan.cards, "card")
        yield f"{clean_line(str(plan.file))}: {notes}, {cards} of ours"
        verb = "imported" if done else "new"
        yield told_of_reviews(counts, verb)
        if passed := list(passed_over(counts)):
            yield f"left out   {', '.join(passed)}"
        days = list(plan.by_day.items())
        if len(days) > _DAYS_LISTED:
            yield f"  … on {len(days) - _DAYS_LISTED} earlier days"
        yield from (f"  {_date(day)}  {count}" for day, count in days[-_DAYS_LISTED:])
        named = {
            **changes_by_name(plan.changes),
            "my notes": plan.noted,
            "orphans": plan.orphans,
        }
        for what, names in named.items():
            if names:
                yield f"{what:10} {len(names)}: {_some(names)}"
        drift = self.drift
        if drift is not None and drift.compared:
            worst = f", at most {drift.worst:.2f}× at {drift.card}" if drift.off else ""
            yield f"memory     {drift.off} of {drift.compared} cards differ from Anki's{worst}"
        if self.backup is not None:
            yield f"backup     {self.backup}"

    def _warnings(self) -> "Iterator[str]":
        plan = self.plan
        if self.is_own:
            yield "this is a deck that was written here: nothing in it comes from a phone."
        if plan.without_schedule and not plan.reviews.malformed:
            box = (
                " If you answered any, export again with “Include scheduling information” ticked."
                if plan.file.suffix.lower() == ".apkg"
                else ""
            )
            yield f"the file holds no reviews.{box}"
        if plan.reviews.future:
            be, come = ("is", "It comes") if plan.reviews.future == 1 else ("are", "They come")
            yield (
                f"{quantity(plan.reviews.future, 'review')} {be} dated after today and stayed out; "
                f"is a clock wrong? {come} with a later import."
            )
        if plan.reviews.malformed:
            make = "makes" if plan.reviews.malformed == 1 else "make"
            rows = quantity(plan.reviews.malformed, "row")
            yield f"{rows} of the file {make} no sense and stayed out."
        yield from self._passed_over()
        yield from told_of_notes(plan)
        for each in self.rewritten:
            place = clean_line(f"{each.path}:{each.line}")
            yield f"{place}: {', '.join(each.fields)} of {each.note} was edited in Anki; the page \
keeps its own text."

    def _passed_over(self) -> "Iterator[str]":
        """Say what the file holds beside answers and was not taken."""
        plan = self.plan
        yield from by_hand(plan.reviews)
        if plan.strange:
            yield (
                f"{quantity(plan.strange, 'note')} of cards that neither the content nor the log "
                "knows stayed out."
            )
        yield from passed_flags(plan.changes)
        if plan.older:
            yield (
                "the same collection was imported before as it was later: in flags, marks and "
                "suspension nothing here is newer than what came before, so they were passed over."
            )


def by_hand(counts: "Counts") -> "Iterator[str]":
    """Say that due dates which the learner set in Anki do not come."""
    if counts.by_hand:
        dates = quantity(counts.by_hand, "due date")
        yield (
            f"{dates} set by hand in Anki stayed there: a due date is no answer, and the log "
            "decides when a card is asked here."
        )


def told_of_notes(found: "ImportPlan | Brought") -> "Iterator[str]":
    """Say in which notes words of two phones meet, and what becomes of those that do not come."""
    for note in found.both:
        yield f"{note}: My Notes were written in two places; both are kept, one below the other."
    for note in found.too_long:
        yield (
            f"{note}: My Notes, with what other phones wrote there, are longer than we keep. They "
            "and the tags stay in Anki until a deck replaces the note: shorten them there, or keep "
            "a copy."
        )
    for note, count in found.tags_left.items():
        yield (
            f"{note}: {quantity(count, 'tag')} more than we keep of one note. They stay in Anki "
            "until a deck changes it."
        )


def written_there(found: "ImportPlan | Brought") -> dict[str, object]:
    """Write what was written in notes, and what does not come of it, for a script."""
    return {
        "notes_edited": list(found.noted),
        "notes_joined": list(found.both),
        "notes_too_long": list(found.too_long),
        "tags_left": dict(found.tags_left),
    }


def counted(counts: "Counts") -> dict[str, object]:
    """Write what became of the rows of Anki's log, for a script.

    By hand to malformed are those that were skipped; a reset is no answer either.
    """
    return {
        "reviews_new": counts.new,
        "reviews_known": counts.known,
        "reviews_skipped": counts.skipped,
        "reviews_by_hand": counts.by_hand,
        "reviews_no_answer": counts.no_answer,
        "reviews_future": counts.future,
        "reviews_malformed": counts.malformed,
        "reviews_reset": counts.reset,
    }


def told_of_reviews(counts: "Counts", verb: str) -> str:
    """Say how many answers come, and of how many cards Anki has forgotten those before."""
    reset = f", {quantity(counts.reset, 'card')} reset" if counts.reset else ""
    return f"reviews    {counts.new} {verb}, {counts.known} known{reset}"


def passed_over(counts: "Counts") -> "Iterator[str]":
    """Say how many rows of Anki's log make no review here, and why."""
    reasons = {
        "due date set by hand": counts.by_hand,
        "no answer": counts.no_answer,
        "after today": counts.future,
        "makes no sense": counts.malformed,
    }
    yield from (f"{count} ({why})" for why, count in reasons.items() if count)


def passed_flags(changes: "Changes") -> "Iterator[str]":
    """Say which flags of this Anki stayed out."""
    if changes.passed:
        flags = quantity(len(changes.passed), "flag")
        yield (
            f"{flags} set there stayed out, as a newer word came from another device: "
            f"{_some(changes.passed)}."
        )


def changes_by_name(changes: "Changes") -> "dict[str, Sequence[str]]":
    """Name for a reader the cards that were set in Anki."""
    return {
        "suspended": changes.suspended,
        "unsuspended": changes.unsuspended,
        "flagged": [uid for uid, flag in changes.flagged.items() if flag],
        "unflagged": [uid for uid, flag in changes.flagged.items() if not flag],
        "marked": changes.marked,
        "unmarked": changes.unmarked,
    }


def set_there(changes: "Changes") -> "dict[str, list[str] | dict[str, int]]":
    """Write what was set in Anki, for a script."""
    return {
        "suspended": list(changes.suspended),
        "unsuspended": list(changes.unsuspended),
        "flagged": dict(changes.flagged),
        "marked": list(changes.marked),
        "unmarked": list(changes.unmarked),
        "flags_passed": list(changes.passed),
    }


def _some(names: "Sequence[str]") -> str:
    more = ", …" if len(names) > _NAMES_LISTED else ""
    return clean_line(", ".join(names[:_NAMES_LISTED])) + more


def _date(day: int) -> str:
    return iso(day_start(day, 0), 0)[:10]
