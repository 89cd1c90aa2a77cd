"""What learners know before they begin, drawn without any formula that placement believes in.

Three ways to have learned: work in some domains, projects that needed certain things, and reading
from the ground up; and a control in which knowledge has nothing to do with the graph. Elsewhere a
prerequisite is violated with a chance of 15 %; the results tell how often that came to pass.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

import numpy as np

from benchmarks.learning.dice import Flags, Floats, Ints
from mlsd_graph.graph import Graph

LEAST, MOST = 0.1, 0.7
"""Share of the concepts that a learner knows, about; drawn uniformly."""
_VIOLATED = 0.15
_MISJUDGED = 0.7
"""Standard deviation, in levels of four, of what learners say of themselves."""


class Past(StrEnum):
    """How learners came to what they know."""

    DOMAINS = "work in domains"
    PROJECTS = "projects"
    READING = "reading in order"
    UNRELATED = "unrelated to the graph"


class Ground(NamedTuple):
    """A graph as arrays over its concepts, prerequisites first."""

    ids: tuple[str, ...]
    needs: Sequence[Ints]
    below: Flags
    """Row: concept, column: what it rests on, directly or not."""
    depth: Ints
    domain: Ints
    advanced: Flags


class Learner(NamedTuple):
    """One simulated learner."""

    known: Mapping[str, bool]
    level: int
    """What they say of themselves, 0 to 3."""

    @property
    def share(self) -> float:
        """Part of the concepts that is known."""
        return sum(self.known.values()) / len(self.known)


def ground(graph: Graph) -> Ground:
    """Lay out a graph."""
    ids = tuple(sorted(graph.by_value, key=graph.order.__getitem__))
    place = {id_: number for number, id_ in enumerate(ids)}
    domains = sorted({graph.pages[id_].domain for id_ in ids})
    below = np.zeros((len(ids), len(ids)), np.bool_)
    for id_ in ids:
        below[place[id_], [place[need] for need in graph.prerequisites(id_)]] = True
    return Ground(
        ids,
        [
            np.array([place[need] for need in graph.prerequisites_of.get(id_, ())], np.int64)
            for id_ in ids
        ],
        below,
        np.array([graph.level[id_] for id_ in ids], np.int64),
        np.array([domains.index(graph.pages[id_].domain) for id_ in ids], np.int64),
        np.array([graph.pages[id_].level in {"advanced", "frontier"} for id_ in ids], np.bool_),
    )


def learner(here: Ground, past: Past, rng: np.random.Generator) -> Learner:
    """Draw a learner who knows a share of the concepts, and says roughly how much."""
    target = rng.uniform(LEAST, MOST)
    known = _DRAWN[past](here, target, rng)
    share = float(known.mean())
    said = (share - LEAST) / (MOST - LEAST) * 3 + rng.normal(0, _MISJUDGED)
    level = int(np.clip(np.round(said), 0, 3))
    return Learner(dict(zip(here.ids, known.tolist(), strict=True)), level)


def violated(here: Ground, who: Learner) -> float:
    """Share of the known concepts with prerequisites of which one is not known."""
    known = np.array([who.known[id_] for id_ in here.ids])
    rests = [place for place, needs in enumerate(here.needs) if len(needs) and known[place]]
    return float(np.mean([not known[here.needs[place]].all() for place in rests])) if rests else 0.0


def _by_domain(here: Ground, target: float, rng: np.random.Generator) -> Flags:
    """Know some domains well and others hardly; mostly only where the prerequisites are known."""
    domains = int(here.domain.max(initial=0)) + 1
    taste: Floats = rng.normal(0, 1.3, domains)[here.domain]
    chance, luck = rng.random(len(here.ids)), rng.random(len(here.ids))
    low, high, known = -6.0, 12.0, np.zeros(len(here.ids), np.bool_)
    for _ in range(14):
        middle = (low + high) / 2
        share = np.where(here.advanced, 0.7, 1.0) / (1 + np.exp(-(middle + taste)))
        drawn = _stood_on(here, chance < share, luck)
        if drawn.mean() <= target:
            low, known = middle, drawn
        else:
            high = middle
    return known


def _stood_on(here: Ground, known: Flags, luck: Floats) -> Flags:
    known = known.copy()
    for place, needs in enumerate(here.needs):
        if luck[place] > _VIOLATED and not known[needs].all():
            known[place] = False
    return known


def _by_project(here: Ground, target: float, rng: np.random.Generator) -> Flags:
    """Built things: each taught one concept and most of what it rests on; gaps remained."""
    count = len(here.ids)
    taught, gaps = rng.random(count) < 0.95, rng.random(count) < _VIOLATED / 3
    known = np.zeros(count, np.bool_)
    for place in rng.permutation(count):
        known[place] = True
        known |= here.below[place] & taught
        if (known & ~gaps).mean() >= target:
            break
    return known & ~gaps


def _by_reading(here: Ground, target: float, rng: np.random.Generator) -> Flags:
    """Read from the ground up to somewhere, forgot a little, and picked up a little beyond."""
    count = len(here.ids)
    place = here.depth + rng.normal(0, 0.8, count) + 0.8 * here.advanced
    forgotten, stray = rng.random(count) < _VIOLATED / 3, rng.random(count) < _VIOLATED / 3
    stop = np.quantile(place, min(1.0, target / 0.95))
    return ((place < stop) & ~forgotten) | (stray & (place >= stop) & (place < stop + 3))


def _unrelated(here: Ground, target: float, rng: np.random.Generator) -> Flags:
    return rng.random(len(here.ids)) < target


_DRAWN = {
    Past.DOMAINS: _by_domain,
    Past.PROJECTS: _by_project,
    Past.READING: _by_reading,
    Past.UNRELATED: _unrelated,
}
