"""The map of rooms in CONTRIBUTING.md is that of the house."""

import re
import tomllib
from pathlib import Path

TOP = Path(__file__).parent.parent


def test_the_table_names_each_package_in_the_order_of_imports() -> None:
    told = re.findall(
        r"^\| `mlsd_graph/(\w+)` \|", (TOP / "CONTRIBUTING.md").read_text(), re.MULTILINE
    )
    with (TOP / "pyproject.toml").open("rb") as file:
        contracts = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    layers = next(each["layers"] for each in contracts if each["type"] == "layers")
    heights = {
        name.strip().rpartition(".")[2]: height
        for height, layer in enumerate(reversed(layers))
        for name in layer.split("|")
    }
    packages = {each.parent.name for each in (TOP / "mlsd_graph").glob("*/__init__.py")}
    assert set(told) == packages
    assert told == sorted(told, key=heights.__getitem__)
