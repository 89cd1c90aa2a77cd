"""For which day and target the last plan was made: known without a look at any card."""

from pathlib import Path

from mlsd_graph.paths import Paths
from mlsd_graph.study import keyed_cache

LONGEST = 10_000


def plan_file(paths: Paths) -> Path:
    """Tell where the last choice of a policy is kept."""
    return paths.cache / "plan.json"


def is_planned(paths: Paths, interview: str, day: int) -> bool:
    """Whether a study day was planned toward a target, given as the setting holds it.

    Whether the content has changed since is not asked: that takes a look at all cards.
    """
    kept = keyed_cache.read_any(plan_file(paths), LONGEST)
    return kept is not None and (kept.get("target"), kept.get("day")) == (interview, day)
