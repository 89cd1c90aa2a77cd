"""What is believed of a learner before the first answer, and which concepts answer for each other.

Whether concept c is known has log odds f_c, and all f together are Gaussian: a mean from how deep
and how central c is, and a covariance that says what an answer on one concept tells of another.
Learners differ in all concepts at once, in the deep ones, in each domain, and along the
prerequisites: c shares what it rests on with each concept that rests on the same.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mlsd_graph.graph import Graph

Floats = NDArray[np.float64]
MOST_CONCEPTS = 1500
"""Concepts that take part, those that serve most case studies: n of them take n² numbers."""

# Variances of the log odds, and slopes of their mean: chosen once, on worlds drawn with other seeds
# than those of the benchmark. Answers soon outweigh them.
_OVERALL, _DEPTH, _DOMAIN, _GRAPH, _OWN = 1.2, 2.5, 0.6, 1.5, 0.4
_DEEPER, _CENTRAL = 3.0, 3.0
_LATER = {"advanced": 0.5, "frontier": 1.0}
_PER_EDGE = 0.6
"""How much of a prerequisite's part a concept one edge further shares."""
_MIDDLE, _USUAL = 0.4, 0.15
"""Depth and centrality, both from 0 to 1, at which a concept is neither easy nor hard."""


class Prior(NamedTuple):
    """Log odds before any answer, for `ids` in order."""

    ids: tuple[str, ...]
    mean: Floats
    """n log odds, for a learner of middle ability."""
    covariance: Floats
    """n × n."""


def prior(graph: Graph) -> Prior:
    """Derive the prior from a graph; concepts without cards take part, but are never asked."""
    ids = tuple(graph.by_value[:MOST_CONCEPTS])
    depth = _scaled(np.array([graph.level[id_] for id_ in ids], float)) - _MIDDLE
    later = np.array([_LATER.get(graph.pages[id_].level, 0.0) for id_ in ids], float)
    shares = _shares(graph, ids)
    resting = (shares > 0).sum(axis=0) - 1.0
    central = np.log1p(resting) / np.log1p(max(1, len(ids))) - _USUAL
    domains = np.array([graph.pages[id_].domain for id_ in ids], dtype=object)
    together = shares @ shares.T
    scale = np.sqrt(np.diag(together))
    covariance = (
        _OVERALL
        + _DEPTH * np.outer(depth, depth)
        + _DOMAIN * (domains[:, None] == domains[None, :])
        + _GRAPH * together / np.outer(scale, scale)
        + _OWN * np.eye(len(ids))
    )
    return Prior(ids, -_DEEPER * depth - later + _CENTRAL * central, covariance)


def _shares(graph: Graph, ids: Sequence[str]) -> Floats:
    """Give each concept (row) its share, 1, 0.6, 0.36 …, in each that it rests on (column)."""
    place = {id_: i for i, id_ in enumerate(ids)}
    shares = np.eye(len(ids))
    for id_ in sorted(ids, key=graph.level.__getitem__):
        for need in graph.prerequisites_of.get(id_, ()):
            if need in place:
                row = shares[place[id_]]
                np.maximum(row, _PER_EDGE * shares[place[need]], out=row)
    return shares


def _scaled(values: Floats) -> Floats:
    return values / max(1.0, float(values.max(initial=0.0)))
