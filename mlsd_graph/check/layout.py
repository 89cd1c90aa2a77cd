"""Forms that break silently elsewhere, and files that stand where nobody reads them."""

import re
from collections import Counter
from collections.abc import Iterator

from mlsd_graph.check.stray import stray
from mlsd_graph.clean import clean_line
from mlsd_graph.content.fences import split_lines, underlined
from mlsd_graph.content.library import Library
from mlsd_graph.content.records import Finding, Page, PageKind, Severity, Step
from mlsd_graph.content.slugs import ID, slug
from mlsd_graph.content.source import SourceError, read

_BARE_LINK = re.compile(r"\[\[[^\[\]|\\\n]{1,200}\|")
_CODE = re.compile(r"`[^`\n]{0,400}`")
_NEAR = 80
"""Score of rapidfuzz's ratio from which two folders are taken for one domain."""


def check_page(page: Page, library: Library) -> Iterator[Finding]:
    """Check the layout of a page's file, and that the file stands where its kind does."""
    del library
    path = page.head.path
    if page.head.kind is PageKind.CONCEPT and not page.head.domain:
        hint = "Move the file to concepts/<domain>/."
        yield _error("domain-missing", path, 0, 0, "The concept stands in no domain.", hint)
    if page.head.kind is PageKind.FRAMEWORK and page.head.id not in set(Step):
        hint = f"Name the file after one: {', '.join(Step)}."
        yield _error("framework-step", path, 0, 0, "The page is named after no step.", hint)
    try:
        text = read(path).text
    except SourceError:
        return
    lines = split_lines(text)
    body = text.count("\n", 0, text.find("\n---\n", 3)) + 2
    cards = next((card.head.line for card in page.cards if card.head.authored), len(lines.lines))
    for index in underlined(lines, body, cards):
        message = "The line makes a heading of the one above."
        hint = "Start headings with `##`, or leave a blank line above a rule."
        yield _error("heading-underlined", path, index + 1, 1, message, hint)
    for index, line in enumerate(lines.lines):
        if line.startswith("|") and not lines.fenced[index]:
            shown = _CODE.sub(lambda code: " " * len(code[0]), line)
            for link in _BARE_LINK.finditer(shown):
                message = "The bar of a link ends the cell of the table."
                hint = "Write [[id\\|text]] in a table."
                yield _error("link-in-table", path, index + 1, link.start() + 1, message, hint)


def check_library(library: Library) -> Iterator[Finding]:
    """Name files and folders that look like content and are not taken for what they seem to be."""
    yield from stray(library.shelf.roots)
    yield from _domains(library)


def _domains(library: Library) -> Iterator[Finding]:
    """A folder that is spelt almost like a larger one makes a domain, and a deck, of its own."""
    first: dict[str, str] = {}
    sizes: Counter[str] = Counter()
    for head in library.pages.values():
        if head.kind is PageKind.CONCEPT and head.domain:
            first.setdefault(head.domain, head.path)
            sizes[head.domain] += 1
    for domain, path in first.items():
        larger = [other for other in sizes if (sizes[other], other) > (sizes[domain], domain)]
        if near := _like(domain, larger):
            hint = f"Did you mean {near}/?"
        elif not ID.fullmatch(domain):
            hint = f"Name the folder {slug(domain) or 'in words'}/: lower case and hyphens."
        else:
            continue
        message = f"The folder “{clean_line(domain)}” makes a domain of its own."
        yield Finding("domain-near", Severity.ADVICE, path, 0, 0, message, hint)


def _like(domain: str, others: list[str]) -> str:
    from rapidfuzz import fuzz, process  # noqa: PLC0415  only the checker needs it

    plain = slug(domain)
    near = process.extractOne(plain, others, scorer=fuzz.ratio, processor=slug, score_cutoff=_NEAR)
    return near[0] if near else ""


def _error(  # noqa: PLR0913, PLR0917  the fields of a finding
    code: str, path: str, line: int, column: int, message: str, hint: str
) -> Finding:
    return Finding(code, Severity.ERROR, path, line, column, message, hint)
