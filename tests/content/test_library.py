import os
from pathlib import Path

import pytest
from written_pages import Write

from mlsd_graph.content import Cover, Library, digest, load, refresh
from mlsd_graph.content.records import PageKind
from mlsd_graph.errors import ContentError, UnknownIdError

CARD = "## Cards\n\n### One\nQ: What?\n\nA: That.\n"


def load_whole(root: Path, cache: Path) -> Library:
    """Load and ask for every page, which writes the cache."""
    library = load([root], cache)
    assert len(library.pages.values()) == len(list(library.pages.values()))
    return library


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


def test_a_page_that_vanishes_after_loading_is_a_clear_error(root: Path, write: Write) -> None:
    path = write("a")
    library = load([root])
    path.unlink()
    with pytest.raises(ContentError, match="cannot be read"):
        library.page("a")


def test_the_fingerprint_of_a_file_is_stable() -> None:
    assert digest(b"abc") == "d8bb14d833d59559"


@pytest.mark.parametrize("damage", ["empty", "cut", "flipped", "foreign", "folder"])
def test_a_damaged_cache_is_ignored_and_rebuilt(
    root: Path, write: Write, tmp_path: Path, damage: str
) -> None:
    write("a", f"x\n\n{CARD}")
    cache = tmp_path / "cache"
    load_whole(root, cache)
    data = bytearray(cache.read_bytes())
    match damage:
        case "empty":
            cache.write_bytes(b"")
        case "cut":
            cache.write_bytes(data[:-3])
        case "flipped":
            data[-3] ^= 1
            cache.write_bytes(data)
        case "foreign":
            cache.write_bytes(b"\x80\x04SQLite format 3\x00" * 50)
        case _:
            cache.unlink()
            cache.mkdir()
    library = load([root], cache)
    assert list(library.cards) == ["a/one"]
    if damage != "folder":
        assert Cover(cache, [root]).card("a/one").card.answer == "That."


def test_every_flipped_byte_of_a_cache_is_survived(
    root: Path, write: Write, tmp_path: Path
) -> None:
    write("a", f"x\n\n{CARD}")
    cache = tmp_path / "cache"
    load_whole(root, cache)
    data = cache.read_bytes()
    for position in range(0, len(data), 3):
        broken = bytearray(data)
        broken[position] ^= 0x15
        cache.write_bytes(broken)
        assert list(load([root], cache).cards) == ["a/one"]


def test_a_cache_that_cannot_be_written_costs_only_time(
    root: Path, write: Write, tmp_path: Path
) -> None:
    write("a", f"x\n\n{CARD}")
    (tmp_path / "file").write_text("")
    assert list(load([root], tmp_path / "file" / "cache").cards) == ["a/one"]


def test_a_card_at_a_glance_needs_the_cache(root: Path, write: Write, tmp_path: Path) -> None:
    write("a", f"x\n\n{CARD}")
    load([root], tmp_path / "cache").page("a")
    with pytest.raises(UnknownIdError):
        Cover(tmp_path / "cache", [root]).card("a/one")
    load_whole(root, tmp_path / "cache")
    with pytest.raises(UnknownIdError):
        Cover(tmp_path / "cache", [root]).card("a/two")
    with pytest.raises(UnknownIdError):
        Cover(tmp_path / "cache", [tmp_path]).card("a/one")


def test_a_warm_load_reads_no_content(root: Path, write: Write, tmp_path: Path) -> None:
    path = write("a", f"x\n\n{CARD}")
    load_whole(root, tmp_path / "cache")
    stamp = path.stat().st_mtime_ns
    path.write_text(path.read_text().replace("### One", "### Two"))
    os.utime(path, ns=(stamp, stamp))
    assert list(load([root], tmp_path / "cache").cards) == ["a/one"]
