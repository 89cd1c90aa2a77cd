"""Stats mode: what stands on it, at both sizes, with and without a log."""

from pathlib import Path

import pytest
from flows import running
from lived_log import drafts, lived

from mlsd_graph.study.charts import Bins, Charts, Hour, Passed, Retention
from mlsd_graph.study.streaks import Streak
from tui.rendering.bars import heatmap, rows
from tui.rendering.charts import draw_charts
from tui.screens.stats import StatsScreen
from tui.screens.today import TodayScreen


def some(**changed: object) -> Charts:
    passed = Passed(9, 1)
    empty = Charts(
        today=20_778,
        past={20_778: 4, 20_777: 8},
        ahead={20_779: 3},
        backlog=7,
        streak=Streak(3, 1, today=False),
        desired=0.9,
        retention=(Retention(30, passed, Passed()),),
        stability=Bins((1.0, 3.0), (0, 2, 1)),
        difficulty=Bins((5.0,), (1, 2)),
        retrievability=Bins((0.9,), (1, 2)),
        minutes={20_777: 6.0},
        hours=(Hour(),) * 20 + (Hour(10, 9),) + (Hour(),) * 3,
        answers=(1, 0, 8, 1),
        domains={"serving": 0.5},
        steps={},
        credit="",
        order="",
    )
    return empty._replace(**changed)


@pytest.mark.parametrize("width", [40, 76, 110, 156])
def test_no_line_is_wider_than_the_screen(width: int) -> None:
    drawn = draw_charts(some(domains={"a" * 20: 1.0, "b": 0.0}), width)
    lines = drawn.content.plain.split("\n")
    assert drawn.height == len(lines)
    assert max(map(len, lines)) <= width


def test_the_backlog_is_a_bar_of_its_own() -> None:
    text = draw_charts(some(), 76).content.plain
    late, today, tomorrow = text[text.index("Due\n") :].split("\n")[1:4]
    assert late.startswith("late")
    assert late.endswith(" 7")
    assert today.endswith(" 0")
    assert tomorrow.endswith(" 3")


def test_true_retention_stands_beside_the_desired_one() -> None:
    text = draw_charts(some(), 76).content.plain
    assert "desired 90 %" in text
    assert "last 30 days    90.0 %        –   90.0 %       10" in text


def test_the_best_hour_is_named_only_where_answers_are_enough() -> None:
    assert "best at 20:00, 90 % recalled" in draw_charts(some(), 76).content.plain
    few = some(hours=(Hour(2, 2),) * 24)
    assert "best at" not in draw_charts(few, 76).content.plain


def test_bars_are_to_scale_and_a_little_is_never_nothing() -> None:
    full, tiny, none = (
        line.plain for line in rows([("a", 800, ""), ("b", 1, ""), ("c", 0, "")], 20)
    )
    assert full.count("█") == 17
    assert "▏" in tiny
    assert none.strip() == "c"


def test_the_heatmap_puts_each_day_in_its_week() -> None:
    today = 20_778  # a Saturday, as 1970-01-01 was a Thursday
    lines = [line.plain for line in heatmap({today: 4, today - 5: 1}, {today + 1: 2}, today, 76)]
    saturday, monday, sunday = lines[6], lines[1], lines[7]
    assert saturday.index("█") == monday.index("░")
    assert saturday.index("█") == sunday.index("█")
    assert all(len(line) <= 76 for line in lines)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_stats_open_from_anywhere_and_lead_back(
    tmp_path: Path, content: Path, size: tuple[int, int]
) -> None:
    async with running(tmp_path, content, size=size) as app:
        app.study.store.append(drafts(lived(30, 4)))
        shown = await app.press("s")
        assert isinstance(app.app.screen, StatsScreen)
        assert "in a row" in shown
        assert "reviews made, then reviews due" in shown
        assert ("Mastery by domain" in shown) == (size[0] == 120)
        await app.press("q")
        assert isinstance(app.app.screen, TodayScreen)


async def test_stats_of_an_empty_log_say_so(tmp_path: Path, content: Path) -> None:
    async with running(tmp_path, content) as app:
        assert "0 days in a row" in await app.press("s")


async def test_stats_weigh_other_retentions_once_they_are_reckoned(
    tmp_path: Path, content: Path
) -> None:
    async with running(tmp_path, content, size=(120, 60)) as app:
        shown = await app.press("s")
        assert "Desired retention, next 90 days" in shown
        assert "90 %*" in shown
        assert "97 % " in shown
        assert "0 late  –" in shown, "all few cards are seen, nothing holds them back"


async def test_leaving_stats_at_once_ends_the_reckoning_quietly(
    tmp_path: Path, content: Path
) -> None:
    async with running(tmp_path, content) as app:
        await app.pilot.press("s", "q")
        await app.settle()
        assert isinstance(app.app.screen, TodayScreen)
        assert app.said == ""


def test_the_line_of_graph_credit_stands_with_retention_where_there_is_one() -> None:
    said = "graph credit would have saved 14 reviews; your evidence 2.1:1"
    assert said not in draw_charts(some(), 80).content.plain
    assert said in draw_charts(some(credit=said), 80).content.plain
