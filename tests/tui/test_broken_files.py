"""A file that breaks while the app runs is named at once, whatever is on the screen."""

import os
from pathlib import Path

import pytest
from flows import Driver, running

from mlsd_graph.config import Config
from mlsd_graph.memory import Rating
from tui.screens.concept import ConceptScreen
from tui.screens.review import ReviewScreen

PLACE = "concepts/serving/alpha.md:"


def page(content: Path, name: str = "alpha") -> Path:
    return content / f"concepts/serving/{name}.md"


def broken(content: Path, name: str = "alpha") -> str:
    """Take the marks from the answers of a page; return its text before."""
    text = page(content, name).read_text(encoding="utf-8")
    page(content, name).write_text(text.replace("\nA: ", "\nA; "), encoding="utf-8")
    return text


async def looked(app: Driver) -> str:
    # a look that was under way when the file changed may have passed it already
    await app.settle()
    app.app._watch()
    return await app.settle()


def titles(app: Driver) -> list[str]:
    return [note.title for note in app.app._notifications]


@pytest.mark.parametrize("keys", [(), ("b",), ("s",), ("c",), ("enter",)])
async def test_a_page_that_breaks_is_named_with_place_and_cause(
    tmp_path: Path, content: Path, keys: tuple[str, ...]
) -> None:
    async with running(tmp_path, content) as app:
        await app.press(*keys)
        broken(content, "gamma" if keys == ("enter",) else "alpha")
        if keys == ("enter",):
            text = page(content, "gamma").read_text(encoding="utf-8")
            page(content, "gamma").write_text(text.replace("---\n", "", 1), encoding="utf-8")
        await looked(app)

        assert "concepts/serving/" in app.said
        assert ".md:" in app.said
        assert "1 file" in app.said
        assert set(titles(app)) == {"Errors in the content"}


async def test_the_card_on_show_stays_with_the_place_of_the_error(
    tmp_path: Path, content: Path
) -> None:
    async with running(tmp_path, content) as app:
        await app.press("enter")
        text = broken(content)
        seen = await looked(app)

        assert "What does Alpha need" in seen
        assert "alpha.md:14 card-no-answer: e opens it" in seen
        assert PLACE in app.said
        assert "There is no card" not in app.said
        assert "Not done" not in titles(app)

        page(content).write_text(text, encoding="utf-8")
        seen = await looked(app)
        assert "alpha.md:" not in seen.splitlines()[-2]
        await app.press("space", "3")
        assert len(app.reviews()) == 1


@pytest.mark.parametrize("is_revealed", [False, True])
async def test_the_grade_of_a_card_whose_file_broke_is_kept_before_the_next_is_drawn(
    tmp_path: Path, content: Path, *, is_revealed: bool
) -> None:
    async with running(tmp_path, content) as app:
        await app.press("enter", *(["space"] if is_revealed else []))
        broken(content)
        assert "e opens it, a grade counts" in await looked(app)
        await app.press(*([] if is_revealed else ["space"]), "3")

        assert app.reviews() == [Rating.GOOD]
        assert isinstance(app.app.screen, ReviewScreen)
        assert "What does Alpha need" not in app.text
        assert set(titles(app)) == {"Errors in the content"}

        await app.press("u")
        assert not app.study.store.states()
        assert "Did you mean" not in app.said


async def test_a_card_whose_file_broke_can_be_put_away(tmp_path: Path, content: Path) -> None:
    async with running(tmp_path, content) as app:
        await app.press("enter")
        text = broken(content)
        await looked(app)
        seen = await app.press("at")

        assert "What does Alpha need" not in seen
        page(content).write_text(text, encoding="utf-8")
        await looked(app)
        assert app.study.states["alpha/first"].suspended


async def test_a_page_that_breaks_after_it_opened_does_not_end_the_app(
    tmp_path: Path, content: Path
) -> None:
    async with running(tmp_path, content) as app:
        await app.press("enter")
        while "Opened" not in titles(app):
            await app.press("space", "4")
        page(content, "beta").write_text("no front matter", encoding="utf-8")
        await looked(app)

        assert "Opened\n  beta" in await app.press("escape", "escape")


async def test_an_edit_that_breaks_the_card_is_told_at_once(tmp_path: Path, content: Path) -> None:
    script = tmp_path / "editor"
    script.write_text("#!/bin/sh\nsed -i 's/^A: /A; /' \"$1\"\n")
    script.chmod(0o755)
    async with running(tmp_path, content) as app:
        app.app.config = Config(path=tmp_path / "c.toml", editor=f"{script} {{path}}")
        app.app.suspend = _Lent  # type: ignore[method-assign]  a test has no terminal to lend
        await app.press("enter", "e")

        assert f"{PLACE}14:1 card-no-answer" in app.said
        assert "alpha.md:14 card-no-answer: e opens it" in app.text

        script.write_text("#!/bin/sh\nsed -i 's/^A; /A: /' \"$1\"\n")
        await app.press("e")
        assert titles(app) == []
        assert "card-no-answer" not in app.text.splitlines()[-2]
        assert "What does Alpha need" in app.text


async def test_of_two_errors_the_one_that_is_left_goes_on_being_told(
    tmp_path: Path, content: Path
) -> None:
    async with running(tmp_path, content) as app:
        texts = [broken(content), broken(content, "beta")]
        await looked(app)
        page(content).write_text(texts[0], encoding="utf-8")
        await looked(app)

        assert titles(app) == ["Errors in the content"]
        assert "beta.md:" in app.said
        assert "alpha.md:" not in app.said

        page(content, "beta").write_text(texts[1], encoding="utf-8")
        await looked(app)

        assert titles(app) == []


async def test_a_page_on_show_stays_when_its_file_breaks(tmp_path: Path, content: Path) -> None:
    async with running(tmp_path, content) as app:
        app.app.open_page("alpha")
        await app.settle()
        page(content).write_text("no front matter", encoding="utf-8")
        seen = await looked(app)

        assert isinstance(app.app.screen, ConceptScreen)
        assert "stands first" in seen
        assert "alpha.md" in seen.splitlines()[0]
        assert PLACE in app.said
        assert "There is no page" not in app.said


async def test_a_card_has_one_toast_on_the_content_the_newest(
    tmp_path: Path, content: Path
) -> None:
    async with running(tmp_path, content, toasts=True) as app:
        app.app.notify("The disk is full.", severity="error", markup=False, timeout=60)
        await app.press("enter")
        texts = [broken(content), broken(content, "gamma")]
        await looked(app)
        broken(content, "beta")
        await looked(app)
        await app.pilot.pause(0.1)
        seen = await app.settle()

        assert "The disk is full." in seen
        assert titles(app) == ["", "Errors in the content"]
        assert "beta.md:" in app.said
        assert "alpha.md:" not in app.said
        for name, text in zip(("alpha", "gamma"), texts, strict=True):
            page(content, name).write_text(text, encoding="utf-8")
        content.rename(content.with_name("away"))  # noqa: ASYNC240  a local folder
        await looked(app)
        await app.pilot.pause(0.1)
        seen = await app.settle()

        assert titles(app) == ["", "A content folder has gone"]
        assert "What does Alpha need" in seen
        assert sum(line.lstrip().startswith("▌") for line in seen.splitlines()) <= 4


async def test_errors_of_the_start_are_told_with_their_place(tmp_path: Path, content: Path) -> None:
    broken(content)
    page(content, "gamma").write_text("no front matter", encoding="utf-8")

    async with running(tmp_path, content) as app:
        assert "2 files in all" in app.said
        assert ".md:" in app.said


async def test_a_folder_that_has_gone_has_a_title_of_its_own(tmp_path: Path, content: Path) -> None:
    async with running(tmp_path, content) as app:
        content.rename(content.with_name("away"))  # noqa: ASYNC240  a local folder
        await looked(app)

        assert titles(app) == ["A content folder has gone"]
        assert "is gone" in app.said


class _Lent:
    def __enter__(self) -> None:
        os.environ.setdefault("TERM", "dumb")

    def __exit__(self, *_: object) -> None:
        return None
