"""Pictures in a real Chromium: `pytest -m browser`; not part of the usual run."""

import html
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from shipped import shipped

from mlsd_graph.content.flowchart import parse
from mlsd_graph.diagrams.measures import PICTURE
from mlsd_graph.diagrams.svg import picture

pytestmark = pytest.mark.browser
BROWSER = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), ""
)
NAMES = sorted(path.stem for path in (Path(__file__).parent / "charts").glob("*.mmd"))
LOOK = """
const fill = (svg, which) => getComputedStyle(svg.querySelector(which)).fill;
const seen = [...document.querySelectorAll('svg')].map((svg) => {
  const page = svg.getBoundingClientRect(), all = [];
  let block = null;
  for (const each of svg.children) {
    const box = each.getBoundingClientRect();
    const edges = [box.left, box.top - page.top, box.right, box.bottom - page.top];
    if (each.matches('path.w')) block = edges;
    else if (each.matches('circle')) block = null;
    else if (each.matches('text')) all.push({
      text: each.textContent, edges,
      size: parseFloat(getComputedStyle(each).fontSize) * page.width / svg.viewBox.baseVal.width,
      block: each.matches('.n,.t,.s') ? null : block});
  }
  return {all, width: svg.viewBox.baseVal.width, right: page.width, bottom: page.height,
    ground: fill(svg, '.p'), ink: fill(svg, 'text')};
});
const told = document.createElement('pre');
told.textContent = JSON.stringify(seen);
document.body.append(told);
"""
DIAGRAMS = shipped()
LOOKS = {
    "light": ("", 1),
    "dark by the scheme": ("", 0),
    "dark by the class": ("card nightMode night_mode", 1),
}


@pytest.fixture(scope="session", autouse=True)
def browser() -> None:
    if not BROWSER:
        pytest.skip("there is no Chromium here")


def looked_at(folder: Path, pictures: list[str], look: str = "light") -> list[dict[str, Any]]:
    """Show pictures 360 px wide and tell where their texts are, in pixels of the screen."""
    classes, scheme = LOOKS[look]
    page = folder / "page.html"
    page.write_text(
        "<!doctype html><meta charset=utf-8><style>body{margin:0}svg{width:360px;height:auto;"
        f"display:block}}</style><body class='{classes}'>{''.join(pictures)}"
        f"<script>{LOOK}</script>",
        encoding="utf-8",
    )
    shown = subprocess.run(
        [
            BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom",
            f"--blink-settings=preferredColorScheme={scheme}",
            f"--user-data-dir={folder}/profile", page.as_uri(),
        ],
        capture_output=True, text=True, check=True, timeout=120,
    ).stdout  # fmt: skip
    found = re.search(r"<pre>(.*)</pre>", shown, re.DOTALL)
    assert found is not None, shown[:500]
    return json.loads(html.unescape(found[1]))


def chart(name: str) -> str:
    source = (Path(__file__).parent / "charts" / f"{name}.mmd").read_text(encoding="utf-8")
    return picture(parse(source), name)


@pytest.fixture(scope="module", params=LOOKS)
def seen(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, dict[str, dict[str, Any]]]:
    """Look at all pictures in one browser: starting it takes most of the time."""
    drawn = {name: picture(each.chart, each.title) for name, each in DIAGRAMS.items()}
    drawn |= {name: chart(name) for name in NAMES}
    found = looked_at(tmp_path_factory.mktemp("browser"), list(drawn.values()), request.param)
    for look in found:
        look["columns"] = 3 if look["width"] <= PICTURE.widest + 10 else 4
    return request.param, dict(zip(drawn, found, strict=True))


def test_every_text_is_legible_within_its_block_and_the_picture(
    seen: tuple[str, dict[str, dict[str, Any]]],
) -> None:
    for name, look in seen[1].items():
        assert len(look["all"]) > 15, name
        for each in look["all"]:
            left, top, right, bottom = each["edges"]
            assert each["size"] >= (9 if look["columns"] <= 3 else 7), (name, each)
            assert left >= 0, (name, each)
            assert right <= look["right"] + 1, (name, each)
            assert bottom <= look["bottom"] + 1, (name, each)
            if each["block"]:
                assert left >= each["block"][0] - 1, (name, each)
                assert right <= each["block"][2] + 1, (name, each)
                assert top >= each["block"][1] - 2, (name, each)


def brightness(color: str) -> int:
    return sum(map(int, re.findall(r"\d+", color)[:3]))


def test_light_is_light_and_dark_is_dark(seen: tuple[str, dict[str, dict[str, Any]]]) -> None:
    asked, looks = seen
    for name, look in looks.items():
        bright, ink = brightness(look["ground"]), brightness(look["ink"])
        if asked == "light":
            assert (bright > 600, ink < 300) == (True, True), name
        else:
            assert (bright < 150, ink > 500) == (True, True), name
