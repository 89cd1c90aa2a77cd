"""What each `key:value` of the filter language asks of a card."""

import operator
import re
from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

from mlsd_graph.content.records import CardHead, CardKind, PageHead, PageKind, RelationKind, Step
from mlsd_graph.errors import UsageError
from mlsd_graph.memory.grading import is_leech
from mlsd_graph.memory.state import IN_STEPS, CardState, Phase
from mlsd_graph.search.words import plain

_COMPARED = re.compile(r"(r|s|d|reps|lapses)(<=|>=|!=|<|>|=)(\d{1,9}(?:\.\d{1,9})?)")
_OPERATORS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "!=": operator.ne,
}
_LEVELS = ("core", "advanced", "frontier")
_FORMS = (
    "is:due|new|learning|review|suspended|buried|marked|leech, domain:ID, step:STEP, level:LEVEL,"
    " kind:KIND, case:ID, concept:ID, flag:0-7, prop:r<0.8 (r, s, d, reps, lapses)"
)


class Moment(NamedTuple):
    """What is the same for all cards of one query."""

    ms: int = 0
    """UTC milliseconds."""
    day: int = 0
    """Study day."""
    leech_threshold: int = 8


class Subject(NamedTuple):
    """One card as a filter sees it."""

    card: CardHead
    page: PageHead
    state: CardState | None
    recall: float | None
    """Probability of recall now, 0 to 1; None if never graded."""
    cases: Collection[str]
    """Case studies that use the page."""
    moment: Moment


Test = Callable[[Subject], bool]


def cases_by_page(pages: Iterable[PageHead]) -> dict[str, frozenset[str]]:
    """Return the case studies that use each page, themselves included."""
    found: dict[str, set[str]] = {}
    for page in pages:
        if page.kind is PageKind.CASE_STUDY:
            found.setdefault(page.id, set()).add(page.id)
            for each in page.relations:
                if each.kind is RelationKind.USE:
                    found.setdefault(each.target, set()).add(page.id)
    return {page: frozenset(cases) for page, cases in found.items()}


def word(text: str) -> Test:
    """Ask for a word or phrase in the card's name or its page's title, aliases or id."""
    wanted = plain(text)

    def test(subject: Subject) -> bool:
        page = subject.page
        names = (subject.card.name, page.title, *page.aliases, page.id)
        return any(wanted in plain(name) for name in names)

    return test


def term(key: str, value: str) -> Test:
    """Return the test of `key:value`.

    Raises:
        UsageError: There is no such key, or it cannot have this value.
    """
    make = _KEYS.get(key)
    if make is None:
        raise UsageError(f"There is no filter “{key}:”.", did_you_mean(key, _KEYS))
    return make(value)


def did_you_mean(given: str, allowed: Iterable[str]) -> str:
    """Propose the nearest allowed word, and list the forms."""
    from rapidfuzz import process  # noqa: PLC0415  only for a mistyped filter

    near = process.extractOne(given[:64], list(allowed), score_cutoff=60)
    return (f"Did you mean “{near[0]}”? " if near else "") + f"Filters: {_FORMS}."


def _chosen(key: str, value: str, allowed: Collection[str]) -> str:
    if value not in allowed:
        message = f"“{key}:{value}” is not one of {', '.join(allowed)}."
        raise UsageError(message, did_you_mean(value, allowed))
    return value


def _is(value: str) -> Test:
    return _STATES[_chosen("is", value, _STATES)]


def _step(value: str) -> Test:
    step = Step(_chosen("step", value, [step.value for step in Step]))
    return lambda subject: step in subject.page.steps


def _level(value: str) -> Test:
    level = _chosen("level", value, _LEVELS)
    return lambda subject: subject.page.level == level


def _kind(value: str) -> Test:
    kind = CardKind(_chosen("kind", value, [kind.value for kind in CardKind]))
    return lambda subject: subject.card.kind is kind


def _domain(value: str) -> Test:
    return lambda subject: value in {subject.page.domain, *subject.page.domains}


def _concept(value: str) -> Test:
    return lambda subject: subject.page.id == value


def _case(value: str) -> Test:
    return lambda subject: value in subject.cases


def _flag(value: str) -> Test:
    number = int(_chosen("flag", value, [str(flag) for flag in range(8)]))
    return lambda subject: (subject.state.flag if subject.state else 0) == number


def _prop(value: str) -> Test:
    found = _COMPARED.fullmatch(value)
    if found is None:
        raise UsageError(f"“prop:{value}” is no comparison.", f"Filters: {_FORMS}.")
    name, compare, number = found[1], _OPERATORS[found[2]], float(found[3])

    def test(subject: Subject) -> bool:
        known = _property(subject, name)
        return known is not None and compare(known, number)

    return test


def _property(subject: Subject, name: str) -> float | None:
    state = subject.state
    if name == "r":
        return subject.recall
    if name in {"reps", "lapses"}:
        return float(getattr(state, name)) if state else 0.0
    if state is None or state.phase == Phase.NEW:
        return None
    return state.stability if name == "s" else state.difficulty


def _due(subject: Subject) -> bool:
    state, moment = subject.state, subject.moment
    if state is None or state.hidden_on(moment.day):
        return False
    if state.phase == Phase.REVIEW:
        return state.due <= moment.day
    return state.phase != Phase.NEW and state.due <= moment.ms


def _phase(*phases: Phase) -> Test:
    return lambda subject: (subject.state.phase if subject.state else Phase.NEW) in phases


def _leech(subject: Subject) -> bool:
    state = subject.state
    return state is not None and is_leech(state.lapses, subject.moment.leech_threshold)


_STATES: dict[str, Test] = {
    "due": _due,
    "new": _phase(Phase.NEW),
    "learning": _phase(*IN_STEPS),
    "review": _phase(Phase.REVIEW),
    "suspended": lambda subject: subject.state is not None and subject.state.suspended,
    "buried": lambda s: s.state is not None and s.state.buried_until > s.moment.day,
    "marked": lambda subject: subject.state is not None and subject.state.marked,
    "leech": _leech,
}
_KEYS: dict[str, Callable[[str], Test]] = {
    "is": _is,
    "domain": _domain,
    "step": _step,
    "level": _level,
    "kind": _kind,
    "case": _case,
    "concept": _concept,
    "flag": _flag,
    "prop": _prop,
}
