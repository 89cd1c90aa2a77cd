"""Names of lazily filled packages are what they say, in whatever order they are asked for."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize("first", ["is_contrast", "contrast_uid", "updated", "build"])
def test_a_function_named_like_its_module_stays_a_function(first: str) -> None:
    code = (
        f"from mlsd_graph.graph import {first}; from mlsd_graph.graph import build; build.__code__"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


@pytest.mark.parametrize(
    ("package", "name"), [("graph", "build"), ("planning", "scope"), ("memory", "fsrs6")]
)
def test_it_stays_one_where_its_module_was_imported_before(package: str, name: str) -> None:
    home = f"mlsd_graph.{package}"
    code = f"import {home}.{name}; from {home} import {name}; assert callable({name})"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
