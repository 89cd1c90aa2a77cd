"""Which pages a library has, and what of them it reads again."""

from pathlib import Path

import pytest
from written_pages import CARD, Write

from mlsd_graph.content import Library, load, refresh
from mlsd_graph.content.records import PageKind
from mlsd_graph.errors import ContentError, UnknownIdError


def codes(library: Library) -> list[str]:
    return [finding.code for finding in library.findings]


def test_pages_come_by_kind_then_id(root: Path, write: Write) -> None:
    write("b")
    write("concepts/data/a.md")
    write("framework/data.md", text="---\ntitle: D\nminutes: 3\n---\nx\n")
    write("case-studies/ads.md", text="---\ntitle: Ads\nlevel: core\n---\nx\n")
    library = load([root])
    assert list(library.pages) == ["a", "b", "ads", "data"]
    assert library.pages["a"].domain == "data"
    assert [page.id for page in library.pages.values()] == list(library.pages)
    assert library.pages["data"].kind is PageKind.FRAMEWORK


def test_only_an_absent_content_is_an_error(root: Path, tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="no content folder"):
        load([tmp_path / "nowhere"])
    library = load([root, tmp_path / "nowhere"])
    assert codes(library) == ["missing-folder"]
    assert len(library.pages) == len(library.cards) == 0


def test_planned_concepts_are_those_without_a_page(root: Path, write: Write) -> None:
    (root / "planned.md").write_text("Soon:\n\n- a: Title A\n- b: Title B\n- Bad one\n")
    write("a")
    library = load([root])
    assert library.planned == {"b": "Title B"}
    assert codes(library) == ["planned-form"]
    assert library.title("b") == "Title B"
    assert library.title("c-d") == "c d"


def test_a_later_folder_replaces_a_page_and_says_when_it_is_gone(
    root: Path, write: Write, tmp_path: Path
) -> None:
    original = write("a", f"Shipped.\n\n{CARD}")
    own = tmp_path / "own"
    copy = own / "concepts" / "mine" / "a.md"
    copy.parent.mkdir(parents=True)
    copy.write_text(original.read_text().replace("Shipped", "Mine"))
    library = load([root, own])
    assert library.pages["a"].path == str(copy)
    assert library.pages["a"].root == str(own)
    assert library.page("a").summary == "Mine."
    assert library.card("a/one").head.page == "a"
    assert codes(library) == []
    assert library.replaced("a") == str(original)
    copy.unlink()
    back = refresh(library)
    assert back is not None
    assert back.page("a").summary == "Shipped."


def test_the_same_id_twice_in_one_folder_is_an_error(root: Path, write: Write) -> None:
    write("concepts/data/a.md")
    second = write("concepts/serving/a.md")
    library = load([root])
    assert codes(library) == ["duplicate-id"]
    assert library.findings[0].path == str(second)
    assert library.pages["a"].domain == "data"


def test_an_id_in_capitals_is_an_error(root: Path, write: Write) -> None:
    write("a")
    write("A")
    library = load([root])
    assert codes(library) in (["bad-id"], ["duplicate-id"])
    assert list(library.pages) == ["a"]


def test_unknown_ids_get_the_nearest_known(root: Path, write: Write) -> None:
    write("feature-store", f"x\n\n{CARD}")
    library = load([root])
    with pytest.raises(UnknownIdError, match="Did you mean feature-store"):
        library.page("featur-store")
    with pytest.raises(UnknownIdError, match="Did you mean feature-store/one"):
        library.card("feature-store/on")
    assert "feature-store/nope" not in library.cards
    assert "nonsense" not in library.cards


def test_refresh_reads_only_what_changed(root: Path, write: Write) -> None:
    write("a", f"x\n\n{CARD}")
    path = write("b", f"x\n\n{CARD}")
    library = load([root])
    before = library.pages["a"]
    assert refresh(library) is None
    path.write_text(path.read_text() + "\n### Two\nQ: More?\n\nA: Yes.\n")
    fresh = refresh(library)
    assert fresh is not None
    assert fresh.changed == {"b"}
    assert fresh.pages["a"] is before
    assert list(fresh.cards) == ["a/one", "b/one", "b/two"]
    assert list(library.cards) == ["a/one", "b/one"]
    assert fresh.digest != library.digest


def test_refresh_sees_pages_come_and_go(root: Path, write: Write) -> None:
    path = write("a")
    library = load([root])
    added = write("b")
    more = refresh(library, only=[added])
    assert more is not None
    assert list(more.pages) == ["a", "b"]
    path.unlink()
    less = refresh(more, only=[path])
    assert less is not None
    assert list(less.pages) == ["b"]
    assert less.changed == {"a"}


def test_a_page_that_vanishes_after_loading_is_a_clear_error(root: Path, write: Write) -> None:
    path = write("a")
    library = load([root])
    path.unlink()
    with pytest.raises(ContentError, match="cannot be read"):
        library.page("a")
