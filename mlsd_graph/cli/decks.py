"""A deck out of content and log: collected, dated, and with what the learner has done."""

import contextlib
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mlsd_graph.cli.gone import gone
from mlsd_graph.cli.left_out import left_out
from mlsd_graph.cli.unreturned import unreturned
from mlsd_graph.errors import PackageError, StateError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from export.anki import Deck, Progress, Stamp
    from export.anki.delivery import Contents
    from export.anki.telling import Told
    from mlsd_graph.cli.context import Context
    from mlsd_graph.store import Event
    from mlsd_graph.study import Study


_CLOCKS_DIFFER = 3_600
"""Seconds by which a phone's clock may be ahead of ours."""

_LONGEST_FILTER = 200
"""Characters of a filter that the log keeps: whoever reads it wants to know what a deck was for."""


class Choice(NamedTuple):
    """What goes into a deck."""

    only: str | None = None
    """A filter on cards; None for all."""
    refresh: bool = False
    """Whether Anki is to take every note anew."""
    progress: bool = False
    has_preset: bool = True
    """Whether progress comes with the deck preset."""
    has_edits: bool = False
    """Whether what was written in that Anki has just come back."""


class WrittenDeck(NamedTuple):
    """A deck that is in place."""

    contents: "Contents"
    said: tuple[str, ...]
    """What the learner should know of it, a sentence or more each."""
    progress: bool = False
    """Whether it went out with progress, and so tells a phone how cards stand."""
    gone: tuple[str, ...] = ()
    """Notes, and gaps of notes, that the phone may have and the content has no more."""
    only: str = ""
    """The filter that chose its cards; empty for all."""


def write_deck(
    context: "Context", study: "Study", out: Path, choice: Choice, told: "Told"
) -> WrittenDeck:
    """Write a deck, record the texts that are new, and tell what was left out.

    Raises:
        ExportError: There is nothing to write, or the file cannot be written.
        UsageError: The filter is wrong.
    """
    from export.anki import collect, read_stamps  # noqa: PLC0415  genanki only for this command
    from export.anki.back.said import READ, marked_there  # noqa: PLC0415  genanki only for this command
    from export.anki.carried import read_carried  # noqa: PLC0415  genanki only for this command
    from export.anki.uncollected import uncollected  # noqa: PLC0415  genanki only for this command
    from mlsd_graph.store import note_stamps  # noqa: PLC0415  only for a deck

    events = study.store.noted()
    chosen = None if choice.only is None else _passing(study, choice.only)
    deck = collect(
        study.library,
        study.graph.order,
        only=chosen,
        cache=context.paths.cache / "anki.sqlite",
        carried=read_carried(events),
        told=told,
    )
    told("schedule", 0)
    out_before = note_stamps(events).keys()
    if _record(study, deck, events, refresh=choice.refresh):
        events = study.store.noted()
    seen = note_stamps(events)
    stamps = read_stamps(seen)
    lost: tuple[str, ...] = ()
    if not choice.has_edits:
        there = [each.note for each in deck.notes if each.note in out_before]
        lost = (*unreturned(study, there, events), *_ahead(study, deck, stamps))
    with uncollected():
        progress = _progress(study, choice) if choice.progress else None
        marked = marked_there(study.store.events(kinds=READ), study.store.rules().resolve)
        contents = deck.write(out, stamps, progress, told, marked=marked)
    said, missing = left_out(study, deck, progress), gone(context, study, seen, events)
    lines, only = (*lost, *said, *missing.said), choice.only or ""
    return WrittenDeck(contents, lines, choice.progress, missing.notes, only)


def remember_sent(study: "Study", written: WrittenDeck, out: Path, *, to: str) -> None:
    """Record that a deck has gone out, to a file or to the desktop's Anki."""
    from export.anki.back.package import fingerprint  # noqa: PLC0415  not for `--help`

    contents = written.contents
    # The deck is out; that nobody will be reminded of it is no reason to call it failed.
    with contextlib.suppress(StateError, PackageError, OSError):
        sent: dict[str, object] = {
            "to": to,
            "cards": contents.cards,
            "reviews": contents.reviews,
            "progress": written.progress,
            "sha256": fingerprint(out),
            "bytes": out.stat().st_size,
        }
        if written.only:  # what such a deck lacks, others may have brought
            sent["only"] = written.only[:_LONGEST_FILTER]
        study.sent(sent)


def _ahead(study: "Study", deck: "Deck", stamps: "Mapping[str, Stamp]") -> tuple[str, ...]:
    """Say that dates which a wrong clock gave win over what is written on the phone till then."""
    dates, now = [stamps[each.note].mod for each in deck.notes], study.now()
    late = [date for date in dates if date > now.ms / 1000 + _CLOCKS_DIFFER]
    if not late:
        return ()
    notes = "1 note is" if len(late) == 1 else f"{len(late)} notes are"
    until = datetime.fromtimestamp(max(late), timezone(timedelta(minutes=now.offset)))
    said = (
        f"{notes} dated up to {until:%Y-%m-%d}, as the clock was ahead once. Until then each deck "
        "replaces what was written there on the phone: import before you export."
    )
    return (said,)


def _progress(study: "Study", choice: Choice) -> "Progress":
    from export.anki import read_progress  # noqa: PLC0415  genanki only for this command

    now = study.now()
    found = read_progress(study.store, (now.ms, now.offset))
    return found._replace(has_preset=choice.has_preset)


def _passing(study: "Study", query: str) -> set[str]:
    from mlsd_graph.search import parse  # noqa: PLC0415  only with --only
    from mlsd_graph.search.passing import passing  # noqa: PLC0415  only with --only

    return {head.uid for head in passing(study, parse(query))}


def _record(study: "Study", deck: "Deck", events: "Sequence[Event]", *, refresh: bool) -> bool:
    """Date the notes whose text the log does not know, and tell it as what notes go out.

    Returns whether there was anything.
    """
    from export.anki import read_stamps  # noqa: PLC0415  genanki only for this command
    from export.anki.dating import read_dating  # noqa: PLC0415  genanki only for this command
    from export.anki.forms import read_forms, untold  # noqa: PLC0415  genanki only for this command
    from mlsd_graph.store import note_stamps  # noqa: PLC0415  only for a deck

    store, now = study.store, study.now().ms // 1000
    known = read_stamps(note_stamps(events))
    dating = read_dating(events)
    fresh = dating.fresh(deck, known)
    gaps = untold(deck.notes, read_forms(events))

    # Not by the time of the event, which stays ahead when a clock was.
    if fresh or gaps:
        store.stamp_notes(fresh, dating.dates(fresh, known, now), gaps)
    if refresh:  # a second event: the first sight of a note is no change of it
        known, every = read_stamps(note_stamps(store.noted())), deck.unknown({})
        store.stamp_notes(every, dating.dates(every, known, now, anew=True))
    return bool(fresh or gaps) or refresh
