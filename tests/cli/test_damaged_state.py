"""A damaged state without a backup: what to do, in plain words."""

from pathlib import Path

from program import Mlsd


def damaged(mlsd: Mlsd, tmp_path: Path) -> Path:
    mlsd("answer", "alpha/first", "easy")
    for backup in (tmp_path / "home/state").glob("backups/*.sqlite"):
        backup.unlink()
    state = tmp_path / "home/state/state.sqlite"
    state.write_bytes(b"not a database" * 1000)
    return state


def test_without_a_backup_the_way_on_is_named(mlsd: Mlsd, tmp_path: Path) -> None:
    state = damaged(mlsd, tmp_path)

    for call in (
        ["next", "--json"],
        ["doctor"],
        ["doctor", "--restore"],
        ["answer", "a/b", "good"],
    ):
        ran = mlsd(*call)
        said = ran.out + ran.err
        assert ran.code == 1
        assert said.count(f"move {state} away") == 1, said
        assert "--restore" not in said


def test_the_way_on_works(mlsd: Mlsd, tmp_path: Path) -> None:
    state = damaged(mlsd, tmp_path)
    state.rename(tmp_path / "kept.sqlite")

    assert mlsd("answer", "alpha/first", "good").code == 0
    assert mlsd("doctor").code == 0


def test_with_a_backup_it_is_the_way_back(mlsd: Mlsd, tmp_path: Path) -> None:
    mlsd("answer", "alpha/first", "easy")
    mlsd("doctor", "--backup")
    (tmp_path / "home/state/state.sqlite").write_bytes(b"not a database" * 1000)

    assert "doctor --restore" in mlsd("next", "--json").err
