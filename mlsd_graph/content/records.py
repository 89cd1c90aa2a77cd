"""The typed records that content turns into: frozen values without behaviour.

Two depths. A *head* holds what the graph, the queue and search need of a page or card and is
cheap for 100,000 cards; a *page* or *card* is the whole, parsed when it is shown.
Named tuples: they are made three times as fast as dataclasses, and 100,000 of them are.
All text fields hold Markdown as written, passed through `clean` (no control characters).
"""

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from mlsd_graph.content.chartrecords import Diagram


class Step(StrEnum):
    """The seven steps of an ML system design answer, in order."""

    REQUIREMENTS = "requirements"
    FRAMING = "framing"
    DATA = "data"
    MODEL = "model"
    EVALUATION = "evaluation"
    SERVING = "serving"
    MONITORING = "monitoring"


STEP_TITLES: dict[Step, str] = {
    Step.REQUIREMENTS: "Clarify requirements",
    Step.FRAMING: "Frame as an ML task",
    Step.DATA: "Prepare data and features",
    Step.MODEL: "Develop the model",
    Step.EVALUATION: "Evaluate offline and online",
    Step.SERVING: "Deploy and serve",
    Step.MONITORING: "Monitor and maintain",
}
"""The section titles of a case study, exactly and in order."""


class PageKind(StrEnum):
    """The five kinds of content file."""

    CONCEPT = "concept"
    CASE_STUDY = "case-study"
    CONTRAST_SET = "contrast-set"
    TRACK = "track"
    FRAMEWORK = "framework"


class CardKind(StrEnum):
    """What a card asks of the learner; names are those of the scripting contract."""

    BASIC = "basic"
    CLOZE = "cloze"
    TYPED = "typed"
    ESTIMATE = "estimate"
    ORDERED = "ordered"
    EXPLAIN = "explain"
    CONTRAST = "contrast"
    BLOCK = "block"
    """A block of a diagram, hidden."""
    ARROW = "arrow"
    """An arrow of a diagram, marked."""
    DIAGRAM = "diagram"
    """A whole diagram, to be drawn from memory."""


class RelationKind(StrEnum):
    """The typed edges of the graph."""

    PREREQUISITE = "prerequisite"
    """`source` lists `target` under Prerequisites: the graph's edge runs target → source."""
    CONTRAST = "contrast"
    USE = "use"
    MENTION = "mention"


class Severity(StrEnum):
    """How much a finding matters; errors and warnings make `mlsd check` exit 1."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


class Finding(NamedTuple):
    """One thing `mlsd check` has to say about one place."""

    code: str
    """Stable name such as `unknown-id`."""
    severity: Severity
    path: str
    line: int
    """From 1; 0 where the finding is about the file as a whole."""
    column: int
    message: str
    """One sentence: what is wrong."""
    hint: str = ""
    """What to do."""


class Undrawn(NamedTuple):
    """A diagram that is left out of its page because something is wrong with it."""

    title: str
    line: int
    """Of its heading."""
    cause: Finding
    """The first thing that is wrong."""
    step: Step
    """As of a diagram."""


class Relation(NamedTuple):
    """A link from one page to another, as written."""

    kind: RelationKind
    target: str
    reason: str = ""
    """Why, in the author's words; prerequisites and stated contrasts have one."""
    step: Step | None = None
    """For `use`: the step of the case study in which the link stands."""
    weight: float = 1.0
    """For `use`: 0.6 in a checklist item, 0.3 in prose."""
    line: int = 0


class CardHead(NamedTuple):
    """What the queue needs of a card."""

    uid: str
    note: str
    """The note it belongs to; the clozes of one heading share it, cards of a diagram do not."""
    kind: CardKind
    page: str
    """Id of the page it stands on."""
    line: int
    name: str
    """Its heading; never shown on the front."""
    authored: bool = True
    """False for the card that a stated contrast yields."""


class PageHead(NamedTuple):
    """What the graph, the queue and search need of a page."""

    id: str
    kind: PageKind
    title: str
    path: str
    """Absolute path of the file."""
    root: str
    """The content folder that it was found in."""
    domain: str = ""
    """A concept's folder; empty for other kinds."""
    concept_kind: str = ""
    """concept, technique, metric, component, tradeoff or failure-mode; concepts only."""
    level: str = ""
    steps: tuple[Step, ...] = ()
    aliases: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    relations: tuple[Relation, ...] = ()
    cards: tuple[CardHead, ...] = ()
    members: tuple[str, ...] = ()
    """Contrast set: the concepts compared."""
    question: str = ""
    """Contrast set: the one question that separates the members."""
    audience: str = ""
    """Track: who it is for."""
    case_studies: tuple[str, ...] = ()
    """Track: ids in order."""
    domains: tuple[str, ...] = ()
    """Case study: product domains."""
    minutes: int = 0
    """Framework step: its share of the interview."""
    based_on: str = ""
    """Digest of the shipped file that a learner's copy was made from."""
    diagrams: int = 0
    """How many are drawn on the page."""


class Estimate(NamedTuple):
    """The checked number of an estimate card."""

    value: float
    unit: str
    expression: str
    """Arithmetic as written, without `=`."""
    within: float = 2.0
    """Right within this factor."""


class Card(NamedTuple):
    """One card, whole."""

    head: CardHead
    domain: str
    """Shown on the front: the concept's domain, or `case studies`, `contrasts`, `framework`."""
    question: str
    """Markdown. For a cloze: the whole text with its `{{cN::…}}` marks."""
    answer: str
    """Markdown; empty for a cloze."""
    cloze: int = 0
    """Number of the hidden cloze, else 0."""
    accepted: tuple[str, ...] = ()
    """Typed: the accepted spellings."""
    estimate: Estimate | None = None
    items: tuple[str, ...] = ()
    """Ordered and explain: the items, Markdown. Diagram: the labels of its blocks."""
    diagram: "Diagram | None" = None
    """Block, arrow and diagram: the drawing that is asked about."""
    part: str = ""
    """Block and arrow: what is asked, as `Reason.part` names it."""

    @property
    def uid(self) -> str:
        """Shorthand for `head.uid`."""
        return self.head.uid

    @property
    def kind(self) -> CardKind:
        """Shorthand for `head.kind`."""
        return self.head.kind


class ChecklistItem(NamedTuple):
    """One thing that a strong candidate says in a step."""

    text: str
    concept: str
    """The first linked concept; with the step it identifies the item."""
    line: int


class StepSection(NamedTuple):
    """One of the seven sections of a case study."""

    step: Step
    body: str
    """Markdown without the checklist."""
    checklist: tuple[ChecklistItem, ...]
    line: int


class Page(NamedTuple):
    """One content file, whole."""

    head: PageHead
    summary: str
    """First paragraph of a concept or set; a case study's problem as the interviewer puts it."""
    body: str
    """Markdown between the summary and the first relation, source or card section."""
    cards: tuple[Card, ...] = ()
    sources: tuple[str, ...] = ()
    """One Markdown line each."""
    steps: tuple[StepSection, ...] = ()
    """The seven sections of a case study, else empty."""
    diagrams: tuple["Diagram", ...] = ()
    """Those without an error."""
    undrawn: tuple[Undrawn, ...] = ()
    """The others."""
    findings: tuple[Finding, ...] = ()
    """What is wrong with this file; cards with an error are left out of `cards`."""
