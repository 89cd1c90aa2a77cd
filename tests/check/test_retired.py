"""What is gone on purpose is written down, and does not come back under the same name."""

from pathlib import Path

import pytest
from branched import commit, compared, edit, page, vanished
from checked_pages import concept

from mlsd_graph.check import check
from mlsd_graph.content import load
from mlsd_graph.content.records import Severity

ONE = "### One\nQ: What of a?\n\nA: B.\n"


def retire(root: Path, *lines: str) -> None:
    text = "# Retired\n\nProse.\n\n" + "".join(f"{line}\n" for line in lines)
    (root / "retired.md").write_text(text)


@pytest.mark.parametrize("line", ["- a/one: too easy", "* `a/one`: too easy", "- a: all of it"])
def test_a_card_that_is_retired_is_not_missed(root: Path, line: str) -> None:
    edit(root, ONE, "")
    (found,) = vanished(root)
    assert "`- a/one: why` in retired.md" in found.hint
    retire(root, line)

    assert vanished(root) == []


def test_a_cloze_is_retired_by_its_number(root: Path) -> None:
    edit(root, "{{c2::two}}", "two")
    (found,) = vanished(root)
    assert "`- a/two#c2: why` in retired.md" in found.hint
    retire(root, "- a/two#c2: a word that grammar gave away")

    assert compared(root) == []


def test_a_deleted_page_is_one_finding_and_one_line(root: Path) -> None:
    page(root, "a").unlink()
    (found,) = vanished(root)
    assert found.message.startswith("The page “a” vanished with 2 cards;")
    assert "`- a: why` in retired.md" in found.hint
    retire(root, "- a: merged into b")

    assert vanished(root) == []


def test_a_contrast_is_retired_with_either_side_or_alone(root: Path) -> None:
    commit(root, b=concept("b", "## Contrasts\n- [[a]]: A is so, B is not.\n"))
    assert compared(root) == []
    page(root, "b").write_text(concept("b"))
    (found,) = vanished(root)
    assert "`- contrast:a~b: why` in retired.md" in found.hint
    retire(root, "- contrast:a~b: no trade-off after all")
    assert vanished(root) == []
    page(root, "a").unlink()
    retire(root, "- a: merged into b")
    assert vanished(root) == []


def test_a_card_with_an_error_has_not_vanished(root: Path) -> None:
    edit(root, "A: B.", "B.")
    found = compared(root)

    assert [f.code for f in found] == ["card-no-answer"]


def test_the_cards_of_a_page_that_is_left_out_have_not_vanished(root: Path) -> None:
    edit(root, "title: T", "title: 'T")
    found = compared(root)

    assert [f.code for f in found] == ["yaml"]


def test_a_page_that_is_merged_into_others_gets_a_line_for_each_card(root: Path) -> None:
    commit(root, b=concept("b"), c=concept("c"))
    page(root, "a").unlink()
    page(root, "b").write_text(concept("b", cards=f"\n{ONE.replace('One', 'Moved')}"))
    two = "\n### Two\nThe {{c1::one}} and {{c2::two}}.\n"
    page(root, "c").write_text(concept("c", cards=two))

    assert sorted(f.hint for f in vanished(root)) == [
        "If it is this one, paste: ### Moved {#a/one}",
        "If it is this one, paste: ### Two {#a/two}",
    ]


@pytest.mark.parametrize("line", ["- a/one: gone", "- a: gone", "- a/two#c1: gone"])
def test_a_retired_name_must_not_come_back(root: Path, line: str) -> None:
    retire(root, line)
    (found,) = check(load([root]))

    assert (found.code, found.severity, found.line) == ("retired-alive", Severity.ERROR, 5)


@pytest.mark.parametrize("line", ["- a/one", "- A/One: x", "- two words: x", "- : x"])
def test_an_entry_that_cannot_be_read_is_an_error(root: Path, line: str) -> None:
    retire(root, line)
    (found,) = check(load([root]))

    assert (found.code, found.line) == ("retired-form", 5)


def test_a_list_that_cannot_be_read_at_all_is_an_error(root: Path) -> None:
    (root / "retired.md").write_bytes(b"- a: \xff\n")
    (found,) = check(load([root]))

    assert found.code == "not-utf8"
