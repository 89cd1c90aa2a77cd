"""Toasts leave the card in sight."""

from pathlib import Path

from flows import Driver
from hand_clock import Clock

from mlsd_graph.config import Config
from mlsd_graph.paths import Paths
from mlsd_graph.study import Study
from tui.app import MlsdApp

LONG = "concepts/serving/alpha.md:12:3 is a place that takes more than one line of forty columns."


async def test_toasts_are_wide_and_low_and_a_card_has_the_newest_alone(
    home: Paths, content: Path, clock: Clock
) -> None:
    study = Study.open(home, [content], clock)
    app = MlsdApp(lambda: study, Config(path=home.config_file))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        driver = Driver(pilot, study, clock)  # type: ignore[arg-type]
        await driver.settle()
        await driver.press("enter")
        app.notify("First thing.", markup=False, timeout=60)
        app.notify(LONG, title="Second", markup=False, timeout=60)
        await pilot.pause(0.1)
        today = (await driver.settle()).splitlines()
        await driver.press("enter")
        await pilot.pause(0.1)
        card = (await driver.settle()).splitlines()

    def rows(lines: list[str]) -> list[str]:
        said = ("First thing", "Second", "concepts/", "columns.")
        return [line for line in lines if any(word in line for word in said)]

    assert len(rows(today)) == 4, today
    assert len(rows(card)) == 3, card
    assert "First thing." not in "\n".join(card)
    assert "What does Alpha need" in "\n".join(card)
    study.close()
