import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sketched_page import GATEWAY, SHOP, sketch

from mlsd_graph.cli import main
from mlsd_graph.diagrams import placing
from mlsd_graph.diagrams.remembering import keep_in

PAGE = sketch(SHOP)


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    placing._placed.cache_clear()
    monkeypatch.setenv("MLSD_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("MLSD_CONTENT", str(tmp_path / "content"))
    path = tmp_path / "content" / "concepts" / "serving" / "sketch.md"
    path.parent.mkdir(parents=True)
    path.write_text(PAGE)
    yield path
    keep_in(None)


def run(*words: str) -> int:
    return main(list(words))


def test_a_diagram_is_drawn(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("diagram", "show", "sketch/the-shop") == 0

    said = capsys.readouterr().out
    assert said.startswith("The shop\n")
    assert "╭─actor" in said


@pytest.mark.parametrize(
    ("option", "part"),
    [
        ("--list", "Other user (actor): to Shop (order)."),
        ("--svg", "<svg "),
        ("--ascii", "+-actor"),
    ],
)
def test_a_diagram_has_other_forms(
    page: Path, capsys: pytest.CaptureFixture[str], option: str, part: str
) -> None:
    assert run("diagram", "show", "sketch", option) == 0
    assert part in capsys.readouterr().out


def test_a_proposal_is_remembered_in_the_cache_folder(page: Path, tmp_path: Path) -> None:
    run("diagram", "show", "sketch")

    assert (tmp_path / "home" / "cache" / "places.json").exists()


def test_a_check_remembers_what_it_found_out_too(page: Path, tmp_path: Path) -> None:
    run("check")

    held = json.loads((tmp_path / "home" / "cache" / "places.json").read_bytes())
    assert {name: len(table) for name, table in held["tables"].items()} == {"grids": 1, "fits": 1}


def test_an_unknown_key_is_answered_with_those_there_are(
    page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("diagram", "show", "sketch/path") == 1
    assert "sketch/the-shop" in capsys.readouterr().err


def test_a_diagram_with_an_error_is_named_as_a_check_names_it(
    page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page.write_text(PAGE.replace(":::cache", ":::cash"))
    assert run("diagram", "show", "sketch") == 1
    said = capsys.readouterr()
    run("check")

    first, last = said.err.splitlines()
    assert "sketch.md:18:" in first
    assert "error diagram-kind" in first
    assert first in capsys.readouterr().out
    assert "has no diagrams that can be drawn" in last


def test_the_other_diagrams_of_a_page_are_drawn(
    page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page.write_text(sketch(SHOP, GATEWAY.replace(":::service", ":::gateway")))
    assert run("diagram", "show", "sketch") == 1
    said = capsys.readouterr()
    assert "╭─actor" in said.out
    assert "error diagram-kind" in said.err

    assert run("diagram", "show", "sketch/the-shop") == 0
    assert capsys.readouterr().err == ""
    assert run("diagram", "show", "sketch/path") == 1
    said = capsys.readouterr()
    assert "error diagram-kind" in said.err
    assert "There is sketch/the-shop." in said.err


def test_lines_are_printed_and_the_file_stays(
    page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("diagram", "place", str(page)) == 0
    assert capsys.readouterr().out.startswith("%% grid: ")
    assert page.read_text() == PAGE


def test_lines_are_written_on_demand(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page.chmod(0o640)
    assert run("diagram", "place", "--write", str(page)) == 0
    assert "%% grid: " in page.read_text()
    assert page.stat().st_mode & 0o777 == 0o640
    assert [each.name for each in page.parent.iterdir()] == ["sketch.md"]

    capsys.readouterr()
    assert run("diagram", "place", "--write", str(page)) == 0
    assert capsys.readouterr().out == ""


def test_a_diagram_that_cannot_be_read_is_named_with_its_line(
    page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page.write_text(PAGE.replace(":::cache", ":::cash"))

    assert run("diagram", "place", "--write", str(page)) == 1
    assert "sketch.md:18:" in capsys.readouterr().err
    assert "%% grid" not in page.read_text()


def test_a_file_that_is_not_text_is_refused(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page.write_bytes(b"\xff\xfe")

    assert run("diagram", "place", str(page)) == 1
    assert "not UTF-8" in capsys.readouterr().err
