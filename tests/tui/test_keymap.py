"""A keymap that cannot be as it is written is said, and a remapped key wins."""

from pathlib import Path

import pytest
from flows import NOON, Driver, running
from hand_clock import Clock

from mlsd_graph.config import load
from mlsd_graph.memory import Rating
from mlsd_graph.paths import Paths
from mlsd_graph.study import Study
from tui.app import MlsdApp
from tui.keymap import keymap_notices


@pytest.mark.parametrize(
    ("keymap", "said"),
    [
        ({"review.god": "g"}, "no binding is called `review.god`. Did you mean `review.good`?"),
        ({"zzz": "g"}, "no binding is called `zzz`."),
        (
            {"review.good": "i"},
            "`review.good` takes i from `review.info`, which has no key left; give it one.",
        ),
        (
            {"review.good": "q"},
            "`review.good` takes q from `review.end`, which is left on escape.",
        ),
        (
            {"review.good": "f", "review.info": "f"},
            "`review.good` and `review.info` are both on f; only one of them is heard.",
        ),
        ({"review.info": "t"}, "t is `review.info` there, so `app.today` is not heard."),
        ({"app.browse": "u"}, "`review.undo` and `today.undo` there, so `app.browse` is not"),
        ({"review.good": "contrl+g"}, "`review.good`: no key is called `contrl+g`."),
        ({"review.good": "commercial_at"}, "no key is called `commercial_at`."),
        ({"review.good": ""}, "`review.good` names no key, so it keeps its own."),
    ],
)
def test_what_cannot_be_is_one_sentence(keymap: dict[str, str], said: str) -> None:
    (notice,) = keymap_notices(keymap)

    assert notice.startswith("config.toml: ")
    assert said in notice


@pytest.mark.parametrize(
    "keymap",
    [
        {},
        {"review.good": "f, ctrl+g,f5,é"},
        {"review.good": "4", "review.easy": "3"},
        {"review.good": "3", "browse.search": "/"},
        {"page.next": "right_square_bracket,]"},
    ],
)
def test_a_keymap_that_works_says_nothing(keymap: dict[str, str]) -> None:
    assert keymap_notices(keymap) == []


async def test_the_remapped_key_wins_and_the_app_says_so(tmp_path: Path, content: Path) -> None:
    keymap = {"review.good": "q", "review.nonsense": "x"}
    async with running(tmp_path, content, keymap=keymap) as driver:
        await driver.press("enter", "space", "q")
        assert driver.reviews() == [Rating.GOOD]
        assert "`review.good` takes q from `review.end`" in driver.said
        assert "no binding is called `review.nonsense`" in driver.said


async def test_the_bar_names_the_keys_in_force(tmp_path: Path, content: Path) -> None:
    keymap = {"review.good": "f", "review.reveal": "r"}
    async with running(tmp_path, content, keymap=keymap) as driver:
        await driver.press("enter")
        assert "r shows the answer" in driver.text
        await driver.press("r")
        assert "[f Good" in driver.text
        assert "1 Again" in driver.text


async def test_the_help_names_what_a_keymap_needs(tmp_path: Path, content: Path) -> None:
    async with running(tmp_path, content) as app:
        await app.press("enter", "question_mark")

        assert "review.info" in app.text
        assert all(len(line) <= 80 for line in app.text.splitlines())


async def test_the_app_says_what_of_the_keymap_is_no_keys(tmp_path: Path, content: Path) -> None:
    paths = Paths(tmp_path / "state", tmp_path, tmp_path / "cache")
    paths.config_file.write_text("[keymap]\nreview.good = true\n", encoding="utf-8")
    clock = Clock(NOON)
    study = Study.open(paths, [content], clock)
    async with MlsdApp(lambda: study, load(paths)).run_test() as pilot:
        app = Driver(pilot, study, clock)
        await app.settle()

        assert '`review.good` must be a string of keys. Write "review.good" = "f".' in app.said
    study.close()
