import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from random_charts import random_chart

from mlsd_graph.content.chartrecords import Block, Flowchart
from mlsd_graph.content.flowchart import parse, text
from mlsd_graph.diagrams import placing
from mlsd_graph.diagrams.grids import place_page
from mlsd_graph.diagrams.placing import placed, propose
from mlsd_graph.diagrams.remembering import keep_in, recall

CHARTS = Path(__file__).parent / "charts"
RECOMMENDER = parse((CHARTS / "two-stage-recommender.mmd").read_text(encoding="utf-8"))


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "cache" / "places.json"
    keep_in(path)
    placing._placed.cache_clear()
    yield path
    keep_in(None)
    placing._placed.cache_clear()


def places(chart: Flowchart) -> dict[str, tuple[int, int]]:
    return {
        name: (row, column)
        for row, cells in enumerate(chart.grid or ())
        for column, name in enumerate(cells)
        if name
    }


@pytest.mark.parametrize("seed", range(12))
def test_a_proposed_grid_passes_the_parser(seed: int) -> None:
    chart = random_chart(seed)
    found = chart._replace(grid=propose(chart._replace(grid=None)))

    assert text(parse(text(found))) == text(found)


def test_the_same_chart_is_placed_the_same() -> None:
    bare = RECOMMENDER._replace(grid=None)

    assert propose(bare) == propose(bare)


@pytest.mark.parametrize("gone", [block.id for block in RECOMMENDER.blocks])
def test_a_block_that_has_a_place_keeps_it(gone: str) -> None:
    grid = tuple(
        tuple(None if cell == gone else cell for cell in row) for row in RECOMMENDER.grid or ()
    )
    found = RECOMMENDER._replace(grid=propose(RECOMMENDER._replace(grid=grid)))
    before, after = places(RECOMMENDER), places(found)

    assert sorted(before) == sorted(after)
    kept = [name for name in before if name != gone]
    for one in kept:
        for other in kept:
            for axis in (0, 1):
                was = before[one][axis] - before[other][axis]
                now = after[one][axis] - after[other][axis]
                assert (was > 0) == (now > 0)
                assert (was < 0) == (now < 0)


def test_a_whole_grid_is_proposed_as_it_is() -> None:
    assert propose(RECOMMENDER) == RECOMMENDER.grid


def test_a_lane_of_twelve_beside_two_of_one_finds_room() -> None:
    chart = random_chart(3)
    blocks = tuple(
        Block(f"b{i}", "Block", "service", "a" if i < 12 else "b" if i < 13 else "c")
        for i in range(14)
    )
    lanes = tuple(
        lane._replace(id=name) for lane, name in zip([chart.lanes[0]] * 3, "abc", strict=True)
    )
    arrows = tuple(
        chart.arrows[0]._replace(source=f"b{i}", target=f"b{i + 1}", label="") for i in range(13)
    )
    full = Flowchart(blocks, arrows, lanes)
    found = full._replace(grid=propose(full))

    assert text(parse(text(found))) == text(found)


def test_a_proposal_is_remembered(memory: Path) -> None:
    bare = RECOMMENDER._replace(grid=None)
    grid = placed(bare).grid

    assert recall(bare) == grid
    assert [path.name for path in memory.parent.iterdir()] == ["places.json"]


@pytest.mark.parametrize(
    "damage",
    [
        b"", b"\xff\xfe", b"[]", b"{}", b'{"format": 2, "tables": []}', b"[" * 100_000,
        b'{"format": 9, "tables": {}}', b'{"format": 2, "tables": {"grids": []}}',
    ],
)  # fmt: skip
def test_a_damaged_memory_is_built_anew(memory: Path, damage: bytes) -> None:
    bare = RECOMMENDER._replace(grid=None)
    memory.parent.mkdir()
    memory.write_bytes(damage)
    grid = placed(bare).grid

    assert json.loads(memory.read_bytes())["format"] == 2
    assert recall(bare) == grid


def test_a_remembered_grid_that_does_not_fit_is_not_used(memory: Path) -> None:
    bare = RECOMMENDER._replace(grid=None)
    placed(bare)
    held = json.loads(memory.read_bytes())
    grids = held["tables"]["grids"]
    held["tables"]["grids"] = {key: [["other", None], [{}, 3]] for key in grids}
    memory.write_text(json.dumps(held))

    assert recall(bare) is None


PAGE = """# Page

```mermaid
flowchart TB
  subgraph one ["One"]
    a([User])
    b[Gateway]:::service
  end
  c[(Store)]:::store
  d[(Cache)]:::cache
  a -->|request| b
  b --> c
  b --> d
```

Text with `%% grid: x` stays.
"""


def test_a_page_gets_the_lines_that_it_lacks() -> None:
    found = place_page(PAGE)

    assert [placement.line for placement in found.placements] == [4]
    rows = found.placements[0].rows
    assert found.text == PAGE.replace("flowchart TB\n", "flowchart TB\n" + "\n".join(rows) + "\n")
    assert place_page(found.text).placements == ()


def test_line_ends_and_indents_stay_as_they_are() -> None:
    page = PAGE.replace("flowchart", "  flowchart").replace("\n", "\r\n")
    found = place_page(page)

    assert "\n" not in found.text.replace("\r\n", "")
    assert "\r\n  %% grid: " in found.text


def test_a_new_block_is_put_beside_the_old_ones() -> None:
    old = place_page(PAGE).text
    new = place_page(old.replace("  a -->|r", "  e[(More)]:::store\n  b --> e\n  a -->|r"))

    assert len(new.placements) == 1
    assert new.text.count("%% grid:") > old.count("%% grid:") - 1
    assert " e" in " ".join(new.placements[0].rows)


def test_what_cannot_be_read_is_left_alone_and_named() -> None:
    page = PAGE.replace("b[Gateway]:::service", "b[Gateway]:::serv")
    found = place_page(page)

    assert found.text == page
    assert found.faults[0].line == 7
