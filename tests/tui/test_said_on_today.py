"""What Today says of an act that was taken back, and of content without pages."""

from pathlib import Path

from flows import running

from mlsd_graph.memory import Rating


async def test_undo_names_the_act_and_the_card_in_one_toast(tmp_path: Path, content: Path) -> None:
    async with running(tmp_path, content) as app:
        await app.press("enter", "space", "4", "q", "enter")
        await app.press("u")
        assert app.said == "Undone: review alpha/first."
        await app.press("U")
        assert app.said == "Done again: review alpha/first."
        await app.press("u", "u")
        assert app.said == "Nothing to undo."


async def test_what_was_said_of_something_else_stays_beside_an_act(
    tmp_path: Path, content: Path
) -> None:
    async with running(tmp_path, content) as app:
        app.app.notify("A leech", timeout=60)
        await app.press("enter", "minus", "u")
        assert app.said == "A leech Undone: bury alpha/first."


async def test_a_folder_without_pages_is_named_with_what_to_do(tmp_path: Path) -> None:
    folder = tmp_path / "nothing"
    folder.mkdir()
    async with running(tmp_path, folder, (120, 40)) as app:
        assert "There are no pages in " in app.text
        assert "mlsd new concept ID" in app.text
        assert "All done for now" not in app.text


async def test_a_review_has_a_line_beside_the_new_cards_of_its_page(
    tmp_path: Path, content: Path
) -> None:
    async with running(tmp_path, content) as app:
        app.study.answer("alpha/first", Rating.EASY)
        app.clock.forward(days=60)
        await app.press("q")
    async with running(tmp_path, content, at=app.clock.ms) as later:
        lines = [line.strip() for line in later.text.splitlines()]

    assert any(line.startswith("Alpha  due, ") for line in lines), lines
    assert any(line.startswith("Alpha ×3  ") and "due" not in line for line in lines), lines


async def test_a_file_that_is_not_read_is_named_with_where_it_belongs(
    tmp_path: Path, content: Path
) -> None:
    (content / "mine.md").write_text("---\ntitle: Mine\nkind: concept\n---\nIt is.\n")
    async with running(tmp_path, content) as app:
        assert "mine.md is not read" in app.said
        assert "concepts/<domain>/" in app.said
