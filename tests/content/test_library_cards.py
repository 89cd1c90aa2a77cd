"""Which cards a library has, and on which pages: contrasts, moved cards, former ids."""

from pathlib import Path

import pytest
from written_pages import CARD, Write, load_whole

from mlsd_graph.content import Cover, load, refresh


def test_former_ids_lead_to_the_page_and_keep_the_uids(root: Path, write: Write) -> None:
    write("new", f"x\n\n{CARD}", front="formerly: [first, second]\n")
    library = load([root])
    assert library.aliases == {"first": "new", "second": "new"}
    assert library.page("second").head.id == "new"
    assert list(library.cards) == ["first/one"]
    assert library.card("first/one").head.page == "new"


def test_a_former_id_that_is_taken_names_no_cards(root: Path, write: Write) -> None:
    write("new", f"x\n\n{CARD}", front="formerly: [old]\n")
    write("old", f"x\n\n{CARD}")
    assert list(load([root]).cards) == ["new/one", "old/one"]


def test_a_stated_contrast_is_a_card_of_the_page_that_states_it(root: Path, write: Write) -> None:
    write("b", "x\n\n## Contrasts\n- [[a]]: B one, A other.\n")
    write("a")
    library = load([root])
    card = library.card("contrast:a~b")
    assert card.head.page == "b"
    assert card.question == "B or A: what decides, and what does each cost?"
    assert card.answer == "B one, A other."
    assert list(library.cards.values()) == [card.head]


def test_a_contrast_stated_twice_is_one_card(root: Path, write: Write) -> None:
    write("a", "x\n\n## Contrasts\n- [[b]]: From a.\n")
    write("b", "x\n\n## Contrasts\n- [[a]]: From b.\n")
    library = load([root])
    assert list(library.cards) == ["contrast:a~b"]
    assert library.card("contrast:a~b").answer == "From a."


def test_an_authored_card_replaces_the_contrast_on_either_page(root: Path, write: Write) -> None:
    write("a", "x\n\n## Contrasts\n- [[b]]: From a.\n")
    write("b", "x\n\n## Cards\n\n### Which {vs=a}\nQ: Which?\n\nA: That.\n")
    library = load([root])
    assert list(library.cards) == ["contrast:a~b"]
    assert library.cards["contrast:a~b"].authored
    assert library.cards["contrast:a~b"].page == "b"
    assert library.card("contrast:a~b").answer == "That."
    assert library.page("a").cards == ()


def test_contrast_uids_use_first_ids_of_both_sides(root: Path, write: Write) -> None:
    write("a", "x\n\n## Contrasts\n- [[b]]: From a.\n")
    write("b", front="formerly: [zero]\n")
    assert list(load([root]).cards) == ["contrast:a~zero"]


def test_a_moved_card_keeps_its_uid(root: Path, write: Write, tmp_path: Path) -> None:
    write("a", "x\n")
    write("b", "x\n\n## Cards\n\n### One {#a/one}\nQ: What?\n\nA: That.\n")
    cache = tmp_path / "cache"
    library = load_whole(root, cache)
    assert library.cards["a/one"].page == "b"
    assert library.card("a/one").answer == "That."
    assert Cover(cache, [root]).card("a/one").card == library.card("a/one")


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_a_moved_card_is_found_in_any_kind_of_file(
    root: Path, write: Write, start: bytes, end: bytes
) -> None:
    path = write("b", "x\n\n## Cards\n\n### One {.basic #a/one}\nQ: What?\n\nA: That.\n")
    path.write_bytes(start + path.read_bytes().replace(b"\n", end))
    library = load([root])
    assert library.cards["a/one"].page == "b"
    assert library.card("a/one").answer == "That."


def test_a_card_that_was_moved_but_is_still_there_counts_once(root: Path, write: Write) -> None:
    write("a", f"x\n\n{CARD}")
    moved = write("b", "x\n\n## Cards\n\n### One {#a/one}\nQ: What?\n\nA: Other.\n")
    library = load([root])
    assert library.card("a/one").answer == "That."
    assert len(library.cards) == 1
    assert [(f.code, f.path, f.line) for f in library.findings] == [("uid-doubled", str(moved), 11)]


def test_an_edit_of_one_side_reaches_the_contrast_card_of_the_other(
    root: Path, write: Write
) -> None:
    write("a", "x\n\n## Contrasts\n- [[b]]: From a.\n")
    path = write("b")
    library = load([root])
    assert library.pages["a"].cards
    path.write_text(path.read_text() + "\n## Cards\n\n### W {vs=a}\nQ: Which?\n\nA: That.\n")
    fresh = refresh(library)
    assert fresh is not None
    assert fresh.changed == {"a", "b"}
    assert fresh.pages["a"].cards == ()
    assert fresh.cards["contrast:a~b"].page == "b"
