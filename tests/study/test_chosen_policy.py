"""The last choice of a plan comes back as it was, or not at all."""

import json
from pathlib import Path

import pytest

from mlsd_graph.paths import Paths
from mlsd_graph.planning.policies import CANDIDATES, HELD_LONG, Curve, Policy
from mlsd_graph.study.chosen_policy import Chosen, remember, remembered
from mlsd_graph.study.planned_day import is_planned


@pytest.mark.parametrize("policy", [*CANDIDATES, *HELD_LONG], ids=lambda each: each.name)
def test_every_policy_comes_back_as_it_was_chosen(tmp_path: Path, policy: Policy) -> None:
    paths = Paths(tmp_path, tmp_path, tmp_path)
    chosen = Chosen(policy._replace(curve=Curve(0.3, 0.8, 0.9)), 20_000, "a target")
    remember(paths, "key", chosen)
    assert remembered(paths, "key") == chosen
    assert remembered(paths, "other") is None


def test_a_choice_of_fewer_parts_is_made_again(tmp_path: Path) -> None:
    paths = Paths(tmp_path, tmp_path, tmp_path)
    remember(paths, "key", Chosen(HELD_LONG[0], 20_000))
    file = tmp_path / "plan.json"
    kept = json.loads(file.read_text())
    policy = next(values for values in (kept, *kept.values()) if "policy" in values)["policy"]
    policy.pop()
    file.write_text(json.dumps(kept))
    assert remembered(paths, "key") is None


def test_a_planned_day_is_known_without_a_look_at_the_cards(tmp_path: Path) -> None:
    paths = Paths(tmp_path, tmp_path, tmp_path)
    assert not is_planned(paths, "a target", 20_000)
    remember(paths, "key", Chosen(HELD_LONG[0], 20_000, "a target"))
    assert is_planned(paths, "a target", 20_000)
    assert not is_planned(paths, "a target", 20_001)
    assert not is_planned(paths, "another", 20_000)
    (tmp_path / "plan.json").write_text("[]")
    assert not is_planned(paths, "a target", 20_000)
