"""What has gone from the content and stays on the phone: said once, with how it is deleted."""

from typing import TYPE_CHECKING, NamedTuple

from mlsd_graph.clean import clean_line
from mlsd_graph.cli.left_out import hiding, told_of
from mlsd_graph.quantity import quantity

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from export.anki.leftovers import Leftover
    from export.anki.searching import Search
    from mlsd_graph.cli.context import Context
    from mlsd_graph.store import Event
    from mlsd_graph.study import Study


class Gone(NamedTuple):
    """What stays on the phone although the content has it no more."""

    notes: tuple[str, ...] = ()
    """All of them and of their gaps, whether the learner was told before or not."""
    said: tuple[str, ...] = ()


class _Advice(NamedTuple):
    """What to do on the phone."""

    text: str
    named: "tuple[Leftover, ...]"
    """What it lets the learner find there."""


def gone(
    context: "Context", study: "Study", known: "Collection[str]", events: "Sequence[Event]"
) -> Gone:
    """Find what has gone, and say once how to delete it on the phone.

    `known` are the notes that decks have brought, `events` those about notes.
    Content that is another for once, or not whole, lacks much that is not gone.
    """
    from export.anki.forms import read_forms  # noqa: PLC0415  only for a deck
    from export.anki.leftovers import leftovers, read_told, told_drafts  # noqa: PLC0415  only for a deck

    store, cards = study.store, study.library.cards
    is_whole = all(folder.is_dir() for folder in context.config.content)
    if context.named or not is_whole:
        return Gone()
    found = leftovers(cards, known, store.states(), read_forms(events))
    told = read_told(events)
    fresh = [each for each in found if each.key not in told]
    if doubt := _doubt(context, study, fresh):
        return Gone(said=_hidden(fresh, doubt))
    drafts = told_drafts(sorted(told - {each.key for each in found}), gone=False)
    said: list[str] = []
    for advice in _advised(fresh, {card.note for card in cards.values()}):
        said.append(advice.text)
        drafts += told_drafts([each.key for each in advice.named], gone=True)
    if drafts:
        store.append(drafts)
    return Gone(tuple(each.name for each in found), tuple(said))


def _doubt(context: "Context", study: "Study", fresh: "Sequence[Leftover]") -> str:
    """Say why notes may be missing that have not gone; empty where nothing speaks for it."""
    from mlsd_graph.check.astray import astray  # noqa: PLC0415  only for a deck

    library = study.library
    if hiding(study):
        return "While files have errors that may be why"
    pages = sorted({each.note.partition("/")[0] for each in fresh})
    if found := list(astray(library, pages)):
        more = f" ({quantity(len(found) - 1, 'more file')} alike)" if len(found) > 1 else ""
        return f"That may be why: {told_of(found[0]).removesuffix('.')}{more}"
    own = context.paths.own_content
    lost = any(library.aliases.get(page, page) not in library.pages for page in pages)
    if not own.is_dir() and (own.is_symlink() or lost):
        where = clean_line(str(own))
        return (
            f"They may be gone from the content, or in a folder that is not there now ({where}; "
            "if you have no pages of your own, make it)"
        )
    return ""


def _hidden(fresh: "Collection[Leftover]", doubt: str) -> tuple[str, ...]:
    if not fresh:
        return ()
    have = "has" if len(fresh) == 1 else "have"
    said = (
        f"{_counted(fresh)} of earlier decks {have} no card here. {doubt}, so leave them on the "
        "phone: they stay as they are."
    )
    return (said,)


def _counted(fresh: "Iterable[Leftover]") -> str:
    """Count whole notes and gaps apart."""
    is_gap = [each.gap > 0 for each in fresh]
    counts = ((is_gap.count(False), "note"), (is_gap.count(True), "gap"))
    return " and ".join(quantity(count, what) for count, what in counts if count)


def _advised(fresh: "Sequence[Leftover]", notes: "set[str]") -> "Iterator[_Advice]":
    """Say of whole notes how they are deleted, and of gaps, whose notes stay."""
    from export.anki.searching import search_gaps, search_notes  # noqa: PLC0415  only for a deck

    whole = [each for each in fresh if not each.gap]
    gaps = [each for each in fresh if each.gap]
    if whole:
        search = search_notes(whole, notes)
        by = "search in Anki and delete them there"
        if (count := len(search.lines)) > 1:
            by = f"search in Anki for each of these {count} lines and delete there what it finds"
        text = (
            "gone from the content, or in another form since an earlier deck: "
            f"{_counted(whole)}. No import deletes them; {by}:"
        )
        yield _Advice(text + _listed(search, whole), search.found)
    if gaps:
        search = search_gaps(gaps)
        text = (
            f"gone from clozes that have other gaps: {_counted(gaps)}. No import deletes such a "
            "card, and Anki shows “No cloze … found” on it. Remove it by Tools → Empty Cards "
            "(AnkiDroid: “Empty cards” in the menu of the deck list); do not delete the note. "
            "What finds such cards:"
        )
        yield _Advice(text + _listed(search, gaps), search.found)


def _listed(search: "Search", wanted: "Sequence[Leftover]") -> str:
    """Write the lines to search for, and count what they leave for later."""
    found = {*search.found}
    rest = [each for each in wanted if each not in found]
    more = f"\n… and {_more(rest)}, named with the next deck" if rest else ""
    return "".join(f"\n{clean_line(line)}" for line in search.lines) + more


def _more(rest: "Sequence[Leftover]") -> str:
    return quantity(len(rest), "more gap" if rest[0].gap else "more note")
