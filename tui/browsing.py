"""What Browse lists for a query: pages and cards by words, or all cards that pass a filter."""

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from mlsd_graph.clean import clean_line
from mlsd_graph.content.records import CardHead, PageHead
from mlsd_graph.memory import Phase, study_day
from mlsd_graph.study.judging import interval_text

if TYPE_CHECKING:
    from mlsd_graph.search import Index
    from mlsd_graph.study import Study

MOST = 200


class Row(NamedTuple):
    """One line of the list."""

    id: str
    """A page's id or a card's uid."""
    is_card: bool
    kind: str
    title: str
    status: str
    """Of a card: when it is due. Of a page: its domain."""


class Found(NamedTuple):
    """What a query finds."""

    rows: list[Row]
    """At most `MOST`."""
    total: int
    """Of all that it finds."""

    @property
    def text(self) -> str:
        """How many there are, and how many of them are listed."""
        shown = len(self.rows)
        return f"{shown} found" if shown == self.total else f"{shown} of {self.total}"


def find(study: "Study", index: "Index", query: str) -> Found:
    """List what a query finds, best first.

    Raises:
        UsageError: The query has a filter that does not exist, or a value it cannot have.
    """
    from mlsd_graph.search import parse  # noqa: PLC0415  not before the first frame

    text = query.strip()
    if not text:
        pages = study.library.pages.values()
        return Found([page_row(page) for page in islice(pages, MOST)], len(pages))
    wanted = parse(text)
    if not wanted.filters:
        listed = list(_found(study, index, text))
        return Found(listed, len(listed))
    from mlsd_graph.search.passing import passing  # noqa: PLC0415  not before the first frame

    heads = list(passing(study, wanted))
    return Found([card_row(study, head) for head in heads[:MOST]], len(heads))


def page_row(page: PageHead) -> Row:
    """Describe a page."""
    where = page.domain.replace("-", " ")
    return Row(page.id, False, page.kind.value, clean_line(page.title), where)


def card_row(study: "Study", head: CardHead) -> Row:
    """Describe a card by its page and name."""
    title = clean_line(f"{study.library.pages[head.page].title} › {head.name}")
    return Row(head.uid, True, head.kind.value, title, status(study, head.uid))


def status(study: "Study", uid: str) -> str:
    """Say where a card stands."""
    state = study.states.get(uid)
    if state is None:
        return "new"
    if state.suspended:
        return "suspended"
    now = study.now()
    today = study_day(now.ms, now.offset)
    if state.buried_until > today:
        return "buried"
    if state.phase == Phase.NEW:
        return "new"
    if state.phase != Phase.REVIEW:
        return "learning"
    ahead = state.due - today
    return f"in {interval_text(ahead)}" if ahead > 0 else "due"


def _found(study: "Study", index: "Index", text: str) -> Iterator[Row]:
    pages, cards = study.library.pages, study.library.cards
    for hit in index.search(text, limit=MOST):
        if hit.id in pages:
            yield page_row(pages[hit.id])
        elif hit.id in cards:
            yield card_row(study, cards[hit.id])
