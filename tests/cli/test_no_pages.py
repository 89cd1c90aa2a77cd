"""A content folder that is there but empty, and one that is not named."""

from pathlib import Path

import pytest
from program import Mlsd


@pytest.fixture
def empty(tmp_path: Path) -> str:
    folder = tmp_path / "empty"
    folder.mkdir()
    return str(folder)


@pytest.mark.parametrize("command", ["next", "due", "check", "review --plain"])
def test_an_empty_folder_is_named_with_what_to_do(mlsd: Mlsd, empty: str, command: str) -> None:
    ran = mlsd("--content", empty, *command.split(), given="")

    assert f"There are no pages in {empty}." in ran.out + ran.err
    assert "mlsd new concept ID" in ran.out + ran.err
    assert "Nothing is due" not in ran.out


def test_due_says_so_from_its_cache_too(mlsd: Mlsd, empty: str) -> None:
    for _ in range(2):
        assert "There are no pages" in mlsd("due", MLSD_CONTENT=empty).err


def test_json_stays_as_it_is(mlsd: Mlsd, empty: str) -> None:
    assert mlsd("--content", empty, "next", "--json").json["card"] is None
    assert mlsd("--content", empty, "due", "--json").json["due"] == 0
    assert mlsd("--content", empty, "check", "--json").json == []


@pytest.mark.parametrize("command", ["next", "due", "check"])
def test_no_folder_at_all_is_a_usage_error(mlsd: Mlsd, command: str) -> None:
    for option in (["--content", ""], ["--content="]):
        ran = mlsd(*option, command)
        assert ran.code == 2, ran
        assert "--content" in ran.err
