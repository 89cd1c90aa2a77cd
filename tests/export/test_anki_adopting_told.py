"""What a learner is told of the history that comes with a deck, or does not."""

import json
import shutil
from pathlib import Path

import pytest
from anki.collection import Collection
from commands import Run
from returned import export
from test_anki_adopting import add, grade

BOX = "Export again with the box “Include scheduling information” ticked"


@pytest.mark.parametrize("variant", ["new-plain.apkg", "legacy-plain.apkg"])
@pytest.mark.parametrize("dry_run", [(), ("--dry-run",)])
def test_the_box_that_was_not_ticked_is_named(
    variant: str, dry_run: tuple[str, ...], mlsd: Run, collection: Collection, tmp_path: Path
) -> None:
    for n in range(3):
        grade(collection, add(collection, "Basic", f"Front {n}", "Back"), 3)
    out = export(collection, tmp_path / variant, scheduling=False)
    done = mlsd("import", "anki", str(out), "--as-content", "mine", "--json", *dry_run)
    assert done.returncode == 0
    values = json.loads(done.stdout)
    assert (values["cards"], values["reviews_new"], values["without_schedule"]) == (3, 0, True)
    assert BOX in done.stderr


@pytest.mark.parametrize("variant", ["new-plain.apkg", "new.colpkg"])
def test_nothing_is_said_of_it_where_it_was(
    variant: str, mlsd: Run, collection: Collection, tmp_path: Path
) -> None:
    if variant.endswith("apkg"):
        grade(collection, add(collection, "Basic", "Front", "Back"), 3)
    else:
        add(collection, "Basic", "Front", "Back")
    out = export(collection, tmp_path / variant)
    done = mlsd("import", "anki", str(out), "--as-content", "mine", "--json")
    assert json.loads(done.stdout)["without_schedule"] is False
    assert "Export again" not in done.stderr


def test_a_history_that_is_there_is_said_to_be_known(
    mlsd: Run, collection: Collection, tmp_path: Path
) -> None:
    for n in range(5):
        card = add(collection, "Basic", f"Front {n}", "Back")
        grade(collection, card, 3)
        grade(collection, card, 3)
    adopting = ("import", "anki", str(export(collection, tmp_path / "new.colpkg")))
    first = mlsd(*adopting, "--as-content", "mine")
    assert "10 reviews →" in first.stdout
    shutil.rmtree(tmp_path / "mine")
    again = mlsd(*adopting, "--as-content", "mine")
    assert "0 reviews and 10 known already →" in again.stdout
