"""What the interviewer has in hand: the problem, and for each step its model answer and rubric."""

from collections.abc import Mapping
from typing import NamedTuple

from mlsd_graph.content.chartrecords import Diagram
from mlsd_graph.content.links import links
from mlsd_graph.content.records import (
    STEP_TITLES,
    Card,
    ChecklistItem,
    Page,
    PageHead,
    PageKind,
    Step,
    Undrawn,
)

_TOLD = "**Told on asking:**"
"""Begins the paragraph with the facts that a candidate has to ask for."""
USUAL_MINUTES: Mapping[Step, int] = {
    Step.REQUIREMENTS: 6,
    Step.FRAMING: 5,
    Step.DATA: 8,
    Step.MODEL: 9,
    Step.EVALUATION: 6,
    Step.SERVING: 7,
    Step.MONITORING: 4,
}
"""Of a step whose framework page is missing or says nothing."""


class Item(NamedTuple):
    """One thing that a strong candidate says."""

    text: str
    """Markdown."""
    concept: str
    """Id that names it within its step."""
    names: tuple[str, ...]
    """Titles and aliases of the concepts that it links."""
    others: tuple[str, ...] = ()
    """Concepts that it links beside the one that names it."""


class Part(NamedTuple):
    """One step of the case study."""

    step: Step
    title: str
    minutes: int
    """Its share in the framework."""
    model: str
    """The model answer, Markdown."""
    items: tuple[Item, ...]
    diagrams: tuple[Diagram, ...]
    undrawn: tuple[Undrawn, ...] = ()
    """Diagrams that something is wrong with."""


class Brief(NamedTuple):
    """One case study as an interviewer uses it."""

    case: str
    title: str
    problem: str
    """As it is put to the candidate, Markdown."""
    told: str
    """What the interviewer tells only a candidate who asks, Markdown; may be empty."""
    parts: tuple[Part, ...]
    cards: tuple[Card, ...] = ()
    """The case study's own."""

    def part(self, step: Step) -> Part:
        """Find a step; raises KeyError where the case study lacks it."""
        for part in self.parts:
            if part.step is step:
                return part
        raise KeyError(step)

    @property
    def minutes(self) -> dict[Step, int]:
        """The framework's minutes of each step."""
        return {part.step: part.minutes for part in self.parts}


def brief(page: Page, heads: Mapping[str, PageHead], aliases: Mapping[str, str]) -> Brief:
    """Put a case study's page together with the framework's minutes and the concepts' names.

    `aliases` leads from former ids to current ones.
    """

    def item(written: ChecklistItem) -> Item:
        targets = [aliases.get(link.target, link.target) for link in links(written.text)]
        linked = [heads[target] for target in dict.fromkeys(targets) if target in heads]
        names = tuple(name for head in linked for name in (head.title, *head.aliases))
        others = tuple(head.id for head in linked[1:])
        return Item(written.text, written.concept, names, others)

    parts = tuple(
        Part(
            section.step,
            STEP_TITLES[section.step],
            _minutes(section.step, heads),
            section.body,
            tuple(item(each) for each in section.checklist if each.concept),
            tuple(diagram for diagram in page.diagrams if diagram.step is section.step),
            tuple(each for each in page.undrawn if each.step is section.step),
        )
        for section in page.steps
    )
    problem, _, told = page.summary.partition(_TOLD)
    return Brief(page.head.id, page.head.title, problem.strip(), told.strip(), parts, page.cards)


def _minutes(step: Step, heads: Mapping[str, PageHead]) -> int:
    head = heads.get(step.value)
    stated = head.minutes if head is not None and head.kind is PageKind.FRAMEWORK else 0
    return stated or USUAL_MINUTES[step]
