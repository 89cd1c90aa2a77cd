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
        value = getattr(import_module(f"{package}.{homes[name]}"), name)
        setattr(modules[package], name, value)
        return value

    return find
