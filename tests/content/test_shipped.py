"""The shipped content is the app's real input: it loads whole and teaches what it must."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from mlsd_graph.check import check
from mlsd_graph.content import Library, load
from mlsd_graph.content.records import CardKind, PageKind, Step
from mlsd_graph.paths import shipped_content

TERMS = tomllib.loads((Path(__file__).parent / "seed_terms.toml").read_text("utf-8"))["term"]


@pytest.fixture(scope="module")
def library() -> Library:
    return load([shipped_content()], cache=None)


def test_nothing_is_quarantined(library: Library) -> None:
    assert library.findings == ()


def test_there_is_as_much_as_was_promised(library: Library) -> None:
    pages = Counter(page.kind for page in library.pages.values())
    notes = {head.note: head.kind for head in library.cards.values() if head.authored}
    kinds = Counter(notes.values())

    assert pages[PageKind.CONCEPT] >= 180
    assert pages[PageKind.CASE_STUDY] >= 14
    assert pages[PageKind.CONTRAST_SET] >= 30
    assert pages[PageKind.TRACK] == 8
    assert [page for page in Step if page.value not in library.pages] == []
    assert len(notes) >= 1_100
    assert sum(kinds[k] for k in (CardKind.ESTIMATE, CardKind.ORDERED, CardKind.EXPLAIN)) >= 150
    assert set(kinds) >= set(CardKind) - {CardKind.CONTRAST}


def test_every_case_study_is_drawn(library: Library) -> None:
    drawn = {page.id: page.diagrams for page in library.pages.values() if page.diagrams}

    cases = [page for page in library.pages.values() if page.kind is PageKind.CASE_STUDY]
    assert [case.id for case in cases if drawn.get(case.id, 0) < 3] == []
    assert sum(drawn.values()) >= 50


def test_every_concept_is_reached_by_a_case_study(library: Library) -> None:
    said = [finding for finding in check(library) if finding.code in {"unreached", "no-cards"}]

    assert said == []


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
