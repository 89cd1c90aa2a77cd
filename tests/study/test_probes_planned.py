"""What a mock interview missed is asked first, and the plan counts it in and says so."""

from collections.abc import Iterator
from typing import NamedTuple

import pytest
from hand_clock import Clock
from interviewing import Monotonic, finish
from letters import aim

from mlsd_graph.content.records import Step
from mlsd_graph.memory import Rating
from mlsd_graph.paths import Paths, shipped_content
from mlsd_graph.scheduling import ReasonKind
from mlsd_graph.study import Study
from mlsd_graph.study.interviews import Terms, begin
from mlsd_graph.study.outlook import Outlook, outlook
from mlsd_graph.study.plan_concepts import concept_rows
from mlsd_graph.study.plan_text import plan_notes

CASE = "product-search-ranking"


class Held(NamedTuple):
    """A study after a mock interview in which nothing was said."""

    study: Study
    before: Outlook
    """The plan before it."""


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    base = tmp_path_factory.mktemp("home")
    opened = Study.open(Paths(base / "s", base / "c", base / "x"), [shipped_content()], Clock())
    aim(opened, days=14, minutes=10, focus=("search",), cases=(CASE,))
    before = planned(opened)
    sitting = begin(opened, CASE, Terms(steps=(Step.SERVING, Step.MONITORING)), Monotonic())
    sitting.go_on()
    finish(sitting, "")
    yield Held(opened, before)
    opened.close()


def planned(study: Study) -> Outlook:
    found = outlook(study)
    assert found is not None
    return found


def test_a_concept_that_is_asked_as_missed_is_in_the_plan_with_its_card(held: Held) -> None:
    study, before = held
    assert not before.missed
    queue = study.today().queue
    asked = {item.uid for item in queue if item.reason.kind is ReasonKind.REHEARSED}
    pages = {study.library.cards[uid].page for uid in asked}
    assert len(asked) > 3
    assert pages & set(before.left_out)
    found = planned(study)
    assert pages <= found.missed
    assert not found.missed & set(found.left_out)
    assert all(found.concepts[page].then > 0.01 for page in pages)
    rows = {name: why for _, name, why in concept_rows(found, study.library.title)}
    for page in pages:
        assert rows[study.library.title(page)].startswith("missed in a mock interview")
    said = f"Missed in mock interviews, asked first in up to half a day: {len(found.missed)} "
    assert any(note.startswith(said) for note in plan_notes(found))
    # its time is the plan's: on the first day no more is asked than there are minutes for
    assert found.plan.minutes[0] <= 10


def test_an_answered_one_is_missed_no_more(held: Held) -> None:
    study = held.study
    found, shown = planned(study), study.next()
    assert shown is not None
    assert shown.page.id in found.missed
    study.answer(shown.card.uid, Rating.GOOD)
    assert found.missed - planned(study).missed == {shown.page.id}
