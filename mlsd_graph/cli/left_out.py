"""What a deck lacks, and why: files with errors, cards without a front, and what has gone."""

from typing import TYPE_CHECKING, NamedTuple

from mlsd_graph.clean import clean_line
from mlsd_graph.quantity import quantity

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from export.anki import Deck, Progress
    from export.anki.leftovers import Leftover
    from mlsd_graph.cli.context import Context
    from mlsd_graph.content.records import Finding
    from mlsd_graph.store import Event
    from mlsd_graph.study import Study

_FILES = 10
"""With errors, that are named."""
_HARMLESS = ("checklist-", "planned-", "uid-doubled")
"""Errors by which no card is missed."""


class Gone(NamedTuple):
    """What stays on the phone although the content has it no more."""

    notes: tuple[str, ...] = ()
    """All of them, whether the learner was told before or not."""
    said: tuple[str, ...] = ()


def left_out(study: "Study", deck: "Deck", progress: "Progress | None") -> list[str]:
    """Name the files, cards and grades that are not in a deck."""
    said = _faulty(study)
    for head in deck.skipped:
        place = clean_line(f"{study.library.pages[head.page].path}:{head.line}")
        said.append(f"{place}: {head.uid} has no front and was left out.")
    if progress and progress.left_out:
        be = "is" if progress.left_out == 1 else "are"
        reviews = quantity(progress.left_out, "review")
        said.append(f"{reviews} {be} dated after today and stayed out; check the clock.")
    return said


def gone(
    context: "Context", study: "Study", known: "Collection[str]", events: "Iterable[Event]"
) -> Gone:
    """Find what has gone, and say once how to delete it on the phone.

    `known` are the notes that decks have brought, `events` those about notes.
    Content that is another for once, or not whole, lacks much that is not gone.
    """
    from export.anki.leftovers import leftovers, read_told, told_drafts  # noqa: PLC0415  only for a deck

    store, cards = study.store, study.library.cards
    is_whole = all(folder.is_dir() for folder in context.config.content)
    if context.named or not is_whole:
        return Gone()
    found = leftovers(cards, known, store.states())
    told = read_told(events)
    fresh = [each for each in found if each.key not in told]
    if doubt := _doubt(context, study, fresh):
        return Gone(said=_hidden(len(fresh), doubt))
    back = told - {each.key for each in found}
    drafts, said = told_drafts(sorted(back), gone=False), ()
    if fresh:
        said, named = _advice(fresh, {card.note for card in cards.values()})
        drafts += told_drafts([each.key for each in named], gone=True)
    if drafts:
        store.append(drafts)
    return Gone(tuple(each.note for each in found), said)


def _doubt(context: "Context", study: "Study", fresh: "Sequence[Leftover]") -> str:
    """Say why notes may be missing that have not gone; empty where nothing speaks for it."""
    from mlsd_graph.check.astray import astray  # noqa: PLC0415  only for a deck

    library = study.library
    if _hiding(study):
        return "While files have errors that may be why"
    pages = sorted({each.note.partition("/")[0] for each in fresh})
    if found := list(astray(library, pages)):
        more = f" ({quantity(len(found) - 1, 'more file')} alike)" if len(found) > 1 else ""
        return f"That may be why: {_told(found[0]).removesuffix('.')}{more}"
    own = context.paths.own_content
    lost = any(library.aliases.get(page, page) not in library.pages for page in pages)
    if not own.is_dir() and (own.is_symlink() or lost):
        where = clean_line(str(own))
        return (
            f"They may be gone from the content, or in a folder that is not there now ({where}; "
            "if you have no pages of your own, make it)"
        )
    return ""


def _hidden(count: int, doubt: str) -> tuple[str, ...]:
    if not count:
        return ()
    notes, have = quantity(count, "note"), "has" if count == 1 else "have"
    said = (
        f"{notes} of earlier decks {have} no card here. {doubt}, so leave them on the phone: "
        "they stay as they are."
    )
    return (said,)


def _advice(
    fresh: "Sequence[Leftover]", notes: "set[str]"
) -> tuple[tuple[str, ...], "tuple[Leftover, ...]"]:
    from export.anki.leftovers import search  # noqa: PLC0415  only for a deck

    lines, found = search(fresh, notes)
    by = "search in Anki and delete them there"
    if len(lines) > 1:
        by = f"search in Anki for each of these {len(lines)} lines and delete there what it finds"
    rest = len(fresh) - len(found)
    more = f"\n… and {quantity(rest, 'more note')}, named with the next deck" if rest else ""
    told = "\n".join(map(clean_line, lines))
    said = (
        "gone from the content, or in another form since an earlier deck: "
        f"{quantity(len(fresh), 'note')}. No import deletes them; {by}:\n{told}{more}"
    )
    return (said,), found


def _hiding(study: "Study") -> "list[Finding]":
    """Gather the first error of each file that may keep cards out."""
    from mlsd_graph.content.faults import errors  # noqa: PLC0415  only for a deck

    first: dict[str, Finding] = {}
    for each in errors(study.library.findings):
        if not each.code.startswith(_HARMLESS):
            first.setdefault(each.path, each)
    return list(first.values())


def _faulty(study: "Study") -> list[str]:
    """Name for each file the first thing that keeps cards out, whole files first."""
    broken = study.library.shelf.broken
    found = sorted(_hiding(study), key=lambda each: each.path not in broken)
    said = [_told(each, _lost(each, whole=each.path in broken)) for each in found[:_FILES]]
    if more := len(found[_FILES:]):
        files = quantity(more, "more file")
        said.append(f"… and {files} with errors; `mlsd check` lists them.")
    return said


def _told(fault: "Finding", lost: str = "") -> str:
    place = f"{fault.path}:{fault.line}" if fault.line else fault.path
    return f"{clean_line(place)}: {lost}{' ' if lost else ''}{clean_line(fault.message)}"


def _lost(fault: "Finding", *, whole: bool) -> str:
    if whole:
        return "the file has errors, and its cards were left out; on the phone they stay."
    if fault.code.startswith("diagram-"):
        return "a diagram cannot be drawn, and its cards were left out."
    return "the file has errors that may keep cards out."
