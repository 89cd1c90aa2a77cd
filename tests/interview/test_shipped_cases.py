"""Interviews on the shipped case studies: each step can be asked about, nothing is told early."""

from functools import cache

import pytest

from mlsd_graph.content import Library, load
from mlsd_graph.content.records import Card, PageKind, Step
from mlsd_graph.interview.brief import Brief, brief
from mlsd_graph.interview.questions import Sources, closing, follow_ups
from mlsd_graph.paths import shipped_content


@cache
def library() -> Library:
    return load([shipped_content()], cache=None)


@cache
def briefs() -> dict[str, Brief]:
    every = library()
    cases = [id_ for id_, head in every.pages.items() if head.kind is PageKind.CASE_STUDY]
    return {case: brief(every.page(case), every.pages, every.aliases) for case in cases}


def cards(concept: str) -> tuple[Card, ...]:
    return library().page(concept).cards if concept in library().pages else ()


def asked(case: Brief) -> dict[Step, list[str]]:
    """Hold an interview in which nothing is typed."""
    sources = Sources(cards, lambda _: {}, library().title, lambda _: None, {})
    used: list[str] = []
    found: dict[Step, list[str]] = {}
    for part in case.parts:
        questions = follow_ups(case, part.step, "", sources, used=used)
        found[part.step] = [question.card for question in questions]
        used += found[part.step]
    return found


@pytest.mark.parametrize("case", sorted(briefs()))
def test_every_step_has_questions_and_none_is_asked_twice(case: str) -> None:
    found = asked(briefs()[case])
    assert list(found) == list(Step)
    assert all(len(questions) >= 2 for questions in found.values()), found
    flat = [uid for questions in found.values() for uid in questions]
    assert len(flat) == len(set(flat))
    assert closing(briefs()[case])


@pytest.mark.parametrize("case", sorted(briefs()))
def test_the_problem_keeps_back_what_must_be_asked_for(case: str) -> None:
    found = briefs()[case]
    assert found.told
    assert found.told not in found.problem
    assert "Told on asking" not in found.problem
    assert len(found.problem.split()) <= 80


@pytest.mark.parametrize("case", sorted(briefs()))
def test_every_item_can_become_a_probe(case: str) -> None:
    every = library()
    for part in briefs()[case].parts:
        for item in part.items:
            assert every.pages[every.aliases.get(item.concept, item.concept)].cards, item.concept


def test_the_framework_gives_forty_five_minutes() -> None:
    for found in briefs().values():
        assert sum(found.minutes.values()) == 45
