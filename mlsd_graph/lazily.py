"""Packages whose names are imported at first use (PEP 562), because a first frame waits for all.

```
__getattr__ = lazily(__name__, {"load": "loading"})
```
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from sys import modules


def lazily(package: str, homes: Mapping[str, str]) -> Callable[[str], object]:
    """Make the `__getattr__` of a package; `homes` maps its public names to modules in it."""

    def find(name: str) -> object:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        module = import_module(f"{package}.{homes[name]}")
        # All names of it at once: importing `build.py` sets `build` to the module, so that a
        # function of the same name would never be looked up here.
        for each, home in homes.items():
            if home == homes[name]:
                setattr(modules[package], each, getattr(module, each))
        return getattr(module, name)

    return find
