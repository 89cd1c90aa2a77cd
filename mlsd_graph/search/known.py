"""Whether the ids that a filter names are there; a mistyped one would only find nothing."""

from collections.abc import Iterable

from mlsd_graph.content.records import PageHead, PageKind
from mlsd_graph.errors import UsageError
from mlsd_graph.search.filters import Filter
from mlsd_graph.search.terms import did_you_mean


def refuse_unknown(wanted: Filter, pages: Iterable[PageHead]) -> None:
    """Look up what `domain:`, `concept:` and `case:` name.

    Raises:
        UsageError: The content has no such domain or page.
    """
    named = [term.partition(":")[::2] for term in wanted.filters]
    if not any(key in {"domain", "concept", "case"} for key, _ in named):
        return
    there: dict[str, set[str]] = {"domain": set(), "concept": set(), "case": set()}
    for page in pages:
        there["domain"].update((page.domain, *page.domains))
        there["concept"].add(page.id)
        if page.kind is PageKind.CASE_STUDY:
            there["case"].add(page.id)
    for key, value in named:
        if key in there and value not in there[key]:
            message = f"“{key}:{value}” names nothing in the content."
            raise UsageError(message, did_you_mean(value, there[key] - {""}))
