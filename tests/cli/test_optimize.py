"""`mlsd optimize` in a pipe: JSON, refusal, dry run and undo."""

from pathlib import Path

import pytest
from hand_clock import Clock
from lived_log import drafts, lived
from program import Mlsd

from mlsd_graph.paths import Paths
from mlsd_graph.store import Store


@pytest.fixture
def used(tmp_path: Path) -> None:
    home = tmp_path / "home"
    paths = Paths(state=home / "state", config=home / "config", cache=home / "cache")
    with Store.open(paths, Clock()) as store:
        store.append(drafts(lived(400, 6)))


@pytest.mark.usefixtures("used")
def test_a_fit_is_shown_kept_and_undone(mlsd: Mlsd) -> None:
    dry = mlsd("optimize", "--dry-run", "--json")
    assert dry.code == 0
    assert (dry.json["better"], dry.json["kept"]) == (True, False)
    assert dry.json["after"]["log_loss"] < dry.json["before"]["log_loss"]
    assert mlsd("set", "parameters", "--json").json["parameters"].startswith("0.212")

    done = mlsd("optimize", "--json")
    assert (done.code, done.err) == (0, "")
    assert done.json["kept"]
    assert done.json["moved"] == dry.json["would_move"] > 0
    assert len(done.json["after"]["parameters"]) == 21
    fitted = ", ".join(map(repr, done.json["after"]["parameters"]))
    assert mlsd("set", "parameters", "--json").json["parameters"] == fitted

    again = mlsd("optimize")
    assert "Nothing was changed." in again.out
    assert mlsd("undo", "--json").json["kind"] == "setting"
    assert mlsd("set", "parameters", "--json").json["parameters"].startswith("0.212")


def test_an_empty_log_is_refused_with_a_reason(mlsd: Mlsd) -> None:
    done = mlsd("optimize", "--json")
    assert done.code == 1
    assert not done.json["kept"]
    assert "needs 300" in done.json["reason"]
    assert "needs 300" in done.err
