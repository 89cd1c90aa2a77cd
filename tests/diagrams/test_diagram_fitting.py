import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from random_charts import random_chart

from mlsd_graph.diagrams.fitting import Fit, fit
from mlsd_graph.diagrams.layout import lay_out
from mlsd_graph.diagrams.measures import TEXT
from mlsd_graph.diagrams.remembering import keep_in

CHART = random_chart(3)


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "places.json"
    keep_in(path)
    yield path
    keep_in(None)


def test_a_fit_names_the_labels_of_both_legends(memory: Path) -> None:
    assert CHART.grid is not None
    drawn = lay_out(CHART, CHART.grid, TEXT)

    assert drawn.legend
    assert fit(CHART)[:2] == (drawn.geometry.width, tuple(drawn.legend))


def test_a_fit_is_not_found_out_a_second_time(memory: Path) -> None:
    found = fit(CHART)
    lay_out.cache_clear()

    assert fit(CHART) == found
    assert lay_out.cache_info().misses == 0


@pytest.mark.parametrize(
    "kept",
    [None, 3, [], [70, [0]], [70, [99], []], [70, ["0"], []], ["70", [], []], [70, [-1], []]],
)
def test_a_fit_that_cannot_be_true_is_found_out_anew(memory: Path, kept: object) -> None:
    found = fit(CHART)
    held = json.loads(memory.read_bytes())
    (key,) = held["tables"]["fits"]
    held["tables"]["fits"][key] = kept
    memory.write_text(json.dumps(held))

    assert fit(CHART) == found
    assert isinstance(fit(CHART), Fit)


def test_a_chart_without_a_grid_fits_nowhere() -> None:
    with pytest.raises(ValueError, match="not placed"):
        fit(CHART._replace(grid=None))
