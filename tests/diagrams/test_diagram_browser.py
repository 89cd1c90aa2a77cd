"""Pictures in a real Chromium: `pytest -m browser`; not part of the usual run."""

import html
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from mlsd_graph.content.flowchart import parse
from mlsd_graph.diagrams.svg import picture

pytestmark = pytest.mark.browser
BROWSER = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), ""
)
NAMES = sorted(path.stem for path in (Path(__file__).parent / "charts").glob("*.mmd"))
LOOK = """
const svg = document.querySelector('svg'), all = [];
let block = null;
for (const each of svg.children) {
  const box = each.getBoundingClientRect();
  const edges = [box.left, box.top, box.right, box.bottom];
  if (each.matches('path.w')) block = edges;
  else if (each.matches('circle')) block = null;
  else if (each.matches('text')) all.push({
    text: each.textContent, edges, size: parseFloat(getComputedStyle(each).fontSize),
    block: each.matches('.n,.t,.s') ? null : block});
}
const page = svg.getBoundingClientRect();
const fill = (which) => getComputedStyle(svg.querySelector(which)).fill;
const seen = {all, right: page.right, bottom: page.bottom, ground: fill('.p'), ink: fill('text')};
const told = document.createElement('pre');
told.textContent = JSON.stringify(seen);
document.body.append(told);
"""


@pytest.fixture(scope="session", autouse=True)
def browser() -> None:
    if not BROWSER:
        pytest.skip("there is no Chromium here")


def looked_at(tmp_path: Path, name: str, *, classes: str = "", scheme: int = 1) -> dict[str, Any]:
    """Show a picture 360 px wide and tell where its texts are, in pixels of the screen."""
    chart = parse((Path(__file__).parent / "charts" / f"{name}.mmd").read_text(encoding="utf-8"))
    page = tmp_path / "page.html"
    page.write_text(
        "<!doctype html><meta charset=utf-8><style>body{margin:0}svg{width:360px;height:auto}"
        f"</style><body class='{classes}'>{picture(chart, name)}<script>{LOOK}</script>",
        encoding="utf-8",
    )
    shown = subprocess.run(
        [
            BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom",
            f"--blink-settings=preferredColorScheme={scheme}",
            f"--user-data-dir={tmp_path}/profile", page.as_uri(),
        ],
        capture_output=True, text=True, check=True, timeout=120,
    ).stdout  # fmt: skip
    found = re.search(r"<pre>(.*)</pre>", shown, re.DOTALL)
    assert found is not None, shown[:500]
    return json.loads(html.unescape(found[1]))


@pytest.mark.parametrize("name", NAMES)
def test_every_text_stays_within_its_block_and_the_picture(tmp_path: Path, name: str) -> None:
    seen = looked_at(tmp_path, name)

    assert len(seen["all"]) > 15
    for each in seen["all"]:
        left, top, right, bottom = each["edges"]
        assert left >= 0, each
        assert right <= seen["right"] + 1, each
        assert bottom <= seen["bottom"] + 1, each
        if each["block"]:
            assert left >= each["block"][0] - 1, each
            assert right <= each["block"][2] + 1, each
            assert top >= each["block"][1] - 2, each


def brightness(color: str) -> int:
    return sum(map(int, re.findall(r"\d+", color)[:3]))


@pytest.mark.parametrize(("classes", "scheme"), [("", 0), ("card nightMode night_mode", 1)])
def test_dark_is_dark_by_the_scheme_and_by_the_class(
    tmp_path: Path, classes: str, scheme: int
) -> None:
    seen = looked_at(tmp_path, NAMES[0], classes=classes, scheme=scheme)

    assert brightness(seen["ground"]) < 150
    assert brightness(seen["ink"]) > 500


def test_light_is_light(tmp_path: Path) -> None:
    seen = looked_at(tmp_path, NAMES[0])

    assert brightness(seen["ground"]) > 600
    assert brightness(seen["ink"]) < 300
