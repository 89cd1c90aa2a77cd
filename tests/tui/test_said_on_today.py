"""What Today says of an act that was taken back, and of content without pages."""

from pathlib import Path

from flows import running


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
