from pathlib import Path

import pytest
from program import Mlsd


@pytest.mark.parametrize("kind", ["concept", "case-study"])
@pytest.mark.parametrize("empty", [True, False])
def test_a_scaffold_passes_the_checker(
    mlsd: Mlsd, tmp_path: Path, content: Path, kind: str, *, empty: bool
) -> None:
    root = tmp_path / "empty" if empty else content
    root.mkdir(exist_ok=True)

    made = mlsd("--content", str(root), "new", kind, "fresh-page")

    assert made.code == 0, made.err
    assert Path(made.out.strip()).is_file()
    checked = mlsd("--content", str(root), "check", "--json")
    assert [f for f in checked.json if f["severity"] != "advice"] == []
    assert checked.code == 0


def test_nothing_is_overwritten(mlsd: Mlsd) -> None:
    again = mlsd("new", "concept", "alpha")

    assert again.code == 1
    assert "exists" in again.err


def test_a_name_that_is_no_id_is_refused(mlsd: Mlsd) -> None:
    assert mlsd("new", "concept", "Not An Id").code == 2
