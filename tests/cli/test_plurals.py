"""One of a thing is not said in the plural."""

from pathlib import Path

from program import Mlsd


def test_the_doctor_counts_one_event_and_one_card(mlsd: Mlsd) -> None:
    mlsd("answer", "alpha/first", "good")

    said = mlsd("doctor").out

    assert "1 event, 1 card, " in said
    assert "1 events" not in said
    assert "1 backups" not in said


def test_one_card_that_moved_is_no_cards(mlsd: Mlsd) -> None:
    mlsd("answer", "alpha/first", "easy", "--at", "2026-03-01T12:00:00+01:00")

    said = mlsd("set", "desired_retention", "0.8").out
    assert "; 1 card moved" in said


def test_a_map_of_one_concept_says_so(mlsd: Mlsd, content: Path, tmp_path: Path) -> None:
    for path in content.rglob("*.md"):
        if path.stem != "alpha":
            path.unlink()

    said = mlsd("export", "map", "-o", str(tmp_path / "map.html")).out
    assert said.startswith("1 concept, 0 case studies, ")


def test_a_simulation_of_one_day_is_of_the_next_day(mlsd: Mlsd) -> None:
    mlsd("answer", "alpha/first", "easy")
    assert mlsd("simulate", "--days", "1").out.splitlines()[0].startswith("1 card seen, ")
    assert "; the next day.\n" in mlsd("simulate", "--days", "1").out
    assert "; the next 2 days, studied each day.\n" in mlsd("simulate", "--days", "2").out
