"""Which case studies and concepts an interview is about, and why each of them.

Case studies: those whose product domains match the focus and those that are named; all of them
where neither is given. Of those of the focus the ones that have a word of it in their name share
a weight of three on top: of the many case studies about recommendation and ads, `ads` means that
of ad clicks most. One that is named is what the interview is expected to be about: it counts five
times what all that are only of the focus do together. Concepts: what these case studies use, as
deep as the level asks, and all that such a concept rests on. The steps of the framework belong to
every answer.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from mlsd_graph.content.records import PageHead, PageKind, Step
from mlsd_graph.graph import Graph
from mlsd_graph.level import Level
from mlsd_graph.planning.target import Target

DEPTH: Mapping[Level, Mapping[str, float]] = {
    Level.JUNIOR: {"core": 1.0, "advanced": 0.0, "frontier": 0.0},
    Level.MID: {"core": 1.0, "advanced": 0.5, "frontier": 0.0},
    Level.SENIOR: {"core": 1.0, "advanced": 1.0, "frontier": 0.5},
    Level.STAFF: {"core": 1.0, "advanced": 1.0, "frontier": 1.0},
}
"""How much of the weight of a page of some level counts in an interview for some level."""
CALLED_SO = 3.0
"""What those case studies share that a word of the focus names, on top."""
NAMED = 5.0
"""What a case study counts that is named, in all that the others do together: with less, a short
time goes to what many of the others share."""


class Use(NamedTuple):
    """One case study that uses a concept at one step."""

    case: str
    step: Step
    weight: float


class Why(NamedTuple):
    """Why a page is in scope."""

    uses: tuple[Use, ...] = ()
    """What counts most first: the weight times what the case study counts."""
    needed_by: tuple[str, ...] = ()
    """Concepts in scope that rest on it directly."""

    @property
    def cases(self) -> tuple[str, ...]:
        """Case studies in scope that use it."""
        return tuple(dict.fromkeys(use.case for use in self.uses))

    @property
    def importance(self) -> tuple[int, float]:
        """How many case studies use it, and how much they do in all."""
        return len(self.cases), sum(use.weight for use in self.uses)


class CaseWhy(NamedTuple):
    """Why a case study is in scope; one without any reason is, as nothing was chosen."""

    named: bool = False
    fields: tuple[tuple[str, str], ...] = ()
    """(word of the focus, product domain of the case study that it means)."""
    called: tuple[str, ...] = ()
    """Those of these words that are in its name: it counts more for them."""


class Scope(NamedTuple):
    """What an interview is about."""

    cases: Mapping[str, float]
    """Case studies in content order, with what they count."""
    pages: Mapping[str, Why]
    """Concepts, framework steps, contrast sets and the case studies themselves."""
    beyond: tuple[str, ...]
    """Concepts that case studies in scope use but the level does not ask for."""
    lost: tuple[str, ...]
    """Case studies and domains of the target that the content does not have."""
    named: frozenset[str]
    """Those of the case studies that the target names."""
    reasons: Mapping[str, CaseWhy]
    """Why each of the case studies is in scope."""
    preferred: tuple[str, ...] = ()
    """Words of the focus for which some in scope counts more than the rest."""
    outside: tuple[str, ...] = ()
    """Case studies of the content that are not in scope."""


def scope(graph: Graph, target: Target) -> Scope:
    """Find what is in scope; names that the content does not have are told, not refused.

    Without a case study nothing is in scope, the framework neither.
    """
    cases, reasons, lost = _cases(graph, target)
    named = frozenset(case for case, why in reasons.items() if why.named)
    if not cases:
        return Scope({}, {}, (), lost, named, reasons)
    uses: dict[str, list[Use]] = {}
    beyond: dict[str, None] = {}
    for case in cases:
        for concept, weights in graph.uses_of(case).items():
            if not depth(graph.pages[concept], target.level):
                beyond[concept] = None
                continue
            found = uses.setdefault(concept, [])
            found += [Use(case, step, weight) for step, weight in weights.items()]
    concepts = _closed(graph, uses)
    pages = {
        id_: Why(
            tuple(sorted(uses.get(id_, ()), key=lambda use: -use.weight * cases[use.case])),
            tuple(d for d in graph.dependents_of.get(id_, ()) if d in concepts),
        )
        for id_ in graph.order
        if id_ in concepts
    }
    pages |= {id_: Why() for id_ in (*graph.by_kind[PageKind.FRAMEWORK], *cases)}
    for id_ in graph.by_kind[PageKind.CONTRAST_SET]:
        members = graph.stated[id_].members
        if members and all(member in concepts for member in members):
            pages[id_] = Why()
    left = tuple(id_ for id_ in beyond if id_ not in concepts)
    first = _preferred(graph, target, reasons, concepts)
    outside = tuple(id_ for id_ in graph.by_kind[PageKind.CASE_STUDY] if id_ not in cases)
    return Scope(cases, pages, left, lost, named, reasons, first, outside)


def depth(page: PageHead, level: Level) -> float:
    """How much a page of its level counts for an interview of some level; core where unsaid."""
    return DEPTH[level].get(page.level, 1.0)


def uses_at(graph: Graph, case: str, level: Level) -> dict[str, dict[Step, float]]:
    """What a case study uses, weighed for a level; concepts beyond it are left out."""
    found: dict[str, dict[Step, float]] = {}
    for concept, weights in graph.uses_of(case).items():
        if counted := depth(graph.pages[concept], level):
            found[concept] = {step: weight * counted for step, weight in weights.items()}
    return found


def domains(graph: Graph) -> tuple[str, ...]:
    """All product domains of the case studies."""
    found = (graph.pages[case].domains for case in graph.by_kind[PageKind.CASE_STUDY])
    return tuple(sorted({domain for several in found for domain in several}))


def in_focus(domain: str, word: str) -> bool:
    """Whether a word of the focus means a product domain: its name, or a word of its name."""
    return word == domain or word in domain.split("-")


def is_central(graph: Graph, concept: str, focus: Iterable[str]) -> bool:
    """Whether a concept stands in a domain of the content that a word of the focus means."""
    return any(in_focus(graph.pages[concept].domain, word) for word in focus)


def _cases(
    graph: Graph, target: Target
) -> tuple[dict[str, float], dict[str, CaseWhy], tuple[str, ...]]:
    """Weigh case studies; also return why each was chosen, and which names are lost."""
    every = graph.by_kind[PageKind.CASE_STUDY]
    found = {name: graph.current(name) for name in target.cases}
    wanted = frozenset(id_ for id_ in found.values() if id_ in set(every))
    known = domains(graph)
    lost = [name for name, id_ in found.items() if id_ not in wanted]
    lost += [word for word in target.focus if not any(in_focus(each, word) for each in known)]
    called = {word: sum(_is_called(case, word) for case in every) for word in target.focus}
    chosen: dict[str, float] = {}
    reasons: dict[str, CaseWhy] = {}
    for case in every:
        why = _why(graph, target, case, named=case in wanted)
        more = sum(CALLED_SO / called[word] for word in why.called)
        counted = depth(graph.pages[case], target.level)
        if why.named:
            chosen[case] = 0.0
        elif counted and (why.fields or not (target.focus or target.cases)):
            chosen[case] = counted * (1.0 + more)
        if case in chosen:
            reasons[case] = why
    each = NAMED * (sum(chosen.values()) or 1.0)
    weights = {case: each if case in wanted else w for case, w in chosen.items()}
    return weights, reasons, tuple(lost)


def _why(graph: Graph, target: Target, case: str, *, named: bool) -> CaseWhy:
    """What speaks for a case study: its name, and the words of the focus that mean its domains.

    A word in the name of a case study speaks only for one of the focus that is not named.
    """
    fields = tuple(
        (word, domain)
        for word in target.focus
        for domain in graph.pages[case].domains
        if in_focus(domain, word)
    )
    called = () if named or not fields else target.focus
    return CaseWhy(named, fields, tuple(word for word in called if _is_called(case, word)))


def _preferred(
    graph: Graph, target: Target, reasons: Mapping[str, CaseWhy], concepts: Collection[str]
) -> tuple[str, ...]:
    """Words of the focus that set some of what is in scope before the rest of it."""
    others = [why for why in reasons.values() if not why.named]

    def prefers(word: str) -> bool:
        by_name = sum(word in why.called for why in others)
        central = sum(is_central(graph, concept, (word,)) for concept in concepts)
        return 0 < by_name < len(others) or 0 < central < len(concepts)

    return tuple(word for word in target.focus if others and prefers(word))


def _is_called(case: str, word: str) -> bool:
    """Whether a word of the focus, or its singular, is in the name of a case study."""
    return bool({word, word.removesuffix("s")} & set(case.split("-")))


def _closed(graph: Graph, uses: Mapping[str, object]) -> set[str]:
    """Add all that the used concepts rest on, whatever its level."""
    found = set(uses)
    waiting = list(uses)
    while waiting:
        for need in graph.prerequisites_of.get(waiting.pop(), ()):
            if need not in found:
                found.add(need)
                waiting.append(need)
    return found
