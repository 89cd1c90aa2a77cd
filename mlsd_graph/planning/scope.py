"""Which case studies and concepts an interview is about, and why each of them.

Case studies: those whose product domains match the focus and those that are named; all of them
where neither is given. Of those of the focus the ones that have a word of it in their name share
a weight of three on top: of the many case studies about recommendation and ads, `ads` means that
of ad clicks most. One that is named is what the interview is expected to be about: it counts five
times what all that are only of the focus do together. Concepts: what these case studies use, as
deep as the level asks, and all that such a concept rests on. The steps of the framework belong to
every answer.
"""

from collections.abc import Mapping
from typing import NamedTuple

from mlsd_graph.content.records import PageHead, PageKind, Step
from mlsd_graph.graph import Graph
from mlsd_graph.planning.target import Level, Target

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


def scope(graph: Graph, target: Target) -> Scope:
    """Find what is in scope; names that the content does not have are told, not refused.

    Without a case study nothing is in scope, the framework neither.
    """
    cases, named, lost = _cases(graph, target)
    if not cases:
        return Scope({}, {}, (), lost, named)
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
    return Scope(cases, pages, tuple(id_ for id_ in beyond if id_ not in concepts), lost, named)


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


def _cases(
    graph: Graph, target: Target
) -> tuple[dict[str, float], frozenset[str], tuple[str, ...]]:
    """Weigh case studies; also return those that are named, and which names are lost."""
    every = graph.by_kind[PageKind.CASE_STUDY]
    named = {name: graph.current(name) for name in target.cases}
    wanted = frozenset(id_ for id_ in named.values() if id_ in set(every))
    known = domains(graph)
    lost = [name for name, id_ in named.items() if id_ not in wanted]
    lost += [word for word in target.focus if not any(in_focus(each, word) for each in known)]
    called = {word: sum(_is_called(case, word) for case in every) for word in target.focus}
    chosen: dict[str, float] = {}
    for case in every:
        page = graph.pages[case]
        matches = any(in_focus(each, word) for each in page.domains for word in target.focus)
        if case in wanted:
            chosen[case] = 0.0
        elif matches or not (target.focus or target.cases):
            more = sum(CALLED_SO / called[word] for word in target.focus if _is_called(case, word))
            if counted := depth(page, target.level):
                chosen[case] = counted * (1.0 + more)
    each = NAMED * (sum(chosen.values()) or 1.0)
    weights = {case: each if case in wanted else w for case, w in chosen.items()}
    return weights, wanted, tuple(lost)


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
