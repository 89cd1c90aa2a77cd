from pathlib import Path

import pytest
from branched import edit, vanished
from checked_pages import concept

from mlsd_graph.check.base import base_cards
from mlsd_graph.errors import ContentError, UsageError


def test_the_cards_of_a_branch_are_read(root: Path) -> None:
    assert sorted(base_cards((root,), "main")) == ["a/one", "a/two#c1", "a/two#c2"]
    assert vanished(root) == []


def test_a_reworded_card_keeps_its_history(root: Path) -> None:
    edit(root, "What of a?", "What else of a?")
    assert vanished(root) == []


def test_a_changed_heading_gets_the_line_to_paste(root: Path) -> None:
    edit(root, "### One", "### Changed")
    (found,) = vanished(root)
    assert found.line == 15
    assert found.hint == "If it is this one, paste: ### Changed {#one}"
    edit(root, "### Changed", "### Changed {#one}")
    assert vanished(root) == []


def test_a_card_that_moved_gets_the_key_with_its_page(root: Path) -> None:
    edit(root, "### One\nQ: What of a?\n\nA: B.\n", "")
    (root / "concepts" / "serving" / "b.md").write_text(
        concept("b", cards="\n### Moved\nQ: What of a?\n\nA: B.\n")
    )
    (found,) = vanished(root)
    assert found.hint.endswith("### Moved {#a/one}")
    assert found.path.endswith("/b.md")


def test_a_deleted_card_and_a_deleted_cloze_are_named(root: Path) -> None:
    edit(root, "### One\nQ: What of a?\n\nA: B.\n", "")
    edit(root, "{{c2::two}}", "two")
    found = vanished(root)
    assert sorted(f.message.split("”")[0] for f in found) == [
        "The card “a/one",
        "The cloze “a/two#c2",
    ]
    assert any("{#one}" in f.hint for f in found)


def test_a_renamed_page_keeps_its_cards_by_its_former_id(root: Path) -> None:
    page = root / "concepts" / "serving" / "a.md"
    page.rename(page.with_name("new.md"))
    (found,) = vanished(root)
    assert found.path.endswith("/new.md")
    assert found.hint == "If it was renamed, write `formerly: [a]` in the front matter."
    new = page.with_name("new.md")
    new.write_text(new.read_text().replace("level: core\n", "level: core\nformerly: [a]\n"))
    assert vanished(root) == []


@pytest.mark.parametrize("branch", ["nope", "--output=x", "-q", "a\0b", "main:content"])
def test_an_unknown_branch_is_a_usage_error(root: Path, branch: str) -> None:
    with pytest.raises(UsageError):
        base_cards((root,), branch)
    assert not (root / "x").exists()


def test_content_outside_git_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "plain").mkdir()
    with pytest.raises(ContentError, match="git"):
        base_cards((tmp_path / "plain",), "main")
