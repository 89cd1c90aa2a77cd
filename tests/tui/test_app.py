import os
from pathlib import Path

from flows import Driver, running
from hand_clock import Clock

from mlsd_graph import config
from mlsd_graph.config import Config
from mlsd_graph.errors import StateDamagedError
from mlsd_graph.paths import Paths
from mlsd_graph.study import Study
from tui.app import MlsdApp
from tui.screens.browse import BrowseScreen
from tui.screens.concept import ConceptScreen
from tui.screens.welcome import WelcomeScreen

PAYLOAD = "\x1b]52;c;YQ==\x07[@click=app.bell]x[/] [/b] \u202e\x9b2J"


async def test_the_first_run_explains_itself_once(home: Paths, content: Path, clock: Clock) -> None:
    study = Study.open(home, [content], clock)
    app = MlsdApp(lambda: study, Config(path=home.config_file))
    async with app.run_test(size=(80, 24)) as pilot:
        driver = Driver(pilot, study, clock)  # type: ignore[arg-type]
        await driver.settle()
        assert isinstance(app.screen, WelcomeScreen)
        assert "Press enter to begin." in driver.text
        assert "space     shows the answer" in driver.text
        assert driver.text.splitlines()[-1].split() == ["⏎", "Begin", "b", "Browse", "?", "Help"]
        await driver.press("enter", "enter", "space", "4")
    later = MlsdApp(lambda: study, Config(path=home.config_file))
    async with later.run_test(size=(80, 24)) as pilot:
        await Driver(pilot, study, clock).settle()  # type: ignore[arg-type]
        assert not isinstance(later.screen, WelcomeScreen)
    study.close()


async def test_the_keys_that_the_welcome_names_work_on_it(
    home: Paths, content: Path, clock: Clock
) -> None:
    study = Study.open(home, [content], clock)
    app = MlsdApp(lambda: study, Config(path=home.config_file))
    async with app.run_test(size=(80, 24)) as pilot:
        driver = Driver(pilot, study, clock)  # type: ignore[arg-type]
        await driver.settle()
        assert "Start reviewing" in await driver.press("question_mark")
        await driver.press("escape", "b")

        assert isinstance(app.screen, BrowseScreen)
    study.close()


async def test_a_state_that_cannot_be_opened_ends_the_app_with_a_sentence(home: Paths) -> None:
    def broken() -> Study:
        raise StateDamagedError("The state is damaged.", "Run `mlsd doctor`.")

    app = MlsdApp(broken, Config(path=home.config_file))
    async with app.run_test() as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()

    assert app.return_code == 1


async def test_a_changed_file_shows_without_a_key(tmp_path: Path, content: Path) -> None:
    async with running(tmp_path, content) as app:
        app.app.open_page("alpha")
        before = await app.settle()
        page = content / "concepts/serving/alpha.md"
        text = page.read_text(encoding="utf-8").replace("stands first", "was reworded")
        page.write_text(text, encoding="utf-8")

        app.app._watch()
        after = await app.settle()

        assert "stands first" in before
        assert isinstance(app.app.screen, ConceptScreen)
        assert "was reworded" in after


async def test_a_broken_page_is_told_and_the_rest_works(tmp_path: Path, content: Path) -> None:
    (content / "concepts/serving/bad.md").write_text("no front matter", encoding="utf-8")

    async with running(tmp_path, content) as app:
        assert "mlsd check" in app.said
        assert "8 new" in app.text


async def test_hostile_text_reaches_no_screen_raw(tmp_path: Path, content: Path) -> None:
    page = content / "concepts/serving/alpha.md"
    text = page.read_text(encoding="utf-8")
    text = text.replace("title: Alpha", "title: 'Alpha [/b] [@click=app.bell]x[/]'")
    text = text.replace("needs nothing", f"needs {PAYLOAD}").replace("Nothing:", f"{PAYLOAD}:")
    page.write_text(text, encoding="utf-8")

    async with running(tmp_path, content) as app:
        seen = [app.text]
        seen.append(await app.press("enter"))
        seen.append(await app.press("space"))
        seen.append(await app.press("o"))
        seen.append(await app.press("escape", "i"))
        seen.append(await app.press("escape", "b"))

        everything = "".join(seen)
        assert not set(everything) & set("\x1b\x07\x9b\u202e")
        assert "[/b]" in everything


async def test_an_edit_opens_the_editor_and_reads_the_file_again(
    tmp_path: Path, content: Path
) -> None:
    script = tmp_path / "editor"
    script.write_text(
        '#!/bin/sh\nsed -i \'s/stands first/was edited/\' "$2"; echo "$1" > "$0.line"\n'
    )
    script.chmod(0o755)
    async with running(tmp_path, content) as app:
        app.app.config = Config(path=tmp_path / "c.toml", editor=f"{script} {{line}} {{path}}")
        app.app.suspend = _unsuspended  # type: ignore[method-assign]  a test has no terminal to lend
        app.app.edit("alpha/first")
        await app.settle()

        assert "was edited" in app.study.library.page("alpha").summary
        assert (tmp_path / "editor.line").read_text().strip() == "14"


def test_the_theme_is_kept_in_the_config(tmp_path: Path) -> None:
    loaded = config.Config(path=tmp_path / "config.toml")

    config.save_theme(loaded, "nord")

    assert 'theme = "nord"' in (tmp_path / "config.toml").read_text()


async def test_a_theme_that_cannot_be_kept_is_said(tmp_path: Path, content: Path) -> None:
    async with running(tmp_path, content) as app:
        (tmp_path / "file").write_text("")
        app.app.config = Config(path=tmp_path / "file" / "config.toml")
        app.app.theme = "nord"
        await app.settle()

        assert "config.toml: " in app.said
        assert app.app.theme == "nord"


async def test_keys_are_remapped_by_id(tmp_path: Path, content: Path) -> None:
    async with running(tmp_path, content) as app:
        app.app.set_keymap({"today.review": "x"})
        await app.press("x", "space", "4")

        assert len(app.reviews()) == 1


class _Lent:
    def __enter__(self) -> None:
        os.environ.setdefault("TERM", "dumb")

    def __exit__(self, *_: object) -> None:
        return None


def _unsuspended() -> _Lent:
    return _Lent()
