"""Whether a page that is to be written can be read, with all its cards: the loader decides."""

from export.anki.adopting.page import AdoptedPage
from mlsd_graph.content import limits, parse_page
from mlsd_graph.content.source import SourceError


def loads(page: AdoptedPage) -> bool:
    """Read a page as the loader does, and look for each of its cards."""
    if len(page.text.encode()) > limits.FILE_BYTES:
        return False
    try:
        read = parse_page(page.text, f"/c/concepts/{page.domain}/{page.id}.md", "/c")
    except SourceError:
        return False
    wrong = any(each.severity.value == "error" for each in read.findings)
    cards = {card.head.uid for card in read.cards}
    return not wrong and cards == {origin.uid for origin in page.origins.values()}
