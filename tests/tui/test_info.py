from pathlib import Path

from flows import Driver, running

from mlsd_graph.memory import Rating

CONTENT = Path(__file__).parent / "content"


async def opened(driver: Driver, uid: str) -> str:
    driver.app.open_info(uid)
    return await driver.settle()


async def test_a_new_card_says_why_it_is_asked(tmp_path: Path) -> None:
    async with running(tmp_path, CONTENT) as driver:
        text = await opened(driver, "base/ground")

        assert "Base › Ground" in text
        assert "new, never asked" in text
        assert "Why\n" in text
        assert "Nothing yet." in text


async def test_the_log_is_newest_first_and_shows_what_was_undone(tmp_path: Path) -> None:
    async with running(tmp_path, CONTENT) as driver:
        driver.study.answer("base/ground", Rating.EASY, duration_ms=4200)
        driver.clock.ms += 60_000
        driver.study.mark("base/ground", on=True)
        driver.study.undo()
        text = await opened(driver, "base/ground")

        assert "1 reviews, forgotten 0×" not in text
        assert "1 review, forgotten 0×" in text
        assert "recall 100 %" in text
        log = text[text.index("Log") :]
        assert log.index("mark") < log.index("review")
        assert "2026-11-21 12:01 mark (undone)" in log
        assert "2026-11-21 12:00 review easy → " in log
        assert "in 4 s" in log


async def test_suspend_bury_and_mark_go_both_ways(tmp_path: Path) -> None:
    async with running(tmp_path, CONTENT) as driver:
        await opened(driver, "base/ground")
        on = await driver.press("at", "asterisk", "minus")
        off = await driver.press("at", "asterisk", "minus")
        state = driver.study.states["base/ground"]

        assert "suspended, buried, ★ marked" in on
        assert "suspended" not in off[: off.index("Log")]
        assert (state.suspended, state.marked, state.buried_until) == (False, False, 0)


async def test_the_page_is_one_key_away(tmp_path: Path) -> None:
    async with running(tmp_path, CONTENT) as driver:
        await opened(driver, "base/ground")
        page = await driver.press("o")
        back = await driver.press("escape")

        assert "The base that everything else rests on." in page
        assert "Base › Ground" in back
