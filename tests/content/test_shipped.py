"""The shipped content is the app's real input: it loads whole and teaches what it must."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from mlsd_graph.content import Library, load
from mlsd_graph.content.records import PageKind, Step
from mlsd_graph.paths import shipped_content

TERMS = tomllib.loads((Path(__file__).parent / "seed_terms.toml").read_text("utf-8"))["term"]


@pytest.fixture(scope="module")
def library() -> Library:
    return load([shipped_content()], cache=None)


def test_nothing_is_quarantined(library: Library) -> None:
    assert library.findings == ()


def test_there_is_as_much_as_was_promised(library: Library) -> None:
    pages = Counter(page.kind for page in library.pages.values())
    authored = [head for head in library.cards.values() if head.authored]

    assert pages[PageKind.CONCEPT] >= 60
    assert pages[PageKind.CONTRAST_SET] >= 5
    assert pages[PageKind.TRACK] == 8
    assert [page for page in Step if page.value not in library.pages] == []
    assert {"video-recommendation", "ad-click-prediction", "visual-search"} <= set(library.pages)
    assert len({head.note for head in authored}) >= 250


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term["name"])
def test_each_seed_term_is_taught_on_a_page_and_asked_by_a_card(
    library: Library, term: dict[str, str]
) -> None:
    head = library.cards[term["card"]]
    page = library.page(head.page)
    words = " ".join((page.head.title, *page.head.aliases, page.summary, page.body))
    words += " ".join(section.body for section in page.steps)

    assert head.authored
    assert term.get("says", term["name"]).lower() in words.lower()


def test_what_is_planned_has_no_page(library: Library) -> None:
    assert set(library.planned) & set(library.pages) == set()


def test_case_studies_are_complete(library: Library) -> None:
    for page in library.pages.values():
        if page.kind is PageKind.CASE_STUDY:
            steps = library.page(page.id).steps
            assert [section.step for section in steps] == list(Step)
            assert all(3 <= len(section.checklist) <= 6 for section in steps)
