"""A content folder that is made while a study is open counts from the next look on."""

from pathlib import Path

import pytest
from hand_clock import Clock

from mlsd_graph.cli.context import Context
from mlsd_graph.memory import Rating
from mlsd_graph.paths import Paths, shipped_content
from mlsd_graph.study import Study

PAGE = "concepts/serving/zebra.md"


def zebra(root: Path, title: str = "Zebra") -> Path:
    file = root / PAGE
    file.parent.mkdir(parents=True, exist_ok=True)
    head = (
        f"---\ntitle: {title}\nkind: concept\nlevel: core\nsteps: [serving]\n---\nIt has stripes."
    )
    file.write_text(f"{head}\n\n## Cards\n\n### Why\nQ: Why stripes?\n\nA: Flies.\n")
    return file


def test_the_first_page_of_ones_own_is_found_while_the_study_is_open(
    home: Paths, content: Path, clock: Clock
) -> None:
    own = home.own_content
    study = Study.open(home, [content], clock, folders=[content, own])
    assert study.reload() is None
    own.mkdir(parents=True)
    study.reload()
    assert study.reload() is None

    zebra(own)
    found = study.reload()

    assert found is not None
    assert found.changed == ("zebra",)
    assert found.findings == ()
    assert "zebra" in study.graph.pages
    assert study.answer("zebra/why", Rating.GOOD).state.reps == 1
    zebra(own, "Striped")
    study.reload()
    assert study.library.pages["zebra"].title == "Striped"
    study.close()


def test_a_folder_comes_in_at_its_place_among_the_others(
    home: Paths, content: Path, clock: Clock, tmp_path: Path
) -> None:
    own, third = home.own_content, tmp_path / "third"
    zebra(third, "Third")
    study = Study.open(home, [content, third], clock, folders=[content, own, third])
    assert study.library.pages["zebra"].title == "Third"

    zebra(own, "Own")
    found = study.reload()

    assert study.library.roots == (content, own, third)
    assert found is not None
    assert study.library.pages["zebra"].title == "Third"
    zebra(third).unlink()
    study.reload()
    assert study.library.pages["zebra"].title == "Own"
    study.close()


def test_what_the_command_line_names_stays_alone(
    home: Paths, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MLSD_HOME", str(home.state.parent))
    study = Context.start([str(content)]).open_study()
    zebra(study.paths.own_content)

    assert study.reload() is None
    assert study.library.roots == (content,)
    study.close()


def test_the_app_reads_the_folder_that_mlsd_path_names_once_it_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MLSD_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("MLSD_CONTENT", raising=False)
    context = Context.start([])
    study = context.open_study()
    assert study.library.roots == (shipped_content(),)
    zebra(context.paths.own_content)

    found = study.reload()

    assert found is not None
    assert found.changed == ("zebra",)
    study.close()
