"""The cards that pass a filter, for Browse, `mlsd search` and `--only`."""

from typing import TYPE_CHECKING

from mlsd_graph.search.filters import Filter
from mlsd_graph.search.known import refuse_unknown
from mlsd_graph.search.terms import Moment, cases_by_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlsd_graph.content.records import CardHead
    from mlsd_graph.study.study import Study


def passing(study: "Study", wanted: Filter) -> "Iterator[CardHead]":
    """Yield cards in content order.

    Raises:
        UsageError: The filter names a domain or page that the content does not have.
    """
    library, states = study.library, study.states
    refuse_unknown(wanted, library.pages.values())
    cases = cases_by_page(library.pages.values())
    now = study.now()
    moment = Moment(now.ms, now.day, study.settings.leech_threshold)
    for head in library.cards.values():
        page, state = library.pages[head.page], states.get(head.uid)
        recall = study.recall(head.uid) if state else None
        if wanted.match(head, page, state, recall, cases=cases.get(page.id, ()), moment=moment):
            yield head
