"""The way to the phone and back, on a real study, real decks and the real engine."""

import zipfile
from pathlib import Path

import pytest
from carried import now, studied, way
from flows import Driver, running
from noon import EAST
from textual.widgets import Input

from tui.screens.path import PathScreen, completed
from tui.screens.phone import PhoneScreen
from tui.screens.today import TodayScreen

DAY = 86_400_000
pytestmark = pytest.mark.usefixtures("at_noon")


@pytest.fixture
def downloads(tmp_path: Path) -> Path:
    folder = tmp_path / "downloads"
    folder.mkdir()
    return folder


async def exported(app: Driver, key: str = "x") -> str:
    await app.press("p", key)
    return await app.press("enter")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_an_export_is_asked_for_written_and_summed_up(
    tmp_path: Path, content: Path, downloads: Path, size: tuple[int, int]
) -> None:
    phone = way(tmp_path, content, downloads)
    async with running(tmp_path, content, size, at=now(), east=EAST, phone=phone) as app:
        before = await app.press("p")
        asked = await app.press("x")
        done = await app.press("enter")
        after = await app.press("enter")

        assert "No deck has gone out yet." in before
        assert "A deck, to which file?" in asked
        assert "The deck is written." in done
        assert "8 cards" in done
        assert zipfile.is_zipfile(downloads / "mlsd.apkg")
        assert isinstance(app.app.screen, PhoneScreen)
        assert "(less than a day ago)" in after
        (sent,) = app.study.store.events(kinds=["export"])
        assert sent.values["to"] == "file"
        assert sent.values["bytes"] == (downloads / "mlsd.apkg").stat().st_size


async def test_a_deck_with_progress_carries_the_log(
    tmp_path: Path, content: Path, downloads: Path
) -> None:
    phone = way(tmp_path, content, downloads)
    async with running(tmp_path, content, at=now(), east=EAST, phone=phone) as app:
        await app.press("enter", "space", "3", "q", "enter")
        done = await exported(app, "w")

        assert "reviews in the log: 1" in done
        assert "Import any learning progress" in done


async def test_an_import_shows_what_would_come_then_brings_it(
    tmp_path: Path, content: Path, downloads: Path
) -> None:
    phone = way(tmp_path, content, downloads)
    async with running(tmp_path, content, at=now(), east=EAST, phone=phone) as app:
        await exported(app)
        studied(downloads / "mlsd.apkg", downloads / "back.apkg", 3)
        listed = await app.press("enter")
        offered = await app.press("enter")
        before = app.reviews()
        done = await app.press("enter")
        today = await app.press("t")

        assert "back.apkg" in listed
        assert "mlsd.apkg" not in listed
        assert "This would come in." in offered
        assert "3 new, 0 known" in offered
        assert "suspended  1" in offered
        assert "Nothing is recorded yet" in offered
        assert before == []
        assert "Imported." in done
        assert "backup" in done
        assert len(app.reviews()) == 3
        assert "0 due   4 new   3 learning" in today
        assert "3 done today" in today
        assert sum(state.reps for state in app.study.states.values()) == 3


async def test_a_second_import_offers_nothing(
    tmp_path: Path, content: Path, downloads: Path
) -> None:
    phone = way(tmp_path, content, downloads)
    async with running(tmp_path, content, at=now(), east=EAST, phone=phone) as app:
        await exported(app)
        studied(downloads / "mlsd.apkg", downloads / "back.apkg", 2)
        await app.press("enter", "enter", "enter", "enter")
        again = await app.press("enter")
        left = await app.press("enter")

        assert "0 new, 2 known" in again
        assert "all of it is here already" in again
        assert len(app.reviews()) == 2
        assert "Found, newest first" in left


async def test_the_decks_written_here_are_not_offered(
    tmp_path: Path, content: Path, downloads: Path
) -> None:
    phone = way(tmp_path, content, downloads)
    async with running(tmp_path, content, at=now(), east=EAST, phone=phone) as app:
        await exported(app, "w")
        assert phone.found(app.study) == []
        (downloads / "stranger.apkg").write_bytes(b"no package")
        assert phone.found(app.study) == [downloads / "stranger.apkg"]


async def test_a_file_that_cannot_be_used_is_a_sentence_on_the_screen(
    tmp_path: Path, content: Path, downloads: Path
) -> None:
    phone = way(tmp_path, content, downloads)
    (downloads / "broken.apkg").write_bytes(b"no package")
    async with running(tmp_path, content, at=now(), east=EAST, phone=phone) as app:
        said = await app.press("p", "enter")

        assert "Not done." in said
        assert "broken.apkg" in said.replace("\n  ", "")
        assert "Traceback" not in said


async def test_a_folder_that_cannot_be_written_is_a_sentence_too(
    tmp_path: Path, content: Path, downloads: Path
) -> None:
    phone = way(tmp_path, content, downloads)
    async with running(tmp_path, content, at=now(), east=EAST, phone=phone) as app:
        await app.press("p", "x")
        app.app.screen.query_one(Input).value = str(downloads / "no" / "deck.apkg")
        hint = await app.settle()
        said = await app.press("enter")

        assert "There is no folder" in hint
        assert "Not done." in said
        assert app.study.store.events(kinds=["export"]) == []


async def test_a_path_is_completed_from_the_disk(
    tmp_path: Path, content: Path, downloads: Path
) -> None:
    (downloads / "from-phone.colpkg").write_bytes(b"")
    (downloads / "from.txt").write_bytes(b"")
    phone = way(tmp_path, content, downloads)
    async with running(tmp_path, content, at=now(), east=EAST, phone=phone) as app:
        await app.press("p", "i")
        line = app.app.screen.query_one(Input)
        line.value = f"{downloads}/fr"
        await app.until(lambda: line._suggestion)
        await app.press("tab")

        assert line.value == str(downloads / "from-phone.colpkg")
        assert isinstance(app.app.screen, PathScreen)


def test_names_that_cannot_be_shown_are_not_proposed(tmp_path: Path) -> None:
    (tmp_path / "a\x1b[2J.apkg").write_bytes(b"")
    (tmp_path / ".hidden").mkdir()
    assert completed(f"{tmp_path}/", (".apkg",)) is None
    (tmp_path / "b.apkg").write_bytes(b"")
    assert completed(f"{tmp_path}/", (".apkg",)) == f"{tmp_path}/b.apkg"
    assert completed(f"{tmp_path}/.h", (".apkg",)) == f"{tmp_path}/.hidden/"
    assert completed("~nobody-here/", (".apkg",)) is None


async def test_today_reminds_after_a_week_until_it_is_dismissed(
    tmp_path: Path, content: Path, downloads: Path
) -> None:
    phone = way(tmp_path, content, downloads)
    async with running(tmp_path, content, phone=phone) as app:
        app.study.sent({"to": "file"})
        app.clock.ms += 6 * DAY
        app.app._refresh_screen()
        early = await app.settle()
        app.clock.ms += 2 * DAY
        app.app._refresh_screen()
        late = await app.settle()
        gone = await app.press("x")
        app.clock.ms += 7 * DAY
        app.app._refresh_screen()
        again = await app.settle()

        assert "has been out" not in early
        assert "Not now" not in early
        assert "A deck has been out for 8 days" in late
        assert "p Phone x Not now" in late, "at 80 columns"
        assert "has been out" not in gone
        assert "has been out for 15 days" in again


async def test_without_a_way_to_a_phone_there_is_no_key_for_it(
    tmp_path: Path, content: Path
) -> None:
    async with running(tmp_path, content) as app:
        shown = await app.press("p")

        assert "Phone" not in shown
        assert isinstance(app.app.screen, TodayScreen)


async def test_a_stranger_s_reviews_need_another_key(
    tmp_path: Path, content: Path, downloads: Path
) -> None:
    phone = way(tmp_path, content, downloads)
    async with running(tmp_path, content, at=now(), east=EAST, phone=phone) as app:
        await exported(app)
        first = studied(downloads / "mlsd.apkg", downloads / "theirs.apkg", 2)
        await app.pilot.pause(1.1)  # nobody answers all cards in the seconds of another
        studied(downloads / "mlsd.apkg", downloads / "mine.apkg", 2)
        await app.press("escape", "i")
        app.app.screen.query_one(Input).value = str(downloads / "mine.apkg")
        await app.settle()
        await app.press("enter", "enter", "enter", "i")
        app.app.screen.query_one(Input).value = str(first)
        await app.settle()
        doubted = await app.press("enter")
        held = await app.press("enter")
        recorded = len(app.reviews())
        await app.press("y")

        assert "y imports it all the same" in doubted
        assert held == doubted
        assert recorded == 2
        assert len(app.reviews()) == 4


@pytest.mark.parametrize("size", [(60, 16), (40, 12), (80, 24)])
async def test_the_file_that_enter_opens_is_in_sight(
    tmp_path: Path, content: Path, downloads: Path, size: tuple[int, int]
) -> None:
    phone = way(tmp_path, content, downloads)
    for name in ("one", "two", "three", "four", "five"):
        (downloads / f"{name}.apkg").write_bytes(b"no package")
    async with running(tmp_path, content, size, at=now(), east=EAST, phone=phone) as app:
        shown = await app.press("p")
        last = await app.press(*["down"] * 4)
        files = phone.found(app.study)

    assert "Found, newest first" in shown
    assert "No deck has gone out yet." in " ".join(shown.split())
    assert files[0].name in shown
    assert files[-1].name in last
