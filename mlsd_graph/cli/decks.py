"""A deck out of content and log: collected, dated, and with what the learner has done."""

import contextlib
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mlsd_graph.clean import clean_line
from mlsd_graph.errors import PackageError, StateError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from export.anki import Deck, Progress, Stamp
    from export.anki.delivery import Contents
    from export.anki.telling import Told
    from mlsd_graph.cli.context import Context
    from mlsd_graph.content.records import Finding
    from mlsd_graph.store import Store
    from mlsd_graph.study import Study


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


def write_deck(
    context: "Context", study: "Study", out: Path, choice: Choice, told: "Told"
) -> WrittenDeck:
    """Write a deck, record the texts that are new, and tell what was left out.

    Raises:
        ExportError: There is nothing to write, or the file cannot be written.
        UsageError: The filter is wrong.
    """
    from export.anki import collect  # noqa: PLC0415  genanki only for this command
    from export.anki.carried import READ, read_carried  # noqa: PLC0415  genanki only for this command
    from export.anki.uncollected import uncollected  # noqa: PLC0415  genanki only for this command

    chosen = None if choice.only is None else _passing(study, choice.only)
    deck = collect(
        study.library,
        study.graph.order,
        only=chosen,
        cache=context.paths.cache / "anki.sqlite",
        carried=read_carried(study.store.events(kinds=READ)),
        told=told,
    )
    told("schedule", 0)
    stamps = _stamped(study, deck, refresh=choice.refresh)
    lost = () if choice.has_edits else _unreturned(study, deck)
    with uncollected():
        progress = _progress(study, choice) if choice.progress else None
        contents = deck.write(out, stamps, progress, told)
    said = _left_out(study, deck, progress)
    # other content, for once, lacks much that is not gone
    gone = () if context.named else _leftovers(study)
    return WrittenDeck(contents, (*lost, *gone, *said), choice.progress)


def remember_sent(study: "Study", written: WrittenDeck, out: Path, *, to: str) -> None:
    """Record that a deck has gone out, to a file or to the desktop's Anki."""
    from export.anki.back.package import fingerprint  # noqa: PLC0415  not for `--help`

    contents = written.contents
    # The deck is out; that nobody will be reminded of it is no reason to call it failed.
    with contextlib.suppress(StateError, PackageError, OSError):
        sent = {
            "to": to,
            "cards": contents.cards,
            "reviews": contents.reviews,
            "progress": written.progress,
            "sha256": fingerprint(out),
            "bytes": out.stat().st_size,
        }
        study.sent(sent)


def _left_out(study: "Study", deck: "Deck", progress: "Progress | None") -> list[str]:
    """Name the cards and grades that are not in a deck."""
    said = _undrawn(study)
    for head in deck.skipped:
        place = clean_line(f"{study.library.pages[head.page].path}:{head.line}")
        said.append(f"{place}: {head.uid} has no front and was left out.")
    if progress and progress.left_out:
        ahead = "1 review is" if progress.left_out == 1 else f"{progress.left_out} reviews are"
        said.append(f"{ahead} dated after today and stayed out; check the clock.")
    return said


def _undrawn(study: "Study") -> list[str]:
    """Name for each page the first diagram that cannot be drawn."""
    faults: dict[str, Finding] = {}
    for finding in study.library.findings:
        if finding.code.startswith("diagram-") and finding.severity.value == "error":
            faults.setdefault(finding.path, finding)
    return [
        f"{clean_line(f'{each.path}:{each.line}')}: a diagram cannot be drawn, and its cards were "
        f"left out. {clean_line(each.message)}"
        for each in faults.values()
    ]


def _unreturned(study: "Study", deck: "Deck") -> tuple[str, ...]:
    """Count the notes that win over the phone's although nothing came back since the last deck."""
    since = study.travels().out_since
    if not since:
        return ()
    # Not by the date in the deck: in whole seconds, that of the deck itself would count too.
    seen = study.store.notes()
    count = sum(seen[each.note].changed and seen[each.note].at > since for each in deck.notes)
    if not count:
        return ()
    subject = "1 changed note replaces" if count == 1 else f"{count} changed notes replace"
    said = (
        f"{subject} My Notes and tags that were written on the phone since the last deck went "
        "out, and nothing has come back since. If you wrote any, import first "
        "(`mlsd import anki FILE`) and export again before the phone gets this deck."
    )
    return (said,)


def _leftovers(study: "Study") -> tuple[str, ...]:
    """Say once what stays on the phone although the content has it no more."""
    from export.anki.leftovers import TOLD, leftovers, search  # noqa: PLC0415  only for a deck

    store = study.store
    found = leftovers(study.library.cards, _known(store), store.states())
    if not found:
        return ()
    store.stamp_notes(dict.fromkeys((each.key for each in found), TOLD))
    notes = "1 note" if len(found) == 1 else f"{len(found)} notes"
    said = (
        f"gone from the content, or in another form since an earlier deck: {notes}. "
        f"No import deletes them; search in Anki and delete them there:\n"
        f"{clean_line(search(found))}"
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


def _stamped(study: "Study", deck: "Deck", *, refresh: bool) -> "Mapping[str, Stamp]":
    """Record the notes whose text the log does not know, and return the dates of all."""
    from export.anki.carried import READ, read_known  # noqa: PLC0415  genanki only for this command
    from export.anki.elsewhere import Dating, read_elsewhere  # noqa: PLC0415  genanki only for this command

    store, now = study.store, int(time.time())
    known, events = _known(store), store.events(kinds=READ)
    dating = Dating(read_elsewhere(events), read_known(events))
    fresh = deck.unknown(known) | {
        each.note: each.digest
        for each in deck.notes
        if each.note in known and dating.outdated(each.note, each.digest, known[each.note].mod)
    }

    def record(hashes: "Mapping[str, str]") -> None:
        # Where the present is too early: Anki counts whole seconds, and phones' clocks differ.
        above = {note: dating.above(note, known[note].mod) for note in hashes if note in known}
        store.stamp_notes(hashes, {note: mod for note, mod in above.items() if mod > now})

    if fresh:
        record(fresh)
    if refresh:  # a second event: the first sight of a note is no change of it
        known = _known(store)
        record(deck.unknown(known, refresh=True))
    return _known(store) if fresh or refresh else known


def _known(store: "Store") -> "dict[str, Stamp]":
    from export.anki import Stamp  # noqa: PLC0415  genanki only for this command

    return {
        note: Stamp(seen.hash, seen.mod if seen.changed else 0)
        for note, seen in store.notes().items()
    }
